package io.backstop.flow.portal;

import io.backstop.billing.Quote;
import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.flow.portal.PortalStep.Control;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * What a customer was shown of a switch, as a ticket carries it: the price, and the amounts and the
 * day on the page. A switch is carried out when a new quote says the same.
 */
final class SwitchTerms {

  private SwitchTerms() {}

  static String[] text(String priceId, Quote quote, SubscriptionSnapshot subscription) {
    return new String[] {
      Control.SWITCH_PLAN.name(),
      priceId,
      Long.toString(quote.dueNow()),
      Long.toString(quote.nextAmount()),
      Long.toString(quote.laterAmount()),
      day(quote.nextChargeAt()).toString(),
      period(subscription)
    };
  }

  /** Whether the subscription is still in the period that the terms were shown in. */
  static boolean inTheirPeriod(List<String> terms, SubscriptionSnapshot subscription) {
    return terms.get(terms.size() - 1).equals(period(subscription));
  }

  private static String period(SubscriptionSnapshot subscription) {
    return subscription.periodEnd().map(Instant::toString).orElse("");
  }

  static String priceId(List<String> terms) {
    return terms.get(1);
  }

  /** A new interval begins at the moment of the switch: of the next charge, the day counts. */
  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
