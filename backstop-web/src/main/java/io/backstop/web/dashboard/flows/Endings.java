package io.backstop.web.dashboard.flows;

import io.backstop.flow.cancel.CancelStep;
import io.backstop.flow.cancel.CancelStep.Confirm;
import io.backstop.flow.cancel.CancelStep.Done;
import io.backstop.flow.cancel.CancelStep.OfferStep;
import io.backstop.flow.cancel.Simulation.Walked;
import io.backstop.kernel.SessionId;
import io.backstop.outcome.Outcome;
import java.util.Optional;

/** Where a made-up customer is on his way, and the last page that his choice would lead to. */
final class Endings {

  private static final SessionId NOBODYS = new SessionId("cs_" + "0".repeat(26));

  private Endings() {}

  /** The step that he is at; never past the last. */
  static CancelStep present(Person person, Walked walked) {
    return walked.steps().get(Math.min(person.step(), walked.steps().size() - 1));
  }

  /** The step that he is at, or the page after it when he has ended his visit there. */
  static CancelStep of(Person person, Walked walked) {
    CancelStep present = present(person, walked);
    return switch (person.end()) {
      case "accepted" -> present instanceof OfferStep offer ? accepted(offer) : present;
      case "cancelled" -> present instanceof Confirm confirm ? cancelled(confirm) : present;
      case "kept" -> kept(present);
      default -> present;
    };
  }

  private static Done accepted(OfferStep step) {
    return new Done(
        step.key(),
        step.subscription(),
        NOBODYS,
        Outcome.Kind.SAVED,
        false,
        Optional.of(step.offer()),
        step.quote(),
        Optional.empty(),
        false);
  }

  private static Done cancelled(Confirm step) {
    return new Done(
        step.key(),
        step.subscription(),
        NOBODYS,
        Outcome.Kind.CANCELLED,
        false,
        Optional.empty(),
        Optional.empty(),
        step.accessEnds(),
        false);
  }

  private static Done kept(CancelStep step) {
    return new Done(
        step.key(),
        step.subscription(),
        NOBODYS,
        Outcome.Kind.SAVED,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }
}
