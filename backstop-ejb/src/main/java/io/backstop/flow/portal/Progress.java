package io.backstop.flow.portal;

import io.backstop.billing.BillingReceipt;
import io.backstop.kernel.SessionId;
import java.time.Instant;
import java.util.Optional;

/**
 * What a visit has done so far. Its pages carry the ids of acts; what became of them is looked up,
 * so that nobody is told of a change that there was not.
 *
 * @param did the latest act that has changed something
 * @param latest what became of the act that led here
 * @param changedAt when Stripe had taken the latest change
 */
public record Progress(
    Optional<SessionId> did, Optional<BillingReceipt> latest, Optional<Instant> changedAt) {

  /** A visit that has done nothing yet. */
  public static final Progress NONE =
      new Progress(Optional.empty(), Optional.empty(), Optional.empty());

  /** Whether something was changed in this visit. */
  public boolean changed() {
    return did.isPresent();
  }
}
