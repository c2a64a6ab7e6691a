package io.backstop.billing;

import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SubscriptionId;
import java.time.Instant;
import java.util.Optional;

/**
 * One invoice as Stripe had it when last read. Amounts are in the currency's minor unit.
 *
 * @param number what the customer reads on it
 * @param subscription the one it bills, if it bills one
 * @param status Stripe's word: draft, open, paid, uncollectible, void
 * @param attempted whether Stripe has tried to collect it
 * @param attemptCount how often
 * @param automatic whether Stripe charges it by itself ({@code charge_automatically}); one that is
 *     sent to be paid is merely due
 * @param nextAttemptAt when Stripe will try again by itself
 * @param refusal why the last attempt failed, when one did
 */
public record InvoiceSnapshot(
    String id,
    Optional<String> number,
    CustomerId customer,
    Optional<SubscriptionId> subscription,
    String status,
    String currency,
    long total,
    long amountRemaining,
    boolean attempted,
    int attemptCount,
    boolean automatic,
    Optional<Instant> nextAttemptAt,
    Optional<Refused> refusal,
    Instant createdAt) {

  /**
   * What the bank or Stripe said.
   *
   * @param code Stripe's {@code error.code}, for example {@code card_declined} or {@code
   *     authentication_required}
   * @param declineCode the issuer's reason, for example {@code insufficient_funds}
   * @param card the card that was tried
   */
  public record Refused(
      String code, Optional<String> declineCode, Optional<SubscriptionSnapshot.Card> card) {}

  /** A payment has failed and is still owed; a bill that is merely due is not meant. */
  public boolean failed() {
    return status.equals("open") && automatic && attempted && amountRemaining > 0;
  }

  /** As good as void: what an invoice is that Stripe no longer has. */
  InvoiceSnapshot voided() {
    return new InvoiceSnapshot(
        id,
        number,
        customer,
        subscription,
        "void",
        currency,
        total,
        0,
        attempted,
        attemptCount,
        automatic,
        Optional.empty(),
        refusal,
        createdAt);
  }
}
