package io.backstop.web.dashboard.flows;

import io.backstop.web.dashboard.Words;
import io.backstop.web.dashboard.flows.Field.Option;
import io.backstop.web.dashboard.flows.Place.Kind;
import io.backstop.workshop.Finding;
import io.backstop.workshop.FlowSketch;
import io.backstop.workshop.FlowSketch.OfferSketch;
import io.backstop.workshop.FlowSketch.ReasonSketch;
import io.backstop.workshop.FlowSketch.StorySketch;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Lays out the form of one place of a draft. */
final class EditorForm {

  private static final List<String> FEEDBACK =
      List.of(
          "too_expensive",
          "unused",
          "missing_features",
          "switched_service",
          "too_complex",
          "low_quality",
          "customer_service",
          "other");

  private final FlowSketch sketch;
  private final Words words;
  private final Place at;
  private final Faults faults;
  private final Listings lists;

  EditorForm(FlowSketch sketch, Words words, Place at, List<Finding> findings, String flow) {
    this.sketch = sketch;
    this.words = words;
    this.at = at;
    this.faults = new Faults(findings, sketch, at, words);
    this.lists = new Listings(sketch, words, flow);
  }

  Form form() {
    return switch (at.kind()) {
      case FLOW -> form("", steps(), List.of(), null);
      case SURVEY ->
          form("", texts("title", sketch.title(), false), List.of(lists.reasons()), label());
      case REASON -> reason(one(sketch.reasons(), ReasonSketch::id));
      case OTHERWISE ->
          form("", List.of(), List.of(lists.offers("otherwise", sketch.otherwise())), null);
      case STORIES -> form("", List.of(), List.of(lists.stories()), null);
      case STORY -> story(one(sketch.stories(), StorySketch::id));
      case OFFERS -> form("", List.of(), List.of(lists.everyOffer()), type("new", ""));
      case OFFER -> offer(one(sketch.offers(), OfferSketch::id));
      case CONFIRM -> form("", List.of(), List.of(), null);
    };
  }

  private <T> T one(List<T> all, java.util.function.Function<T, String> id) {
    return all.stream().filter(each -> id.apply(each).equals(at.id())).findFirst().orElseThrow();
  }

  private String key() {
    return "flows.place." + at.kind().name().toLowerCase(java.util.Locale.ROOT);
  }

  private Form form(String title, List<Field> fields, List<Listing> shown, Field adds) {
    return new Form(
        title.isEmpty() ? words.say(key()) : title,
        words.say(key() + ".about"),
        faults.rest(fields),
        fields,
        shown,
        adds,
        adds != null || at.kind() == Kind.STORIES ? words.say(key() + ".add") : "",
        removes());
  }

  /** What else a removal changes; {@code null} where nothing can be removed. */
  private List<String> removes() {
    boolean can =
        at.kind() == Kind.STORY
            || at.kind() == Kind.OFFER
            || at.kind() == Kind.REASON && !at.id().equals(SketchPad.OTHER);
    return can
        ? new DraftEdit(at, "remove", Map.of())
            .on(sketch).orElseThrow().also().stream()
                .map(also -> Parts.name(also.from(), sketch, words))
                .toList()
        : null;
  }

  private List<Field> steps() {
    return Stream.of("survey", "stories", "offers")
        .map(step -> check("step." + step, "flows.step." + step, sketch.steps().contains(step)))
        .toList();
  }

  private Field label() {
    return field("text", "new", words.say("flows.field.new"), "", "");
  }

  private Form reason(ReasonSketch reason) {
    List<Field> fields =
        Stream.concat(
                texts("label", reason.label(), false).stream(),
                Stream.of(
                    check("comment", "flows.field.comment", reason.comment()),
                    select("feedback", FEEDBACK, "flows.feedback.", reason.feedback(), "")))
            .toList();
    return form(
        Names.of(reason, words.language()),
        fields,
        List.of(
            lists.offers("offers", reason.offers()), lists.stories("stories", reason.stories())),
        null);
  }

  private Form story(StorySketch story) {
    List<Field> fields =
        Stream.concat(
                texts("quote", story.quote(), true).stream(),
                Stream.of(
                    field("text", "author", words.say("flows.field.author"), story.author(), "")))
            .toList();
    return form(Names.of(story), fields, List.of(), null);
  }

  private Form offer(OfferSketch offer) {
    Stream.Builder<Field> fields = Stream.builder();
    fields.add(type("type", offer.type()));
    OfferPad.fieldsOf(offer.type()).stream().flatMap(name -> own(offer, name)).forEach(fields::add);
    texts("headline", offer.headline(), false).forEach(fields::add);
    texts("body", offer.body(), true).forEach(fields::add);
    List<String> others =
        sketch.offers().stream().map(OfferSketch::id).filter(id -> !id.equals(at.id())).toList();
    fields.add(
        new Field(
            "select",
            "then",
            words.say("flows.field.then"),
            offer.then(),
            words.say("flows.field.then.hint"),
            faults.of("then"),
            "",
            Stream.concat(
                    Stream.of(new Option("", words.say("flows.none"), offer.then().isEmpty())),
                    others.stream()
                        .map(
                            id ->
                                new Option(
                                    id,
                                    Names.ofOffer(sketch, id, words.language()),
                                    id.equals(offer.then()))))
                .toList()));
    fields.add(check("once", "flows.field.once", offer.once()));
    return form(
        Names.of(offer, words.language()),
        fields.build().toList(),
        List.of(lists.variants(offer)),
        null);
  }

  private Stream<Field> own(OfferSketch offer, String name) {
    return switch (name) {
      case "percent" -> Stream.of(number(name, offer.percent()));
      case "months" -> Stream.of(number(name, offer.months()));
      case "days" -> Stream.of(number(name, offer.days()));
      case "price" -> Stream.of(hinted(name, offer.price()));
      case "url" -> Stream.of(hinted(name, offer.url()));
      default -> texts("plan_name", offer.planName(), false).stream();
    };
  }

  private Field number(String name, String value) {
    return field("number", name, words.say("flows.field." + name), value, "");
  }

  private Field hinted(String name, String value) {
    String key = "flows.field." + name;
    return field("text", name, words.say(key), value, words.say(key + ".hint"));
  }

  private List<Field> texts(String name, Map<String, String> text, boolean isLong) {
    return Texts.LANGUAGES.stream()
        .map(
            language ->
                new Field(
                    isLong ? "area" : "text",
                    name + '.' + language,
                    words.say("flows.field." + name, words.say("flows.language." + language)),
                    text.getOrDefault(language, ""),
                    "",
                    faults.of(name + '.' + language),
                    language,
                    List.of()))
        .toList();
  }

  private Field type(String name, String chosen) {
    return select(name, OfferPad.TYPES, "flows.type.", chosen, "");
  }

  private Field select(
      String name, List<String> values, String prefix, String chosen, String hint) {
    return new Field(
        "select",
        name,
        words.say("flows.field." + (name.equals("new") ? "type" : name)),
        chosen,
        hint,
        faults.of(name),
        "",
        values.stream()
            .map(value -> new Option(value, words.say(prefix + value), value.equals(chosen)))
            .toList());
  }

  private Field check(String name, String key, boolean on) {
    return field("check", name, words.say(key), on ? "true" : "", words.say(key + ".hint"));
  }

  private Field field(String kind, String name, String label, String value, String hint) {
    return new Field(kind, name, label, value, hint, faults.of(name), "", List.of());
  }
}
