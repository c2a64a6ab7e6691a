package io.backstop.flow.cancel;

import io.backstop.billing.BillingReceipt;
import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.flow.cancel.CancelStep.Done;
import io.backstop.kernel.Money;
import io.backstop.outcome.Outcome;
import java.time.Instant;
import java.util.Optional;

/** The words for how visits end, for the ledger and for the last page. */
final class Endings {

  private Endings() {}

  /** The outcome of a visit whose order has been applied. */
  static Outcome applied(BillingReceipt receipt, Optional<String> offerType, Optional<Money> kept) {
    return new Outcome(
        receipt.workspace(),
        receipt.session(),
        offerType.isPresent() ? Outcome.Kind.SAVED : Outcome.Kind.CANCELLED,
        offerType.map(Endings::saved).orElse("canceled"),
        offerType,
        Optional.of(receipt.attemptId()),
        receipt.requestId(),
        kept,
        receipt.at());
  }

  /** The outcome of a visit that ended without an order: with a call, or with just staying. */
  static Outcome stayed(Visit visit, Optional<String> offerType, Optional<Money> kept, Instant at) {
    return new Outcome(
        visit.workspace(),
        visit.session(),
        Outcome.Kind.SAVED,
        saved(offerType.orElse("keep")),
        offerType,
        Optional.empty(),
        Optional.empty(),
        kept,
        at);
  }

  /** The outcome of a visit that nobody can go on with. */
  static Outcome abandoned(Visit visit, Instant at) {
    return new Outcome(
        visit.workspace(),
        visit.session(),
        Outcome.Kind.DISMISSED,
        "abandoned",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        at);
  }

  private static String saved(String offerType) {
    return switch (offerType) {
      case "discount" -> "saved_discount";
      case "pause" -> "saved_pause";
      case "downgrade" -> "saved_downgrade";
      default -> "saved_other";
    };
  }

  /** The last page of a visit that has ended, or whose order is with Stripe; empty before that. */
  static Optional<Done> lastPage(
      Visit visit, FlowDefinition flow, Optional<SubscriptionSnapshot> subscription) {
    if (visit.isOpen()) {
      return Optional.empty();
    }
    boolean offered = visit.offerType().isPresent();
    return Optional.of(
        new Done(
            visit.key(),
            subscription,
            visit.session(),
            visit.outcome().orElse(offered ? Outcome.Kind.SAVED : Outcome.Kind.CANCELLED),
            visit.isConfirming(),
            visit.offerType().map(type -> flow.offers().get(visit.stop().offerId())),
            visit.offerType().flatMap(type -> visit.offers().quote()).map(QuoteText::read),
            visit.accessEndsAt(),
            false));
  }

  /**
   * Whether the subscription is over, or ends with what is paid for. One whose end is set for later
   * than that can still be cancelled sooner.
   */
  static boolean nothingToCancel(SubscriptionSnapshot subscription) {
    boolean endsWithThePeriod =
        subscription
            .cancelAt()
            .filter(end -> !end.isAfter(subscription.periodEnd().orElse(end)))
            .isPresent();
    return subscription.ended() || endsWithThePeriod;
  }

  /** The page for a subscription that was ending, or over, before the customer came. */
  static Done alreadyEnding(Visit visit, SubscriptionSnapshot subscription) {
    return new Done(
        visit.key(),
        Optional.of(subscription),
        visit.session(),
        Outcome.Kind.DISMISSED,
        false,
        Optional.empty(),
        Optional.empty(),
        subscription.endedAt().or(subscription::cancelAt),
        true);
  }

  /** The answer to closing the page: nothing has changed. */
  static Done closed(Visit visit) {
    return new Done(
        visit.key(),
        Optional.empty(),
        visit.session(),
        Outcome.Kind.DISMISSED,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }
}
