package io.backstop.billing;

import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.WorkspaceSlug;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One attempt to pay one invoice: a row of {@code payment_attempt} as it was when read; immutable.
 * Its components are the columns.
 *
 * @param attemptId {@code pay_…}, also the idempotency key of the one charge
 * @param visitId the hosted link's session
 * @param actId the form that asked for it: the same form is the same attempt
 * @param card the payment method, {@code pm_…}
 * @param amount minor units of {@code currency}: what was owed when the customer agreed
 * @param declineCode the issuer's reason, else Stripe's code
 */
public record Payment(
    WorkspaceSlug workspaceId,
    String attemptId,
    SessionId visitId,
    SessionId actId,
    CustomerId customerId,
    String invoiceId,
    String card,
    long amount,
    String currency,
    PaymentState state,
    Optional<String> declineCode,
    int tries,
    Instant nextTryAt,
    Optional<String> requestId,
    Instant createdAt,
    Instant updatedAt) {

  static final Duration FIRST_PAUSE = Duration.ofSeconds(10);

  /**
   * How long after it began an attempt that shows no effect may still come to have one: a slow
   * request, a slow Stripe. Only then an unpaid invoice means that nothing was charged.
   */
  static final Duration QUIET = Duration.ofSeconds(90);

  /** The pause before the next look: 10 s, doubled with each try, at most an hour. */
  Duration pause() {
    return tries >= 9 ? Duration.ofHours(1) : FIRST_PAUSE.multipliedBy(1L << tries);
  }

  /** Whether nothing of it can be under way any more. */
  boolean quiet(Instant now) {
    return !now.isBefore(createdAt.plus(QUIET));
  }
}
