package io.backstop.billing;

import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SubscriptionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One subscription as Stripe had it at {@code readAt}: what pages need to be truthful. Amounts are
 * in the currency's minor unit (Stripe docs: zero-decimal currencies have none).
 *
 * @param status Stripe's word: active, trialing, past_due, unpaid, paused, incomplete,
 *     incomplete_expired, canceled
 * @param currency three letters, lowercase
 * @param cancelAt when it will end, if an end is pending
 * @param pausedUntil present while {@code pause_collection} is set; {@link Instant#MAX} when it has
 *     no end
 * @param scheduled whether a subscription schedule manages it
 * @param accountHint the customer's mail address, masked beyond recognition by others, for example
 *     {@code a••@acme.example}
 * @param appliedAttempt the attempt that last changed it through Backstop, from its metadata
 */
public record SubscriptionSnapshot(
    SubscriptionId id,
    CustomerId customer,
    String status,
    String currency,
    List<Item> items,
    List<Discount> discounts,
    Optional<Instant> trialEnd,
    Optional<Instant> cancelAt,
    Optional<Instant> endedAt,
    Optional<Instant> pausedUntil,
    boolean scheduled,
    boolean openInvoice,
    Optional<Card> card,
    Optional<String> accountHint,
    Optional<String> appliedAttempt,
    Instant readAt) {

  /**
   * @param unitAmount minor units for one unit and one interval; empty for tiered prices
   * @param interval day, week, month or year
   */
  public record Item(
      String itemId,
      String priceId,
      String productName,
      Optional<Long> unitAmount,
      long quantity,
      String interval,
      long intervalCount,
      Instant periodEnd) {}

  /**
   * @param percentOff 0 when it is an amount
   * @param amountOff minor units, 0 when it is a percentage
   * @param endsAt empty: forever
   */
  public record Discount(
      String id, double percentOff, long amountOff, Optional<Instant> endsAt, boolean once) {}

  /** The card that the next charge goes to. */
  public record Card(String brand, String lastFour) {}

  /** Whether it is over for good. */
  public boolean ended() {
    return status.equals("canceled") || status.equals("incomplete_expired");
  }

  /** When what is paid for now ends: the latest period end of its items. */
  public Optional<Instant> periodEnd() {
    return items.stream().map(Item::periodEnd).max(Instant::compareTo);
  }
}
