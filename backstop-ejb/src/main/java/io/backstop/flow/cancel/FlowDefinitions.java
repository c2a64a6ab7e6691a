package io.backstop.flow.cancel;

import io.backstop.flow.cancel.FlowDefinition.Reason;
import io.backstop.flow.cancel.FlowDefinition.Story;
import io.backstop.flow.cancel.FlowDefinition.Text;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a cancel flow from its JSON document, format version 1, and refuses one that could keep a
 * customer from cancelling.
 *
 * <pre>{@code
 * {
 *   "version": 1,
 *   "name": "Spring",                                    // for the merchant, never shown
 *   "steps": ["survey", "stories", "offers", "confirm"], // any of these, in this order, confirm last
 *   "survey": {                                          // optional
 *     "required": false,                                 // optional; true is refused
 *     "title": {"en": "…", "de": "…"}                    // optional
 *   },
 *   "reasons": [                                         // 1 to 12; "other" last
 *     {
 *       "id": "too_expensive",
 *       "label": {"en": "It costs too much"},
 *       "feedback": "too_expensive",                     // Stripe's cancellation_details.feedback
 *       "comment": false,                                // optional: opens a text field
 *       "stories": ["amara"],                            // optional, at most 3
 *       "offers": ["quarter_off"]                        // optional, tried in this order
 *     },
 *     {"id": "other", "label": {"en": "Something else"}, "feedback": "other", "comment": true}
 *   ],
 *   "stories": [{"id": "amara", "quote": {"en": "…"}, "author": "Amara, 3 years with us"}],
 *   "offers": [
 *     {"id": "quarter_off", "type": "discount", "percent": 25, "months": 3,
 *      "then": "break", "variants": ["half_off"], "once": true}, // these three are optional
 *     {"id": "half_off", "type": "discount", "percent": 50, "months": 1},
 *     {"id": "break", "type": "pause", "months": 1, "headline": {"en": "…"}, "body": {"en": "…"}}
 *   ],
 *   "otherwise": ["break"]                               // optional: offers when no reason was picked
 * }
 * }</pre>
 *
 * <p><b>Steps.</b> {@code confirm} must be there and last, so cancellation is always reached; a
 * step that is left out is not shown, whatever the document says for it. A survey with {@code
 * "required": true} is refused: nobody has to give a reason to leave.
 *
 * <p><b>Offers</b> are {@code discount} ({@code percent} 1–100, {@code months} 1–36), {@code pause}
 * ({@code months} 1–12), {@code gift} ({@code months} 1–12), {@code trial_extension} ({@code days}
 * 1–90), {@code downgrade} and {@code annual_upsell} ({@code price}, {@code plan_name}), {@code
 * call} ({@code url}, https). {@code then} names the offer that follows when this one is declined;
 * a chain that comes back to an offer is refused. After a reason come at most five offers, chains
 * included, and none twice.
 *
 * <p><b>Texts</b> are objects from two-letter language to text; {@code en} is always there; 1 to
 * 300 characters, no control characters. Ids are 1 to 40 lowercase letters, digits, {@code _} or
 * {@code -}. The whole document has at most 64 KiB. Unknown members, members given twice and values
 * of another type are refused: what a merchant has misspelt must not silently be left out.
 *
 * <p>Every refusal is a {@link FlowRefusal}, an {@code INVALID_FIELD} whose {@code param} is the
 * path, for example {@code reasons[2].offers[0]}, and whose message begins with it. Stateless and
 * thread safe.
 */
public final class FlowDefinitions {

  /** The largest document, in bytes of UTF-8. */
  public static final int MAX_BYTES = 64 * 1024;

  private static final int MAX_REASONS = 12;
  private static final int MAX_STORIES_PER_REASON = 3;
  static final String OTHER = "other";
  private static final List<String> STEPS = List.of("survey", "stories", "offers", "confirm");
  private static final Pattern FEEDBACK =
      Pattern.compile(
          "too_expensive|missing_features|switched_service|unused|customer_service|too_complex"
              + "|low_quality|other");

  private FlowDefinitions() {}

  /**
   * The definition that {@code document} describes.
   *
   * @throws FlowRefusal with the path of the first thing that is wrong
   */
  public static FlowDefinition read(String document) {
    if (document.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new FlowRefusal("", FlowFault.TOO_LARGE, MAX_BYTES);
    }
    DocumentPlace root =
        DocumentPlace.root(document)
            .object(
                "version", "name", "steps", "survey", "reasons", "stories", "offers", "otherwise");
    root.required("version").number(1, 1);
    String name = root.required("name").line();
    Set<String> steps = steps(root.required("steps"));
    Optional<Text> title = root.member("survey").flatMap(FlowDefinitions::surveyTitle);
    Map<String, Story> stories = stories(root);
    OfferChains offers = OfferChains.read(root.list("offers"));
    List<Reason> reasons = reasons(root, steps, stories, offers);
    List<String> otherwise = root.member("otherwise").map(offers::after).orElse(List.of());
    return new FlowDefinition(
        1,
        name,
        title,
        steps.contains("survey") ? reasons : List.of(),
        stories,
        offers.byId(),
        steps.contains("offers") ? otherwise : List.of(),
        offers.variants(),
        offers.once(),
        digest(document));
  }

