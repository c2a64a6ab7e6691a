package io.backstop.billing;

import io.backstop.billing.BillingGateway.Sighting;
import java.time.Instant;
import java.util.Optional;

/**
 * What was found out about an attempt, for the ledger to conclude it with.
 *
 * @param state APPLIED, REJECTED, UNKNOWN or NOT_APPLIED
 * @param sighting the subscription, when it was seen
 * @param effectiveAt when a cancellation takes effect
 * @param requestId Stripe's id of the deciding answer
 * @param keySpent the keys of this round can do no more
 */
public record Finding(
    AttemptState state,
    Optional<Sighting> sighting,
    Optional<Instant> effectiveAt,
    Optional<String> requestId,
    boolean keySpent) {

  /** Stripe has said so. */
  static Finding applied(Attempt attempt, Sighting sighting, Optional<String> requestId) {
    Optional<Instant> end =
        attempt.cancels() ? Evidence.over(sighting.snapshot()) : Optional.empty();
    return new Finding(AttemptState.APPLIED, Optional.of(sighting), end, requestId, false);
  }

  /** Stripe has said no, or it makes no sense to ask. */
  static Finding rejected(Optional<Sighting> sighting, Optional<String> requestId) {
    return new Finding(AttemptState.REJECTED, sighting, Optional.empty(), requestId, true);
  }

  /** Not known; to be looked at again. */
  static Finding unknown(Optional<String> requestId, boolean keySpent) {
    return new Finding(
        AttemptState.UNKNOWN, Optional.empty(), Optional.empty(), requestId, keySpent);
  }

  /** Known not to be done, and tried no more. */
  static Finding notApplied(Optional<Sighting> sighting) {
    return new Finding(
        AttemptState.NOT_APPLIED, sighting, Optional.empty(), Optional.empty(), true);
  }

  /** The state to store: a cancellation is never refused. */
  AttemptState stateFor(Attempt attempt) {
    return state == AttemptState.REJECTED && attempt.cancels() ? AttemptState.UNKNOWN : state;
  }
}
