package io.backstop.billing;

import io.backstop.billing.BillingGateway.FrozenRequest;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.Statements;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rows of the ledger: each move is one conditional statement. Each joins the caller's
 * transaction.
 */
@Dependent
class AttemptTable {

  private static final String BEGIN =
      """
      INSERT INTO billing_attempt
        (workspace_id, attempt_id, session_id, customer_id, subscription_id, order_json, requests,
         key_round, key_since, seen_attempt, state, next_try_at, created_at, updated_at)
      VALUES (?, ?, ?, ?, ?, CAST(? AS jsonb), CAST(? AS jsonb), ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (workspace_id, session_id)
        WHERE state NOT IN ('REJECTED', 'NOT_APPLIED') DO NOTHING""";

  /** Under way, or applied since this attempt read Stripe; two cancellations want the same. */
  private static final String BESIDE =
      """
      SELECT attempt_id FROM billing_attempt
      WHERE workspace_id = ? AND subscription_id = ? AND session_id <> ?
        AND (NOT ? OR order_json ->> 'type' <> 'cancel')
        AND (state = 'APPLIED' AND updated_at > ?
          OR NOT ? AND state IN ('OPEN', 'CONFIRMING', 'UNKNOWN'))
      LIMIT 1""";

  /** Whoever is sending it now has time to hear the answer before anybody looks. */
  private static final String OVERTAKE =
      """
      UPDATE billing_attempt SET overtaken_by = ?, next_try_at = LEAST(next_try_at, ?)
      WHERE workspace_id = ? AND subscription_id = ? AND session_id <> ?
        AND order_json ->> 'type' <> 'cancel' AND state IN ('OPEN', 'CONFIRMING', 'UNKNOWN')""";

  /** The round that was read is demanded: of two who would make a new one, one does. */
  private static final String FREEZE =
      """
      UPDATE billing_attempt a SET
        state = CASE a.state WHEN 'OPEN' THEN 'CONFIRMING' ELSE a.state END,
        requests = CAST(? AS jsonb), key_round = a.key_round + 1, key_since = ?,
        key_spent = false, seen_attempt = ?, updated_at = ?
      WHERE workspace_id = ? AND attempt_id = ? AND key_round = ?
        AND state IN ('OPEN', 'CONFIRMING', 'UNKNOWN')
      RETURNING to_jsonb(a)""";

  /**
   * What is settled is left alone: of two conclusions the first one counts. A refusal that comes
   * after a not-knowing is NOT_APPLIED; what was never frozen cannot have become unknown. While a
   * taking back that was overtaken may still arrive, a cancellation is not APPLIED, whatever was
   * read, unless the subscription has ended: that cannot be taken back.
   */
  private static final String CONCLUDE =
      """
      UPDATE billing_attempt a SET
        state = CASE WHEN s.target = 'REJECTED' AND a.state = 'UNKNOWN' THEN 'NOT_APPLIED'
                     WHEN s.target = 'UNKNOWN' AND a.state = 'OPEN' THEN 'OPEN'
                     WHEN s.target = 'APPLIED' AND a.order_json ->> 'type' = 'cancel'
                       AND NOT s.ended AND EXISTS (
                         SELECT FROM billing_attempt o
                         WHERE o.workspace_id = a.workspace_id
                           AND o.subscription_id = a.subscription_id
                           AND o.overtaken_by IS NOT NULL
                           AND o.order_json ->> 'type' = 'undo_cancel'
                           AND o.state IN ('OPEN', 'CONFIRMING', 'UNKNOWN'))
                       THEN CASE a.state WHEN 'OPEN' THEN 'OPEN' ELSE 'UNKNOWN' END
                     ELSE s.target END,
        request_id = COALESCE(?, a.request_id), effective_at = ?,
        key_spent = a.key_spent OR (? AND a.key_round = ?), next_try_at = ?, updated_at = ?
      FROM (VALUES (?, CAST(? AS boolean))) AS s (target, ended)
      WHERE workspace_id = ? AND attempt_id = ? AND state IN ('OPEN', 'CONFIRMING', 'UNKNOWN')
      RETURNING to_jsonb(a)""";

  /** Who finds a row locked passes it by; who takes one puts it out of the others' sight. */
  private static final String LEASE_NEXT =
      """
      UPDATE billing_attempt a SET tries = a.tries + 1, next_try_at = ?
      WHERE (workspace_id, attempt_id) IN (
        SELECT workspace_id, attempt_id FROM billing_attempt
        WHERE state IN ('OPEN', 'CONFIRMING', 'UNKNOWN') AND next_try_at <= ?
        ORDER BY next_try_at LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING to_jsonb(a)""";

  private static final String UNDER_WAY =
      """
      SELECT attempt_id FROM billing_attempt WHERE workspace_id = ? AND subscription_id = ?
        AND order_json ->> 'type' <> 'cancel' AND overtaken_by IS NULL
        AND state IN ('OPEN', 'CONFIRMING', 'UNKNOWN') LIMIT 1""";

