package io.backstop.billing;

import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.Statements;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The rows of the ledger of payments: each move is one conditional statement. Each joins the
 * caller's transaction.
 */
@Dependent
class PaymentTable {

  /**
   * The same form may stand in the way, an attempt not settled yet, or one that has paid since the
   * caller read the invoice. Only {@link #lock} makes the last one certain: no unique index can
   * have it, because two attempts may turn out to have been paid.
   */
  private static final String BEGIN =
      """
      INSERT INTO payment_attempt
        (workspace_id, attempt_id, visit_id, act_id, customer_id, invoice_id, card, amount,
         currency, state, next_try_at, created_at, updated_at)
      SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
      WHERE NOT EXISTS (
        SELECT FROM payment_attempt WHERE workspace_id = ? AND invoice_id = ?
          AND state IN ('SENT', 'UNKNOWN', 'PAID'))
      ON CONFLICT DO NOTHING""";

  /** The one that stood in the way, or has done so until a moment ago. */
  private static final String IN_THE_WAY =
      """
      SELECT to_jsonb(a) FROM payment_attempt a WHERE workspace_id = ? AND invoice_id = ?
      ORDER BY (act_id = ?) DESC, (state IN ('SENT', 'UNKNOWN', 'PAID')) DESC, created_at DESC
      LIMIT 1""";

  /**
   * Paid is paid, and may be learnt of in any state. Who waits for the customer's bank goes on
   * waiting while nothing is known.
   */
  private static final String CONCLUDE =
      """
      UPDATE payment_attempt a SET
        state = CASE WHEN a.state = 'NEEDS_ACTION' AND s.target = 'UNKNOWN' THEN a.state
                     ELSE s.target END,
        decline_code = ?, request_id = COALESCE(?, a.request_id), next_try_at = ?, updated_at = ?
      FROM (SELECT CAST(? AS text) AS target) s
      WHERE workspace_id = ? AND attempt_id = ? AND a.state <> 'PAID'
        AND (s.target = 'PAID' OR a.state IN ('SENT', 'UNKNOWN', 'NEEDS_ACTION'))
      RETURNING to_jsonb(a)""";

  /** Who finds a row locked passes it by; who takes one puts it out of the others' sight. */
  private static final String LEASE_NEXT =
      """
      UPDATE payment_attempt a SET tries = a.tries + 1, next_try_at = ?
      WHERE (workspace_id, attempt_id) IN (
        SELECT workspace_id, attempt_id FROM payment_attempt
        WHERE state IN ('SENT', 'UNKNOWN') AND next_try_at <= ?
        ORDER BY next_try_at LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING to_jsonb(a)""";

  private static final String FIND =
      "SELECT to_jsonb(a) FROM payment_attempt a WHERE workspace_id = ? AND attempt_id = ?";

  private static final String ALL =
      "SELECT COALESCE(jsonb_agg(to_jsonb(a) ORDER BY created_at, attempt_id), '[]')"
          + " FROM payment_attempt a WHERE workspace_id = ? AND ";

  private static final String OF_ACT = ALL + "act_id = ? AND customer_id = ?";
  private static final String OF_VISIT = ALL + "visit_id = ?";
  private static final String UNDER_WAY = ALL + "customer_id = ? AND state IN ('SENT', 'UNKNOWN')";

  private final Statements statements;

  @Inject
  PaymentTable(Statements statements) {
    this.statements = statements;
  }

  /** Until the transaction ends, whoever else is about to pay that invoice waits here. */
  void lock(Payment payment) {
    statements.lock("payment " + payment.workspaceId().value() + " " + payment.invoiceId());
  }

  /** Whether the attempt was stored. Under {@link #lock}. */
  boolean begin(Payment payment) {
    int stored =
        statements.change(
            BEGIN,
            payment.workspaceId().value(),
            payment.attemptId(),
            payment.visitId().value(),
            payment.actId().value(),
            payment.customerId().value(),
            payment.invoiceId(),
            payment.card(),
            payment.amount(),
            payment.currency(),
            payment.state().name(),
            payment.nextTryAt(),
            payment.createdAt(),
            payment.updatedAt(),
            payment.workspaceId().value(),
            payment.invoiceId());
    return stored == 1;
  }

  /** What kept {@code payment} from being stored. */
  Payment inTheWayOf(Payment payment) {
    return statements
        .text(
            IN_THE_WAY, payment.workspaceId().value(), payment.invoiceId(), payment.actId().value())
        .map(PaymentTable::payment)
        .orElseThrow(() -> new IllegalStateException("nothing is in its way"));
  }

  /** The attempt concluded; empty when it was settled before. */
  Optional<Payment> conclude(Payment payment, PaymentFinding finding, Instant now) {
    return statements
        .text(
            CONCLUDE,
            finding.declineCode(),
            finding.requestId(),
            now.plus(payment.pause()),
            now,
            finding.state().name(),
            payment.workspaceId().value(),
            payment.attemptId())
        .map(PaymentTable::payment);
  }

  /** The attempt that has been due longest, no longer due before {@code until}. */
  Optional<Payment> lease(Instant now, Instant until) {
    return statements.text(LEASE_NEXT, until, now).map(PaymentTable::payment);
  }

  /** The attempt as it is now. */
  Payment find(Payment payment) {
    return statements
        .text(FIND, payment.workspaceId().value(), payment.attemptId())
        .map(PaymentTable::payment)
        .orElseThrow(() -> new IllegalStateException("attempt vanished: " + payment.attemptId()));
  }

  /** What a form of the customer's has tried, the earliest first. */
  List<Payment> ofAct(WorkspaceSlug workspace, CustomerId customer, SessionId act) {
    return all(OF_ACT, workspace.value(), act.value(), customer.value());
  }

  /** What a visit has tried, the earliest first. */
  List<Payment> ofVisit(WorkspaceSlug workspace, SessionId visit) {
    return all(OF_VISIT, workspace.value(), visit.value());
  }

  /** What is not known yet of a customer's payments. */
  List<Payment> underWay(WorkspaceSlug workspace, CustomerId customer) {
    return all(UNDER_WAY, workspace.value(), customer.value());
  }

  private List<Payment> all(String query, Object... of) {
    return statements
        .text(query, of)
        .map(rows -> List.of(BillingJson.read(rows, Payment[].class)))
        .orElse(List.of());
  }

  private static Payment payment(String row) {
    return BillingJson.read(row, Payment.class);
  }
}
