package io.backstop.billing;

import java.time.Instant;
import java.util.Optional;

/**
 * A subscription, and what will be charged for it next.
 *
 * @param upcoming absent when nothing more will be charged, or Stripe would not say what
 */
public record Standing(SubscriptionSnapshot subscription, Optional<Upcoming> upcoming) {

  /**
   * The next charge as Stripe computed it: discounts, credit and prorations included.
   *
   * @param amount minor units of {@code currency}
   */
  public record Upcoming(long amount, String currency, Instant at) {}
}
