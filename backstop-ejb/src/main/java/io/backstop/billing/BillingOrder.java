package io.backstop.billing;

import io.backstop.workspace.Workspace.CancelTiming;
import java.time.Instant;
import java.util.Optional;

/**
 * One change of a subscription that a customer has chosen. It says what is wanted, not how Stripe
 * is told; immutable.
 */
public sealed interface BillingOrder {

  /**
   * End the subscription.
   *
   * @param feedback one of Stripe's {@code cancellation_details.feedback} values
   * @param comment the customer's own words, for Stripe's record
   */
  record Cancel(CancelTiming timing, Optional<String> feedback, Optional<String> comment)
      implements BillingOrder {}

  /**
   * Take {@code percentOff} percent (1 to 100) off for {@code months} months from now; existing
   * discounts stay.
   */
  record Discount(int percentOff, int months) implements BillingOrder {}

  /** Collect nothing until {@code resumesAt}; invoices that fall due meanwhile are voided. */
  record Pause(Instant resumesAt) implements BillingOrder {}

  /**
   * Change the one item to another price, quantity kept.
   *
   * @param prorationDate the instant that the preview was computed for; commit uses the same
   */
  record SwitchPlan(String priceId, Instant prorationDate) implements BillingOrder {}

  /** The next {@code months} months free of charge, existing discounts kept. */
  record Gift(int months) implements BillingOrder {}

  /** Collect again from now on. Nothing is charged before the next invoice falls due. */
  record Resume() implements BillingOrder {}

  /** Take a pending end back, whatever day it is set for: the subscription goes on. */
  record UndoCancel() implements BillingOrder {}

  /** Let the running trial end at {@code trialEnd}. */
  record TrialExtension(Instant trialEnd) implements BillingOrder {}
}
