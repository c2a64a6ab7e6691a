package io.backstop.billing;

import java.time.Instant;
import java.util.Optional;

/**
 * What an order would cost, as Stripe computed it (invoices/create_preview) or as follows from the
 * subscription; minor units of {@code currency}.
 *
 * @param dueNow charged at once on acceptance; 0 when nothing is
 * @param nextAmount the next regular charge after acceptance
 * @param nextChargeAt when
 * @param laterAmount the regular charge once the order's effect has ended; equal to nextAmount when
 *     it does not end
 * @param effectEndsAt when the effect ends: the discount, the pause, the gift, the trial
 * @param interval day, week, month or year of the price that is charged afterwards
 * @param credit what is left to the customer's credit after the next charge, and comes off those
 *     after it; 0 when nothing is
 */
public record Quote(
    BillingOrder order,
    String currency,
    long dueNow,
    long nextAmount,
    Instant nextChargeAt,
    long laterAmount,
    Optional<Instant> effectEndsAt,
    String interval,
    long intervalCount,
    long credit) {

  /** A quote of what leaves no credit. */
  public Quote(
      BillingOrder order,
      String currency,
      long dueNow,
      long nextAmount,
      Instant nextChargeAt,
      long laterAmount,
      Optional<Instant> effectEndsAt,
      String interval,
      long intervalCount) {
    this(
        order,
        currency,
        dueNow,
        nextAmount,
        nextChargeAt,
        laterAmount,
        effectEndsAt,
        interval,
        intervalCount,
        0);
  }
}
