package io.backstop.workshop;

import io.backstop.workshop.FlowSketch.OfferSketch;
import io.backstop.workshop.FlowSketch.ReasonSketch;
import io.backstop.workshop.FlowSketch.StorySketch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes a flow that can be walked through of a sketch that is not one yet. What stands there and
 * can be right stays; the rest is stood in for, or left out.
 */
final class Stopgap {

  private static final String MISSING = "…";
  private static final int MAX_TEXT = 300;
  private static final int MAX_REASONS = 12;
  private static final int MAX_STORIES = 3;
  private static final Pattern ID = Pattern.compile("[a-z0-9_-]{1,40}");
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}");
  private static final List<String> STEPS = List.of("survey", "stories", "offers", "confirm");
  private static final Set<String> FEEDBACK =
      Set.of(
          "too_expensive",
          "missing_features",
          "switched_service",
          "unused",
          "customer_service",
          "too_complex",
          "low_quality",
          "other");
  private static final ReasonSketch OTHER =
      new ReasonSketch(
          "other", Map.of("en", "Something else"), "other", true, List.of(), List.of());

  private Stopgap() {}

  static FlowSketch of(FlowSketch sketch) {
    List<OfferSketch> offers = StopgapOffers.of(sketch.offers());
    StopgapOffers.Chains chains = new StopgapOffers.Chains(offers);
    List<StorySketch> stories = stories(sketch.stories());
    Set<String> told = new HashSet<>();
    stories.forEach(story -> told.add(story.id()));
    return new FlowSketch(
        line(sketch.name()),
        STEPS.stream()
            .filter(step -> step.equals("confirm") || sketch.steps().contains(step))
            .toList(),
        sketch.title().values().stream().allMatch(String::isBlank)
            ? Map.of()
            : text(sketch.title()),
        reasons(sketch.reasons(), told, chains),
        stories,
        offers,
        chains.fitting(sketch.otherwise()));
  }

  private static List<ReasonSketch> reasons(
      List<ReasonSketch> drafts, Set<String> told, StopgapOffers.Chains chains) {
    List<ReasonSketch> reasons = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    ReasonSketch other = OTHER;
    for (ReasonSketch draft : drafts) {
      boolean last = draft.id().equals(OTHER.id());
      if (!isId(draft.id()) || !ids.add(draft.id()) || reasons.size() == MAX_REASONS - 1 && !last) {
        continue;
      }
      ReasonSketch reason =
          new ReasonSketch(
              draft.id(),
              text(draft.label()),
              FEEDBACK.contains(draft.feedback()) ? draft.feedback() : "other",
              draft.comment() || last,
              draft.stories().stream()
                  .filter(told::contains)
                  .distinct()
                  .limit(MAX_STORIES)
                  .toList(),
              chains.fitting(draft.offers()));
      if (last) {
        other = reason;
      } else {
        reasons.add(reason);
      }
    }
    reasons.add(other);
    return reasons;
  }

  private static List<StorySketch> stories(List<StorySketch> drafts) {
    List<StorySketch> stories = new ArrayList<>();
    Set<String> ids = new LinkedHashSet<>();
    for (StorySketch draft : drafts) {
      if (isId(draft.id()) && ids.add(draft.id())) {
        stories.add(new StorySketch(draft.id(), text(draft.quote()), line(draft.author())));
      }
    }
    return stories;
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** The languages that say something, English among them. */
  static Map<String, String> text(Map<String, String> draft) {
    Map<String, String> text = new LinkedHashMap<>();
    draft.forEach(
        (language, words) -> {
          if (LANGUAGE.matcher(language).matches() && !words.isBlank()) {
            text.put(language, line(words));
          }
        });
    text.putIfAbsent("en", text.values().stream().findFirst().orElse(MISSING));
    return text;
  }

  private static String line(String draft) {
    String clean = draft.replaceAll("[\\p{Cntrl}\\p{Cs}]", " ").strip();
    int length = Math.min(MAX_TEXT, clean.codePointCount(0, clean.length()));
    String cut = clean.substring(0, clean.offsetByCodePoints(0, length)).strip();
    return cut.isEmpty() ? MISSING : cut;
  }
}
