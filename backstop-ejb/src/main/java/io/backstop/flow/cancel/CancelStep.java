package io.backstop.flow.cancel;

import io.backstop.billing.Quote;
import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.flow.cancel.FlowDefinition.Offer;
import io.backstop.flow.cancel.FlowDefinition.Reason;
import io.backstop.flow.cancel.FlowDefinition.Story;
import io.backstop.flow.cancel.FlowDefinition.Text;
import io.backstop.kernel.SessionId;
import io.backstop.outcome.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One step of the cancel flow, ready to be shown. Holds facts, no markup and no formatted amounts:
 * the page formats for the customer's language.
 */
public sealed interface CancelStep {

  /**
   * Which step of which visit this is; goes into the form and comes back in {@link Choice#step()}.
   */
  String key();

  /** The subscription, absent when Stripe has never told us of it (then texts name no amounts). */
  Optional<SubscriptionSnapshot> subscription();

  /**
   * @param reasons in the order for this customer, "something else" last
   * @param chosen what was picked before, when the customer came back
   */
  record Survey(
      String key,
      Optional<SubscriptionSnapshot> subscription,
      Optional<Text> title,
      List<Reason> reasons,
      Optional<String> chosen,
      Optional<String> comment)
      implements CancelStep {}

  /** What other customers say; never shown when empty. */
  record Stories(String key, Optional<SubscriptionSnapshot> subscription, List<Story> stories)
      implements CancelStep {}

  /**
   * @param quote absent only for offers that cost nothing and change nothing (a call)
   * @param notApplied the customer has just accepted it and Stripe refused: nothing has changed
   */
  record OfferStep(
      String key,
      Optional<SubscriptionSnapshot> subscription,
      Offer offer,
      Optional<Quote> quote,
      boolean notApplied)
      implements CancelStep {}

  /**
   * @param accessEnds when access ends if confirmed; absent when it is not known, now when
   *     immediately
   * @param immediately whether cancellation takes effect at once
   * @param notApplied an offer was accepted just before and could not be applied: nothing has
   *     changed
   */
  record Confirm(
      String key,
      Optional<SubscriptionSnapshot> subscription,
      Optional<Instant> accessEnds,
      boolean immediately,
      boolean notApplied)
      implements CancelStep {}

  /**
   * The end of a visit. Shown once, as the answer to the terminal choice.
   *
   * @param pending accepted, but Stripe has not answered yet: say so, never "done"
   * @param offer what was accepted, when it was an offer
   * @param accessEnds for a cancellation: when access ends
   * @param alreadyCancelling the subscription was ending before this visit began
   */
  record Done(
      String key,
      Optional<SubscriptionSnapshot> subscription,
      SessionId session,
      Outcome.Kind outcome,
      boolean pending,
      Optional<Offer> offer,
      Optional<Quote> quote,
      Optional<Instant> accessEnds,
      boolean alreadyCancelling)
      implements CancelStep {}
}
