package io.backstop.sandbox.account;

import java.util.List;

/**
 * What happens after a renewal could not be charged.
 *
 * @param daysBetween days from each failed attempt to the next one; as many retries as there are
 *     entries
 * @param whenUsedUp the status that the subscription then gets: canceled, unpaid or past_due
 */
public record RetryRules(List<Integer> daysBetween, String whenUsedUp) {
  /** Three retries, after 3, 5 and 7 days, then canceled: Stripe's classic default. */
  public static final RetryRules DEFAULT = new RetryRules(List.of(3, 5, 7), "canceled");

  public RetryRules {
    daysBetween = List.copyOf(daysBetween);
    if (!List.of("canceled", "unpaid", "past_due").contains(whenUsedUp)) {
      throw new IllegalArgumentException("canceled, unpaid or past_due, not " + whenUsedUp);
    }
  }
}
