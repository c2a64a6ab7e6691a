package io.backstop.flow.portal;

import io.backstop.billing.BillingReceipt;
import io.backstop.kernel.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a visit has done so far. Its pages carry the ids of acts; what became of them is looked up,
 * so that nobody is told of a change that there was not.
 *
 * @param did the latest act that has changed something, as addresses carry it on
 * @param latest what became of the act that led here
 * @param changedAt when Stripe had taken the latest change
 */
public record Progress(
    Optional<String> did, Optional<BillingReceipt> latest, Optional<Instant> changedAt) {

  /** A visit that has done nothing yet. */
  public static final Progress NONE =
      new Progress(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * @param receipts of the acts, the earliest first
   * @param act the one that led here
   * @param vouched a change that the ledger does not keep
   */
  static Progress of(
      List<BillingReceipt> receipts, Optional<SessionId> act, Optional<String> vouched) {
    Optional<BillingReceipt> applied =
        receipts.stream()
            .filter(receipt -> receipt.state() == BillingReceipt.State.APPLIED)
            .reduce((earlier, later) -> later);
    return new Progress(
        applied.map(receipt -> receipt.session().value()).or(() -> vouched),
        receipts.stream()
            .filter(receipt -> act.equals(Optional.of(receipt.session())))
            .reduce((earlier, later) -> later),
        applied.map(BillingReceipt::at));
  }

  /** The same, of a visit that has changed something elsewhere. */
  public Progress having(String vouched) {
    return new Progress(Optional.of(vouched), latest, changedAt);
  }

  /** Whether something was changed in this visit. */
  public boolean changed() {
    return did.isPresent();
  }
}
