package io.backstop.billing;

import io.backstop.billing.BillingGateway.Coupon;
import io.backstop.billing.BillingGateway.FrozenRequest;
import io.backstop.billing.BillingOrder.Discount;
import io.backstop.billing.BillingOrder.Gift;
import io.backstop.billing.SubscriptionSnapshot.Item;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The coupon that stands for a discount or a gift. Its id is made of its terms, so that each
 * workspace has one coupon for one set of terms, whoever makes it first.
 *
 * <p>A coupon that repeats for some months discounts every invoice made in that time (Stripe docs:
 * coupons). For prices billed at most monthly that is what the offer says. For prices billed less
 * often the months would fit between two invoices, or one would discount a whole year unsaid;
 * there, the coupon holds for the next invoice, once, and the {@link Quote} says so.
 *
 * @param percent 1 to 100
 * @param months 0: once
 */
record Rebate(int percent, int months) {

  /** The rebate of {@code order} on that subscription, if it is one. */
  static Optional<Rebate> of(BillingOrder order, SubscriptionSnapshot snapshot) {
    boolean once = !snapshot.items().stream().allMatch(Rebate::billedMonthly);
    if (order instanceof Discount discount) {
      return Optional.of(new Rebate(discount.percentOff(), once ? 0 : discount.months()));
    }
    if (order instanceof Gift gift) {
      return Optional.of(new Rebate(100, once ? 0 : gift.months()));
    }
    return Optional.empty();
  }

  /** Whether an item is billed at least once a month. */
  static boolean billedMonthly(Item item) {
    return switch (item.interval()) {
      case "day" -> item.intervalCount() <= 28;
      case "week" -> item.intervalCount() <= 4;
      case "month" -> item.intervalCount() == 1;
      default -> false;
    };
  }

  boolean once() {
    return months == 0;
  }

  String couponId() {
    return "backstop_" + percent + "pct_" + (once() ? "once" : months + "mo");
  }

  /** Whether a coupon found under our id has our terms. */
  boolean is(Coupon coupon) {
    return coupon.valid()
        && coupon.percentOff() == percent
        && coupon.duration().equals(once() ? "once" : "repeating")
        && coupon.months() == months;
  }

  /** The call that makes the coupon. */
  FrozenRequest creation() {
    Form form = new Form().with("id", couponId()).with("percent_off", percent);
    if (once()) {
      form.with("duration", "once").with("name", percent + "% off, once");
    } else {
      form.with("duration", "repeating")
          .with("duration_in_months", months)
          .with("name", percent + "% off for " + months + (months == 1 ? " month" : " months"));
    }
    return new FrozenRequest("POST", "/v1/coupons", form.toString());
  }

  /** When it stops working if it is given at {@code from}; empty when it holds once. */
  Optional<Instant> endsAt(Instant from) {
    return once()
        ? Optional.empty()
        : Optional.of(from.atZone(ZoneOffset.UTC).plusMonths(months).toInstant());
  }
}
