package io.backstop.web.dashboard.flows;

import io.backstop.workshop.FlowSketch;
import io.backstop.workshop.FlowSketch.OfferSketch;
import io.backstop.workshop.FlowSketch.ReasonSketch;
import io.backstop.workshop.FlowSketch.StorySketch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A flow while it is written on: its parts found by their ids, and lists that can be changed. */
final class SketchPad {

  /** The steps in the only order they come in. */
  static final List<String> STEPS = List.of("survey", "stories", "offers", "confirm");

  /** The answer that stays last. */
  static final String OTHER = "other";

  final List<ReasonSketch> reasons;
  final List<StorySketch> stories;
  final List<OfferSketch> offers;
  private final String name;
  private Map<String, String> title;
  private List<String> steps;
  private List<String> otherwise;

  private SketchPad(FlowSketch sketch) {
    name = sketch.name();
    steps = sketch.steps();
    title = sketch.title();
    reasons = new ArrayList<>(sketch.reasons());
    stories = new ArrayList<>(sketch.stories());
    offers = new ArrayList<>(sketch.offers());
    otherwise = sketch.otherwise();
  }

  static SketchPad of(FlowSketch sketch) {
    return new SketchPad(sketch);
  }

  FlowSketch done() {
    return new FlowSketch(
        name,
        steps,
        title,
        List.copyOf(reasons),
        List.copyOf(stories),
        List.copyOf(offers),
        otherwise);
  }

  /** Shows or leaves out a step; the confirmation is always there. */
  void step(String step, boolean shown) {
    steps =
        STEPS.stream()
            .filter(each -> each.equals(step) ? shown : steps.contains(each))
            .filter(each -> !each.equals("confirm"))
            .collect(Collectors.toCollection(ArrayList::new));
    steps.add("confirm");
    if (steps.contains("survey") && reasons.isEmpty()) {
      reasons.add(
          new ReasonSketch(
              OTHER, texts("Something else", "Etwas anderes"), OTHER, true, List.of(), List.of()));
    }
  }

  private static Map<String, String> texts(String english, String german) {
    Map<String, String> text = new LinkedHashMap<>();
    text.put("en", english);
    text.put("de", german);
    return text;
  }

  void title(String field, String typed) {
    title = Texts.with(title, field, typed);
  }

  void otherwise(UnaryOperator<List<String>> change) {
    otherwise = List.copyOf(change.apply(otherwise));
  }

  Optional<OfferSketch> offer(String id) {
    return offers.stream().filter(offer -> offer.id().equals(id)).findFirst();
  }

  void reason(String id, UnaryOperator<ReasonSketch> change) {
    replace(reasons, reason -> reason.id().equals(id), change);
  }

  void story(String id, UnaryOperator<StorySketch> change) {
    replace(stories, story -> story.id().equals(id), change);
  }

  void offer(String id, UnaryOperator<OfferSketch> change) {
    replace(offers, offer -> offer.id().equals(id), change);
  }

  private static <T> void replace(List<T> all, Predicate<T> which, UnaryOperator<T> change) {
    for (int i = 0; i < all.size(); i++) {
      if (which.test(all.get(i))) {
        all.set(i, change.apply(all.get(i)));
        return;
      }
    }
  }

  /** A new answer, before "something else"; its id. */
  String addReason(String label) {
    String id =
        Names.free(Names.idOf(label, "reason"), reasons.stream().map(ReasonSketch::id).toList());
    Map<String, String> text = Texts.with(Map.of(), "label.en", label);
    int last = reasons.size();
    int at = last > 0 && reasons.get(last - 1).id().equals(OTHER) ? last - 1 : last;
    reasons.add(at, new ReasonSketch(id, text, OTHER, false, List.of(), List.of()));
    return id;
  }

  /** A new story without words; its id. */
  String addStory() {
    String id = Names.free("story", stories.stream().map(StorySketch::id).toList());
    stories.add(new StorySketch(id, Map.of(), ""));
    return id;
  }

  /** A new offer; its id. */
  String addOffer(String type) {
    String id = freeOfferId(type);
    offers.add(OfferPad.fresh(id, type));
    return id;
  }

  /** A copy of an offer as one more of its variants; its id. */
  String addVariant(OfferSketch of) {
    String id = freeOfferId(of.id());
    offers.add(OfferPad.of(of).named(id).withVariants(List.of()).set("then", "").done());
    List<String> variants = new ArrayList<>(of.variants());
    variants.add(id);
    offer(of.id(), offer -> OfferPad.of(offer).withVariants(variants).done());
    return id;
  }

  private String freeOfferId(String wanted) {
    return Names.free(wanted, offers.stream().map(OfferSketch::id).toList());
  }

  /** Moves a reason one place up or down; never past "something else". */
  void moveReason(String id, int by) {
    int from = reasons.stream().map(ReasonSketch::id).toList().indexOf(id);
    int to = from + by;
    if (from >= 0
        && to >= 0
        && to < reasons.size()
        && !reasons.get(from).id().equals(OTHER)
        && !reasons.get(to).id().equals(OTHER)) {
      reasons.add(to, reasons.remove(from));
    }
  }
}