  static Set<String> steps(DocumentPlace place) {
    Set<String> steps = new LinkedHashSet<>();
    int last = -1;
    for (DocumentPlace element : place.elements()) {
      int rank = STEPS.indexOf(element.string());
      if (rank < 0) {
        throw element.wrong(FlowFault.STEP_UNKNOWN, DocumentPlace.printable(element.string()));
      }
      if (rank <= last) {
        throw element.wrong(FlowFault.STEP_ORDER);
      }
      last = rank;
      steps.add(element.string());
    }
    if (!steps.contains("confirm")) {
      throw place.wrong(FlowFault.STEP_LAST);
    }
    return steps;
  }

  static Optional<Text> surveyTitle(DocumentPlace survey) {
    survey.object("required", "title");
    survey
        .member("required")
        .filter(DocumentPlace::flag)
        .ifPresent(
            required -> {
              throw required.wrong(FlowFault.SURVEY_REQUIRED);
            });
    return survey.member("title").map(DocumentPlace::text);
  }

  private static Map<String, Story> stories(DocumentPlace root) {
    Map<String, Story> stories = new LinkedHashMap<>();
    for (DocumentPlace place : root.list("stories")) {
      Story story = story(place);
      if (stories.putIfAbsent(story.id(), story) != null) {
        throw place.required("id").wrong(FlowFault.STORY_ID);
      }
    }
    return Map.copyOf(stories);
  }

  static Story story(DocumentPlace place) {
    place.object("id", "quote", "author");
    return new Story(
        place.required("id").id(), place.required("quote").text(), place.required("author").line());
  }

  private static List<Reason> reasons(
      DocumentPlace root, Set<String> steps, Map<String, Story> stories, OfferChains offers) {
    if (!steps.contains("survey") && root.member("reasons").isEmpty()) {
      return List.of();
    }
    DocumentPlace all = root.required("reasons");
    List<DocumentPlace> places = all.elements();
    if (places.isEmpty() || places.size() > MAX_REASONS) {
      throw all.wrong(FlowFault.REASON_COUNT, MAX_REASONS);
    }
    List<Reason> reasons = new ArrayList<>();
    Set<String> ids = new LinkedHashSet<>();
    for (DocumentPlace place : places) {
      Reason reason = reason(place, steps, stories, offers);
      if (!ids.add(reason.id())) {
        throw place.required("id").wrong(FlowFault.REASON_ID);
      }
      reasons.add(reason);
    }
    Reason last = reasons.get(reasons.size() - 1);
    if (!last.id().equals(OTHER) || !last.comment()) {
      throw places.get(places.size() - 1).wrong(FlowFault.REASON_LAST);
    }
    return List.copyOf(reasons);
  }

  private static Reason reason(
      DocumentPlace place, Set<String> steps, Map<String, Story> stories, OfferChains offers) {
    place.object("id", "label", "feedback", "comment", "stories", "offers");
    String feedback = feedback(place);
    List<String> told = new ArrayList<>();
    List<DocumentPlace> listed = place.list("stories");
    for (DocumentPlace element : listed) {
      if (!stories.containsKey(element.string())) {
        throw element.wrong(FlowFault.STORY_UNKNOWN, DocumentPlace.printable(element.string()));
      }
      if (told.contains(element.string())) {
        throw element.wrong(FlowFault.STORY_TWICE);
      }
      told.add(element.string());
    }
    if (told.size() > MAX_STORIES_PER_REASON) {
      throw place.required("stories").wrong(FlowFault.STORY_COUNT, MAX_STORIES_PER_REASON);
    }
    List<String> offered = place.member("offers").map(offers::after).orElse(List.of());
    return new Reason(
        place.required("id").id(),
        place.required("label").text(),
        feedback,
        place.member("comment").map(DocumentPlace::flag).orElse(false),
        steps.contains("stories") ? List.copyOf(told) : List.of(),
        steps.contains("offers") ? offered : List.of());
  }

  static String feedback(DocumentPlace reason) {
    DocumentPlace feedback = reason.required("feedback");
    if (!FEEDBACK.matcher(feedback.string()).matches()) {
      throw feedback.wrong(FlowFault.FEEDBACK, DocumentPlace.printable(feedback.string()));
    }
    return feedback.string();
  }

  /** SHA-256 of the document's UTF-8 bytes, lowercase hex. */
  public static String digest(String document) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(document.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
