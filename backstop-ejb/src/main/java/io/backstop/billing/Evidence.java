package io.backstop.billing;

import io.backstop.billing.BillingGateway.Sighting;
import io.backstop.billing.BillingOrder.Pause;
import io.backstop.billing.BillingOrder.Resume;
import io.backstop.billing.BillingOrder.SwitchPlan;
import io.backstop.billing.BillingOrder.TrialExtension;
import io.backstop.billing.BillingOrder.UndoCancel;
import java.time.Instant;
import java.util.Optional;

/** Tells from one reading of Stripe whether an attempt has had its effect. */
final class Evidence {

  /** What a reading proves. */
  enum Verdict {
    APPLIED,
    NOT_YET,
    /** A later change has taken its mark away, and its effect is not there (any more). */
    SUPERSEDED
  }

  private Evidence() {}

  /**
   * When the subscription is over, if that is settled: it has ended, or it will no later than what
   * is paid for now. An end pending further away (a fixed term) does not count: who cancels wants
   * out at the end of the period.
   */
  static Optional<Instant> over(SubscriptionSnapshot snapshot) {
    if (snapshot.ended()) {
      return snapshot.endedAt().or(() -> Optional.of(snapshot.readAt()));
    }
    return snapshot
        .cancelAt()
        .filter(at -> snapshot.periodEnd().map(end -> !at.isAfter(end)).orElse(true));
  }

  /**
   * A DELETE is judged by the end of the subscription, a cancellation at period end by a pending or
   * past end (or by its mark: someone may have taken it back since), anything else by its mark in
   * the metadata. When another attempt has overwritten the mark, the effect itself is looked for.
   */
  static Verdict judge(Attempt attempt, Sighting sighting) {
    SubscriptionSnapshot snapshot = sighting.snapshot();
    boolean marked = snapshot.appliedAttempt().equals(Optional.of(attempt.attemptId()));
    if (attempt.cancels()) {
      boolean over = attempt.deletes() ? snapshot.ended() : over(snapshot).isPresent() || marked;
      return over ? Verdict.APPLIED : Verdict.NOT_YET;
    }
    if (marked) {
      return Verdict.APPLIED;
    }
    if (attempt.requests().isEmpty()
        || snapshot.appliedAttempt().equals(attempt.seenAttempt())
        || snapshot.appliedAttempt().isEmpty()) {
      return Verdict.NOT_YET;
    }
    return visible(attempt.orderJson(), sighting) ? Verdict.APPLIED : Verdict.SUPERSEDED;
  }

  private static boolean visible(BillingOrder order, Sighting sighting) {
    SubscriptionSnapshot snapshot = sighting.snapshot();
    Optional<Rebate> rebate = Rebate.of(order, snapshot);
    if (rebate.isPresent()) {
      return sighting.coupons().contains(rebate.get().couponId());
    }
    if (order instanceof Pause pause) {
      return snapshot.pausedUntil().equals(Optional.of(pause.resumesAt()));
    }
    if (order instanceof SwitchPlan plan) {
      return snapshot.items().stream().anyMatch(item -> item.priceId().equals(plan.priceId()));
    }
    if (order instanceof Resume) {
      return snapshot.pausedUntil().isEmpty() && !snapshot.ended();
    }
    if (order instanceof UndoCancel) {
      return snapshot.cancelAt().isEmpty() && !snapshot.ended();
    }
    return order instanceof TrialExtension extension
        && snapshot.trialEnd().equals(Optional.of(extension.trialEnd()));
  }
}