  private static final String OF_SESSIONS =
      """
      SELECT COALESCE(jsonb_agg(to_jsonb(a) ORDER BY a.created_at), '[]') FROM billing_attempt a
      WHERE workspace_id = ? AND customer_id = ? AND session_id = ANY (string_to_array(?, ','))""";

  private static final String FIND =
      "SELECT to_jsonb(a) FROM billing_attempt a WHERE workspace_id = ? AND attempt_id = ?";

  private final Statements statements;

  @Inject
  AttemptTable(Statements statements) {
    this.statements = statements;
  }

  /** Until the transaction ends, whoever else begins an order on that subscription waits here. */
  void lock(Attempt attempt) {
    statements.lock(
        "order " + attempt.workspaceId().value() + " " + attempt.subscriptionId().value());
  }

  /**
   * Whether another session's order keeps this one from being begun as it was read: one under way
   * or, for a cancellation too, one that was applied since.
   */
  boolean isOvertaken(Attempt attempt) {
    return statements
        .text(
            BESIDE,
            attempt.workspaceId().value(),
            attempt.subscriptionId().value(),
            attempt.sessionId().value(),
            attempt.cancels(),
            attempt.createdAt(),
            attempt.cancels())
        .isPresent();
  }

  /** From now on the cancellation goes before what other sessions have under way. */
  void overtake(Attempt cancellation, Instant until) {
    statements.change(
        OVERTAKE,
        cancellation.attemptId(),
        until,
        cancellation.workspaceId().value(),
        cancellation.subscriptionId().value(),
        cancellation.sessionId().value());
  }

  /** Whether the attempt was stored: not when its session has an unrejected one. */
  boolean begin(Attempt attempt) {
    int stored =
        statements.change(
            BEGIN,
            attempt.workspaceId().value(),
            attempt.attemptId(),
            attempt.sessionId().value(),
            attempt.customerId().value(),
            attempt.subscriptionId().value(),
            BillingJson.writeOrder(attempt.orderJson()),
            BillingJson.write(attempt.requests()),
            attempt.keyRound(),
            attempt.keySince(),
            attempt.seenAttempt(),
            attempt.state().name(),
            attempt.nextTryAt(),
            attempt.createdAt(),
            attempt.updatedAt());
    return stored == 1;
  }

  /** The attempt with a new round; empty when it has one already, or is settled. */
  Optional<Attempt> freeze(
      Attempt attempt, List<FrozenRequest> requests, Optional<String> seenAttempt, Instant now) {
    return statements
        .text(
            FREEZE,
            BillingJson.write(requests),
            now,
            seenAttempt,
            now,
            attempt.workspaceId().value(),
            attempt.attemptId(),
            attempt.keyRound())
        .map(AttemptTable::attempt);
  }

  /** The attempt concluded; empty when it was settled before. */
  Optional<Attempt> conclude(Attempt attempt, Finding finding, Instant now) {
    return statements
        .text(
            CONCLUDE,
            finding.requestId(),
            finding.effectiveAt(),
            finding.keySpent(),
            attempt.keyRound(),
            now.plus(attempt.pause()),
            now,
            finding.stateFor(attempt).name(),
            finding.sighting().map(seen -> seen.snapshot().ended()).orElse(false),
            attempt.workspaceId().value(),
            attempt.attemptId())
        .map(AttemptTable::attempt);
  }

  /** The attempt that has been due longest, no longer due before {@code until}. */
  Optional<Attempt> lease(Instant now, Instant until) {
    return statements.text(LEASE_NEXT, until, now).map(AttemptTable::attempt);
  }

  /** The attempt as it is now. */
  Attempt find(Attempt attempt) {
    return statements
        .text(FIND, attempt.workspaceId().value(), attempt.attemptId())
        .map(AttemptTable::attempt)
        .orElseThrow(() -> new IllegalStateException("attempt vanished: " + attempt.attemptId()));
  }

  /** Whether an order that no cancellation has overtaken is not settled. One statement. */
  boolean isUnderWay(WorkspaceSlug workspace, SubscriptionId subscription) {
    return statements.text(UNDER_WAY, workspace.value(), subscription.value()).isPresent();
  }

  /** This customer's attempts of those sessions, the earliest first. One statement. */
  List<Attempt> of(WorkspaceSlug workspace, CustomerId customer, Collection<SessionId> sessions) {
    String ids = sessions.stream().map(SessionId::value).collect(Collectors.joining(","));
    return statements
        .text(OF_SESSIONS, workspace.value(), customer.value(), ids)
        .map(rows -> List.of(BillingJson.read(rows, Attempt[].class)))
        .orElse(List.of());
  }

  private static Attempt attempt(String row) {
    return BillingJson.read(row, Attempt.class);
  }
}
