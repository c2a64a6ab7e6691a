package io.backstop.inbox;

import java.util.List;

/** What becomes of an event as soon as it is there. The names in lower case stand in the table. */
enum EventKind {
  /** Its customer is to be read. */
  PENDING,
  /** Nothing that is kept here depends on it. */
  IGNORED,
  /** Nobody knows what to do with it; kept for an operator to see. */
  PARKED;

  private static final List<String> OF_A_CUSTOMER =
      List.of(
          "customer.",
          "invoice.",
          "invoice_payment.",
          "payment_intent.",
          "payment_method.",
          "setup_intent.",
          "charge.",
          "subscription_schedule.");

  /** The catalogue is read when it is needed. */
  private static final List<String> OF_THE_CATALOGUE =
      List.of("product.", "price.", "plan.", "coupon.", "promotion_code.", "tax_rate.");

  static EventKind of(StripeEvent event) {
    if (begins(event, OF_THE_CATALOGUE)) {
      return IGNORED;
    }
    return begins(event, OF_A_CUSTOMER) && event.customer().isPresent() ? PENDING : PARKED;
  }

  private static boolean begins(StripeEvent event, List<String> families) {
    return families.stream().anyMatch(event.type()::startsWith);
  }
}
