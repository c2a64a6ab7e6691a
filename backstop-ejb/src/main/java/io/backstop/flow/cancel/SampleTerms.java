package io.backstop.flow.cancel;

import io.backstop.billing.BillingOrder;
import io.backstop.billing.BillingOrder.Discount;
import io.backstop.billing.BillingOrder.Gift;
import io.backstop.billing.BillingOrder.Pause;
import io.backstop.billing.BillingOrder.TrialExtension;
import io.backstop.billing.Quote;
import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.flow.cancel.FlowDefinition.AnnualOffer;
import io.backstop.flow.cancel.FlowDefinition.Offer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What an offer comes to for a made-up subscription, as {@link Simulation} takes it to be. */
final class SampleTerms {

  private SampleTerms() {}

  static Quote of(
      Offer offer, BillingOrder order, SubscriptionSnapshot subscription, Simulation.Facts facts) {
    Instant next = subscription.periodEnd().orElseThrow();
    long amount = facts.amount();
    if (order instanceof Discount discount) {
      return rebate(order, facts, next, discount.percentOff(), discount.months());
    }
    if (order instanceof Gift gift) {
      return rebate(order, facts, next, 100, gift.months());
    }
    if (order instanceof Pause pause) {
      Instant charged = next;
      for (int n = 1; charged.isBefore(pause.resumesAt()); n++) {
        charged = later(next, n, facts.interval());
      }
      return quote(
          order, facts, 0, amount, charged, amount, Optional.of(pause.resumesAt()), "same");
    }
    if (order instanceof TrialExtension extension) {
      Optional<Instant> end = Optional.of(extension.trialEnd());
      return quote(order, facts, 0, amount, extension.trialEnd(), amount, end, "same");
    }
    if (offer instanceof AnnualOffer) {
      long yearly = amount * 10;
      Instant nextYear = later(facts.now(), 1, "year");
      return quote(order, facts, yearly, yearly, nextYear, yearly, Optional.empty(), "year");
    }
    long smaller = amount * 3 / 5;
    return quote(order, facts, 0, smaller, next, smaller, Optional.empty(), "same");
  }

  /** Where months do not divide the interval, a rebate holds for the next invoice alone. */
  private static Quote rebate(
      BillingOrder order, Simulation.Facts facts, Instant next, int percent, int months) {
    Instant end =
        facts.interval().equals("month")
            ? later(facts.now(), months, "month")
            : later(next, 1, facts.interval());
    long less = Math.round(facts.amount() * (100 - percent) / 100.0);
    return quote(order, facts, 0, less, next, facts.amount(), Optional.of(end), "same");
  }

  private static Quote quote(
      BillingOrder order,
      Simulation.Facts facts,
      long dueNow,
      long nextAmount,
      Instant nextChargeAt,
      long laterAmount,
      Optional<Instant> effectEndsAt,
      String interval) {
    return new Quote(
        order,
        facts.currency(),
        dueNow,
        nextAmount,
        nextChargeAt,
        laterAmount,
        effectEndsAt,
        interval.equals("same") ? facts.interval() : interval,
        1);
  }

  private static Instant later(Instant from, int count, String interval) {
    ZonedDateTime start = from.atZone(ZoneOffset.UTC);
    return start
        .plus(count, interval.equals("year") ? ChronoUnit.YEARS : ChronoUnit.MONTHS)
        .toInstant();
  }
}
