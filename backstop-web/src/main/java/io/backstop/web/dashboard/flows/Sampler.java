package io.backstop.web.dashboard.flows;

import io.backstop.flow.cancel.CancelStep;
import io.backstop.flow.cancel.CancelStep.Confirm;
import io.backstop.flow.cancel.CancelStep.OfferStep;
import io.backstop.flow.cancel.CancelStep.Stories;
import io.backstop.flow.cancel.CancelStep.Survey;
import io.backstop.flow.cancel.Simulation;
import io.backstop.flow.cancel.Simulation.Facts;
import io.backstop.kernel.Refusal;
import io.backstop.workshop.FlowSketch;
import io.backstop.workshop.FlowSketch.OfferSketch;
import io.backstop.workshop.FlowSketch.ReasonSketch;
import java.util.List;
import java.util.Optional;

/**
 * The step that customers see at one place of a draft. The draft is filled in and bent so that this
 * place is surely reached: an offer is shown to whom it suits, also where no answer leads to it
 * yet.
 */
final class Sampler {

  private Sampler() {}

  /**
   * The step; empty when there is nothing to see at that place.
   *
   * @throws Refusal INVALID_FIELD when the draft cannot be made to work
   */
  static Optional<CancelStep> step(FlowSketch draft, Place place, Facts facts) {
    FlowSketch sketch = draft.filledIn();
    return switch (place.kind()) {
      case FLOW -> walk(sketch, facts).stream().findFirst();
      case SURVEY -> first(alone(sketch, "survey"), facts, Survey.class);
      case REASON -> first(alone(sketch, "survey"), facts, Survey.class).map(s -> chosen(s, place));
      case OTHERWISE ->
          sketch.otherwise().isEmpty()
              ? first(sketch, facts, Confirm.class)
              : offer(sketch, sketch.otherwise().get(0), facts);
      case STORIES ->
          stories(sketch, sketch.stories().stream().limit(3).map(s -> s.id()).toList(), facts);
      case STORY -> stories(sketch, List.of(place.id()), facts);
      case OFFERS ->
          sketch.offers().stream().findFirst().flatMap(offer -> offer(sketch, offer.id(), facts));
      case OFFER -> offer(sketch, place.id(), facts);
      case CONFIRM -> first(sketch, facts, Confirm.class);
    };
  }

  private static List<CancelStep> walk(FlowSketch sketch, Facts facts) {
    return Simulation.walk(sketch.document(), facts).steps();
  }

  private static Optional<CancelStep> first(
      FlowSketch sketch, Facts facts, Class<? extends CancelStep> kind) {
    return walk(sketch, facts).stream().filter(kind::isInstance).findFirst();
  }

  private static CancelStep chosen(CancelStep step, Place place) {
    Survey survey = (Survey) step;
    return new Survey(
        survey.key(),
        survey.subscription(),
        survey.title(),
        survey.reasons(),
        Optional.of(place.id()),
        survey.comment());
  }

  /** With one step before the confirmation, whether the draft shows it or not. */
  private static FlowSketch alone(FlowSketch sketch, String step) {
    SketchPad pad = SketchPad.of(sketch);
    SketchPad.STEPS.forEach(each -> pad.step(each, each.equals(step)));
    return pad.done();
  }

  private static Optional<CancelStep> stories(FlowSketch sketch, List<String> ids, Facts facts) {
    if (ids.isEmpty()) {
      return Optional.empty();
    }
    SketchPad pad = SketchPad.of(sketch);
    pad.reasons.clear();
    pad.step("survey", true);
    pad.step("stories", true);
    pad.step("offers", false);
    pad.reason(
        SketchPad.OTHER,
        r -> new ReasonSketch(r.id(), r.label(), r.feedback(), r.comment(), ids, List.of()));
    return first(pad.done(), with(facts, facts.status(), SketchPad.OTHER), Stories.class);
  }

  private static Optional<CancelStep> offer(FlowSketch sketch, String id, Facts facts) {
    Optional<OfferSketch> found =
        sketch.offers().stream().filter(offer -> offer.id().equals(id)).findFirst();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    SketchPad pad = SketchPad.of(alone(sketch, "offers"));
    pad.reasons.clear();
    pad.stories.clear();
    pad.offers.clear();
    pad.offers.add(OfferPad.of(found.get()).withVariants(List.of()).set("then", "").done());
    pad.otherwise(ids -> List.of(id));
    String status = found.get().type().equals("trial_extension") ? "trialing" : facts.status();
    return first(pad.done(), with(facts, status, ""), OfferStep.class);
  }

  private static Facts with(Facts facts, String status, String reason) {
    return new Facts(
        facts.workspace(),
        facts.amount(),
        facts.currency(),
        facts.interval(),
        status,
        Optional.of(reason).filter(id -> !id.isEmpty()),
        facts.customer(),
        facts.immediately(),
        facts.now());
  }
}
