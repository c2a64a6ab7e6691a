package io.backstop.web.dashboard.flows;

import io.backstop.workshop.FlowSketch;
import io.backstop.workshop.FlowSketch.ReasonSketch;
import io.backstop.workshop.FlowSketch.StorySketch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One change of a draft, as a form has sent it: the fields that somebody has changed, then the
 * button that was pressed. Pure: the same edit can be made on a draft that somebody else has
 * changed meanwhile, and touches nothing there but what was typed.
 *
 * @param at where the form stands
 * @param verb of the button: {@code save}, {@code remove}, {@code offers.up:half_off}, …
 * @param changed new values by the name of their field; only of fields whose value was changed
 */
record DraftEdit(Place at, String verb, Map<String, String> changed) {

  /**
   * What came of it.
   *
   * @param at where to look next
   * @param also what else was changed by it, which nobody has asked for by name
   */
  record Edited(FlowSketch sketch, Place at, List<Also> also) {}

  /**
   * A place that has lost a reference.
   *
   * @param from the part that referred to what was removed
   */
  record Also(Place from) {}

  /** The draft with this change; empty when what is to be changed is not there any more. */
  Optional<Edited> on(FlowSketch sketch) {
    if (!at.isIn(sketch)) {
      return Optional.empty();
    }
    SketchPad pad = SketchPad.of(sketch);
    changed.forEach((field, value) -> write(pad, field, value));
    return Optional.of(
        switch (addsUnasked() ? "add" : verb) {
          case "add" -> {
            Place added = added(pad);
            yield new Edited(pad.done(), added, List.of());
          }
          case "remove" -> removed(pad);
          case "variant" -> varied(pad);
          case "up", "down" -> {
            pad.moveReason(at.id(), verb.equals("up") ? -1 : 1);
            yield stayed(pad);
          }
          default -> {
            list(pad);
            yield stayed(pad);
          }
        });
  }

  /** A label that was typed for a new reason, and sent by the other button, is not thrown away. */
  private boolean addsUnasked() {
    return at.kind() == Place.Kind.SURVEY
        && verb.equals("save")
        && !changed.getOrDefault("new", "").isBlank();
  }

  private Edited stayed(SketchPad pad) {
    return new Edited(pad.done(), at, List.of());
  }

  private void write(SketchPad pad, String field, String value) {
    if (field.endsWith(".add")) {
      list(pad, field.substring(0, field.length() - 4), "add", value);
      return;
    }
    switch (at.kind()) {
      case FLOW -> {
        if (field.startsWith("step.") && SketchPad.STEPS.contains(field.substring(5))) {
          pad.step(field.substring(5), value.equals("true"));
        }
      }
      case SURVEY -> {
        if (Texts.isOf("title", field)) {
          pad.title(field, value);
        }
      }
      case REASON -> pad.reason(at.id(), reason -> with(reason, field, value));
      case STORY -> pad.story(at.id(), story -> with(story, field, value));
      case OFFER -> pad.offer(at.id(), offer -> OfferPad.of(offer).set(field, value).done());
      default -> {
        // The other places have lists and buttons only.
      }
    }
  }

  private static ReasonSketch with(ReasonSketch reason, String field, String value) {
    boolean label = Texts.isOf("label", field);
    return new ReasonSketch(
        reason.id(),
        label ? Texts.with(reason.label(), field, value) : reason.label(),
        field.equals("feedback") ? Texts.line(value) : reason.feedback(),
        field.equals("comment") ? value.equals("true") : reason.comment(),
        reason.stories(),
        reason.offers());
  }

  private static StorySketch with(StorySketch story, String field, String value) {
    boolean quote = Texts.isOf("quote", field);
    return new StorySketch(
        story.id(),
        quote ? Texts.with(story.quote(), field, value) : story.quote(),
        field.equals("author") ? Texts.line(value) : story.author());
  }

  /** The place of what the button adds. */
  private Place added(SketchPad pad) {
    return switch (at.kind()) {
      case SURVEY -> {
        String label = Texts.line(changed.getOrDefault("new", ""));
        yield label.isEmpty() ? at : Place.reason(pad.addReason(label));
      }
      case STORIES, STORY -> Place.story(pad.addStory());
      case OFFERS, OFFER -> {
        String type = changed.getOrDefault("new", OfferPad.TYPES.get(0));
        yield OfferPad.TYPES.contains(type) ? Place.offer(pad.addOffer(type)) : at;
      }
      default -> at;
    };
  }

  private Edited varied(SketchPad pad) {
    return pad.offer(at.id())
        .filter(offer -> at.kind() == Place.Kind.OFFER)
        .map(pad::addVariant)
        .map(id -> new Edited(pad.done(), Place.offer(id), List.of()))
        .orElseGet(() -> stayed(pad));
  }

  private Edited removed(SketchPad pad) {
    List<Also> also = Removal.of(pad, at);
    Place next =
        switch (at.kind()) {
          case REASON -> Place.of(Place.Kind.SURVEY);
          case STORY -> Place.of(Place.Kind.STORIES);
          case OFFER -> Place.of(Place.Kind.OFFERS);
          default -> at;
        };
    return new Edited(pad.done(), next, also);
  }

  /** {@code offers.up:half_off}, {@code stories.drop:amara}. */
  private void list(SketchPad pad) {
    int dot = verb.indexOf('.');
    int colon = verb.indexOf(':');
    if (dot > 0 && colon > dot) {
      list(pad, verb.substring(0, dot), verb.substring(dot + 1, colon), verb.substring(colon + 1));
    }
  }

  private void list(SketchPad pad, String which, String act, String id) {
    Place part = which.equals("stories") ? Place.story(id) : Place.offer(id);
    if (act.equals("add") && !part.isIn(pad.done())) {
      return;
    }
    UnaryOperator<List<String>> change = ids -> changed(ids, act, id);
    switch (at.kind()) {
      case REASON ->
          pad.reason(
              at.id(),
              reason ->
                  new ReasonSketch(
                      reason.id(),
                      reason.label(),
                      reason.feedback(),
                      reason.comment(),
                      which.equals("stories") ? change.apply(reason.stories()) : reason.stories(),
                      which.equals("offers") ? change.apply(reason.offers()) : reason.offers()));
      case OTHERWISE -> pad.otherwise(change);
      case SURVEY -> {
        if (act.equals("up") || act.equals("down")) {
          pad.moveReason(id, act.equals("up") ? -1 : 1);
        }
      }
      case OFFER ->
          pad.offer(
              at.id(),
              offer -> OfferPad.of(offer).withVariants(change.apply(offer.variants())).done());
      default -> {
        // The other places have no such list.
      }
    }
  }

  private static List<String> changed(List<String> ids, String act, String id) {
    List<String> copy = new ArrayList<>(ids);
    int at = copy.indexOf(id);
    switch (act) {
      case "add" -> {
        if (at < 0 && !id.isEmpty()) {
          copy.add(id);
        }
      }
      case "up" -> {
        if (at > 0) {
          Collections.swap(copy, at, at - 1);
        }
      }
      case "down" -> {
        if (at >= 0 && at < copy.size() - 1) {
          Collections.swap(copy, at, at + 1);
        }
      }
      case "drop" -> copy.remove(id);
      default -> {
        // A button that is none of ours moves nothing.
      }
    }
    return List.copyOf(copy);
  }
}
