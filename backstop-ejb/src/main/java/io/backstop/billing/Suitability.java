package io.backstop.billing;

import io.backstop.billing.BillingOrder.Cancel;
import io.backstop.billing.BillingOrder.Discount;
import io.backstop.billing.BillingOrder.Gift;
import io.backstop.billing.BillingOrder.Pause;
import io.backstop.billing.BillingOrder.Resume;
import io.backstop.billing.BillingOrder.SwitchPlan;
import io.backstop.billing.BillingOrder.TrialExtension;
import io.backstop.billing.BillingOrder.UndoCancel;
import java.time.Instant;
import java.util.Set;

/**
 * Which orders make sense for which subscription. A cancellation always does. Nothing else does on
 * a subscription that a schedule manages (the next phase would undo it), or whose status is unpaid,
 * paused, incomplete or ended; on one that is ending, only to take that back, or a pause (what else
 * were given would be lost).
 */
public final class Suitability {

  private static final Set<String> LIVE = Set.of("active", "trialing", "past_due");

  private Suitability() {}

  /** Whether {@code order} may be offered on that subscription. Pure. */
  public static boolean suits(BillingOrder order, SubscriptionSnapshot snapshot) {
    if (order instanceof Cancel) {
      return true;
    }
    if (!LIVE.contains(snapshot.status())
        || snapshot.scheduled()
        || snapshot.endedAt().isPresent()
        || snapshot.items().isEmpty()) {
      return false;
    }
    if (order instanceof Resume) {
      return paused(snapshot);
    }
    if (order instanceof UndoCancel) {
      return snapshot.cancelAt().filter(end -> end.isAfter(now(snapshot))).isPresent();
    }
    if (snapshot.cancelAt().isPresent()) {
      return false;
    }
    if (order instanceof Discount discount) {
      return between(1, discount.percentOff(), 100) && between(1, discount.months(), 36);
    }
    if (order instanceof Gift gift) {
      return between(1, gift.months(), 36) && active(snapshot) && monthly(snapshot);
    }
    if (order instanceof Pause pause) {
      return active(snapshot) && !paused(snapshot) && pause.resumesAt().isAfter(now(snapshot));
    }
    if (order instanceof SwitchPlan plan) {
      return !paused(snapshot) && oneOtherPrice(plan, snapshot);
    }
    return order instanceof TrialExtension extension
        && snapshot.status().equals("trialing")
        && extension.trialEnd().isAfter(snapshot.trialEnd().orElse(now(snapshot)));
  }

  /** A gift is counted in months, so every item has to be billed at least monthly. */
  private static boolean monthly(SubscriptionSnapshot snapshot) {
    return snapshot.items().stream().allMatch(Rebate::billedMonthly);
  }

  /** A trial has nothing to give away or to pause yet; what is past due stays due. */
  private static boolean active(SubscriptionSnapshot snapshot) {
    return snapshot.status().equals("active");
  }

  private static boolean paused(SubscriptionSnapshot snapshot) {
    return snapshot.pausedUntil().isPresent();
  }

  /** Quantity 0 is a metered item, or one that is not charged: neither has a quantity to keep. */
  private static boolean oneOtherPrice(SwitchPlan plan, SubscriptionSnapshot snapshot) {
    return snapshot.items().size() == 1
        && snapshot.items().get(0).quantity() > 0
        && !snapshot.items().get(0).priceId().equals(plan.priceId());
  }

  private static Instant now(SubscriptionSnapshot snapshot) {
    return snapshot.readAt();
  }

  private static boolean between(int low, int value, int high) {
    return low <= value && value <= high;
  }
}
