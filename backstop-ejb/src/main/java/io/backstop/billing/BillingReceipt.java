package io.backstop.billing;

import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.WorkspaceSlug;
import java.time.Instant;
import java.util.Optional;

/**
 * What became of an order. Fired as a CDI event inside the transaction that concludes the attempt,
 * so that whoever keeps a record of it commits together with it.
 *
 * @param attemptId {@code att_…}, also the stem of the idempotency key
 * @param effectiveAt APPLIED cancellation: when access ends
 * @param requestId Stripe's {@code Request-Id} of the deciding answer
 */
public record BillingReceipt(
    String attemptId,
    WorkspaceSlug workspace,
    SessionId session,
    CustomerId customer,
    SubscriptionId subscription,
    BillingOrder order,
    State state,
    Optional<Instant> effectiveAt,
    Optional<String> requestId,
    Instant at) {

  /** Where an order stands for the person who gave it. */
  public enum State {
    /** Stripe has said so. */
    APPLIED,
    /** Stripe has refused it; nothing has changed. Never the answer to a cancellation. */
    REJECTED,
    /** Stored, not known to be done; it will be settled. */
    PENDING
  }
}
