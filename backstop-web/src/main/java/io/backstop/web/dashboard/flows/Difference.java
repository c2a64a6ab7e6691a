package io.backstop.web.dashboard.flows;

import io.backstop.web.dashboard.Words;
import io.backstop.workshop.FlowSketch;
import io.backstop.workshop.FlowSketch.OfferSketch;
import io.backstop.workshop.FlowSketch.ReasonSketch;
import io.backstop.workshop.FlowSketch.StorySketch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What has changed from one text of a flow to another, a sentence a change. Pure. */
final class Difference {

  private final FlowSketch before;
  private final FlowSketch after;
  private final Words words;
  private final List<String> told = new ArrayList<>();

  private Difference(FlowSketch before, FlowSketch after, Words words) {
    this.before = before;
    this.after = after;
    this.words = words;
  }

  /** The sentences, in the order of the flow; none when both say the same. */
  static List<String> between(FlowSketch before, FlowSketch after, Words words) {
    Difference difference = new Difference(before, after, words);
    difference.tell();
    return List.copyOf(difference.told);
  }

  private void tell() {
    for (String step : SketchPad.STEPS) {
      if (before.steps().contains(step) != after.steps().contains(step)) {
        String key = after.steps().contains(step) ? "flows.diff.shown" : "flows.diff.left-out";
        told.add(words.say(key, words.say("flows.place." + step)));
      }
    }
    value(words.say("flows.place.survey"), "title", texts(before.title()), texts(after.title()));
    parts(before.reasons(), after.reasons(), ReasonSketch::id, Place::reason, this::reason);
    List<String> was = ids(before.reasons(), ReasonSketch::id, after.reasons());
    List<String> now = ids(after.reasons(), ReasonSketch::id, before.reasons());
    if (!was.equals(now)) {
      told.add(words.say("flows.diff.order"));
    }
    parts(before.stories(), after.stories(), StorySketch::id, Place::story, this::story);
    parts(before.offers(), after.offers(), OfferSketch::id, Place::offer, this::offer);
    value(
        words.say("flows.place.otherwise"),
        "offers",
        named(before, before.otherwise()),
        named(after, after.otherwise()));
  }

  private static <T> List<String> ids(List<T> all, Function<T, String> id, List<T> others) {
    List<String> there = others.stream().map(id).toList();
    return all.stream().map(id).filter(there::contains).toList();
  }

  /** Parts that came, went, or say something else. */
  private <T> void parts(
      List<T> was,
      List<T> now,
      Function<T, String> id,
      Function<String, Place> place,
      BiConsumer<T, T> compare) {
    Map<String, T> old = new LinkedHashMap<>();
    was.forEach(part -> old.put(id.apply(part), part));
    for (T part : now) {
      T earlier = old.remove(id.apply(part));
      if (earlier == null) {
        told.add(
            words.say("flows.diff.added", Parts.name(place.apply(id.apply(part)), after, words)));
      } else {
        compare.accept(earlier, part);
      }
    }
    old.keySet()
        .forEach(
            gone ->
                told.add(
                    words.say("flows.diff.removed", Parts.name(place.apply(gone), before, words))));
  }

  private void reason(ReasonSketch was, ReasonSketch now) {
    String part = Parts.name(Place.reason(now.id()), after, words);
    value(part, "label", texts(was.label()), texts(now.label()));
    value(part, "comment", tick(was.comment()), tick(now.comment()));
    value(part, "feedback", feedback(was.feedback()), feedback(now.feedback()));
    value(part, "offers", named(before, was.offers()), named(after, now.offers()));
    value(part, "stories", told(before, was.stories()), told(after, now.stories()));
  }

  private void story(StorySketch was, StorySketch now) {
    String part = Parts.name(Place.story(now.id()), after, words);
    value(part, "quote", texts(was.quote()), texts(now.quote()));
    value(part, "author", was.author(), now.author());
  }

  private void offer(OfferSketch was, OfferSketch now) {
    String part = Parts.name(Place.offer(now.id()), after, words);
    value(part, "type", type(was), type(now));
    value(part, "percent", was.percent(), now.percent());
    value(part, "months", was.months(), now.months());
    value(part, "days", was.days(), now.days());
    value(part, "price", was.price(), now.price());
    value(part, "plan_name", texts(was.planName()), texts(now.planName()));
    value(part, "url", was.url(), now.url());
    value(part, "headline", texts(was.headline()), texts(now.headline()));
    value(part, "body", texts(was.body()), texts(now.body()));
    value(part, "then", then(before, was), then(after, now));
    value(part, "once", tick(was.once()), tick(now.once()));
    value(part, "variants", named(before, was.variants()), named(after, now.variants()));
  }

  private void value(String part, String field, String was, String now) {
    if (!Objects.equals(was, now)) {
      told.add(
          words.say(
              "flows.diff.value", part, words.say("flows.diff." + field), shown(was), shown(now)));
    }
  }

  private String shown(String value) {
    return value.isBlank() ? words.say("flows.none") : value;
  }

  private static String texts(Map<String, String> text) {
    return Texts.LANGUAGES.stream()
        .filter(text::containsKey)
        .map(text::get)
        .collect(Collectors.joining(" / "));
  }

  private String tick(boolean on) {
    return words.say(on ? "flows.yes" : "flows.no");
  }

  private String feedback(String value) {
    String key = "flows.feedback." + value;
    return words.has(key) ? words.say(key) : value;
  }

  private String type(OfferSketch offer) {
    String key = "flows.type." + offer.type();
    return words.has(key) ? words.say(key) : offer.type();
  }

  private String then(FlowSketch sketch, OfferSketch offer) {
    return offer.then().isEmpty() ? "" : Names.ofOffer(sketch, offer.then(), words.language());
  }

  private String named(FlowSketch sketch, List<String> ids) {
    return ids.stream()
        .map(id -> Names.ofOffer(sketch, id, words.language()))
        .collect(Collectors.joining(" → "));
  }

  private static String told(FlowSketch sketch, List<String> ids) {
    return ids.stream()
        .map(
            id ->
                sketch.stories().stream()
                    .filter(story -> story.id().equals(id))
                    .findFirst()
                    .map(Names::of)
                    .orElse(id))
        .collect(Collectors.joining(", "));
  }
}
