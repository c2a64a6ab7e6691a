package io.backstop.billing;

import io.backstop.billing.BillingGateway.FrozenRequest;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The states of an attempt and every move between them. Each method is one transaction of its own,
 * and each move is one conditional statement on the row, so that whoever comes second finds the
 * condition gone; nothing is read first and written later.
 *
 * <pre>
 *   begin ─► OPEN ──freeze──► CONFIRMING ──conclude──► APPLIED | REJECTED | UNKNOWN
 *       └──────────────────────────▲                    UNKNOWN ──conclude──► APPLIED | NOT_APPLIED
 * </pre>
 *
 * Normally begin stores the frozen requests and the attempt starts as CONFIRMING. When Stripe
 * cannot be read there is nothing to freeze: it starts as OPEN, and the sweeper freezes it later. A
 * cancellation is never REJECTED: what Stripe refuses stays UNKNOWN and is tried anew. The sweeper
 * may give any unsettled attempt up as NOT_APPLIED, always after a read: an offer when it no longer
 * suits or after three days, a cancellation after thirty.
 *
 * <p>Crashes, and what brings the attempt to its end:
 *
 * <ul>
 *   <li>before begin commits: nothing is stored, nothing was sent; the link is not spent either,
 *       because the {@link Admission} is part of that transaction;
 *   <li>after begin, before the call: the sweeper reads Stripe, finds no mark and sends the frozen
 *       requests under their keys;
 *   <li>after the call, before conclude: the sweeper reads Stripe, finds the mark and concludes;
 *   <li>between two legs: the sweeper sends both again; the first is replayed by Stripe;
 *   <li>after conclude: nothing is left to do.
 * </ul>
 *
 * <p>Races:
 *
 * <ul>
 *   <li>two confirmations of one session: the partial unique index lets one in, the other gets
 *       {@code ALREADY_CONFIRMING};
 *   <li>two sweepers, or a sweeper and a slow request: leasing moves {@code next_try_at} ahead
 *       under SKIP LOCKED, so they do not meet; if one outlives its lease they do, and send the
 *       same requests under the same keys, which Stripe does once;
 *   <li>two sweepers that both find the keys used up: freeze demands the round that was read, so
 *       one of them makes the new round and the other stands back;
 *   <li>a key that Stripe has forgotten (after 24 hours) or under which it keeps a failure: what
 *       that key could do has been done by then, so a read decides, and only if the effect is not
 *       there a new round is frozen, from that read;
 *   <li>another attempt on the same subscription overwrites the mark: see {@link Evidence};
 *   <li>two conclusions: the first one counts, fires the receipt once, and the second returns what
 *       the first one stored.
 * </ul>
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class AttemptLedger {

  private static final Logger LOG = Logger.getLogger(AttemptLedger.class.getName());

  /** How long a request may take from begin to conclude before the sweeper looks. */
  static final Duration IN_FLIGHT = Duration.ofSeconds(60);

  /** How long a sweeper may take over one attempt. */
  static final Duration LEASE = Duration.ofSeconds(120);

  private static final String BEGIN =
      """
      INSERT INTO billing_attempt
        (workspace_id, attempt_id, session_id, customer_id, subscription_id, order_json, requests,
         key_round, key_since, seen_attempt, state, next_try_at, created_at, updated_at)
      VALUES (?, ?, ?, ?, ?, CAST(? AS jsonb), CAST(? AS jsonb), ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (workspace_id, session_id)
        WHERE state NOT IN ('REJECTED', 'NOT_APPLIED') DO NOTHING""";

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
   * after a not-knowing is NOT_APPLIED; what was never frozen cannot have become unknown.
   */
  private static final String CONCLUDE =
      """
      UPDATE billing_attempt a SET
        state = CASE WHEN s.target = 'REJECTED' AND a.state = 'UNKNOWN' THEN 'NOT_APPLIED'
                     WHEN s.target = 'UNKNOWN' AND a.state = 'OPEN' THEN 'OPEN'
                     ELSE s.target END,
        request_id = COALESCE(?, a.request_id), effective_at = ?,
        key_spent = a.key_spent OR (? AND a.key_round = ?), next_try_at = ?, updated_at = ?
      FROM (SELECT CAST(? AS text) AS target) s
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

  private static final String FIND =
      "SELECT to_jsonb(a) FROM billing_attempt a WHERE workspace_id = ? AND attempt_id = ?";

  private final Statements statements;
  private final MirrorTable mirror;
  private final Consumer<BillingReceipt> receipts;
  private final Clock clock;

  /** For the container's proxy. */
  public AttemptLedger() {
    this(null, null, (Consumer<BillingReceipt>) null, null);
  }

  @Inject
  AttemptLedger(
      Statements statements, MirrorTable mirror, Event<BillingReceipt> receipts, Clock clock) {
    this(statements, mirror, receipts::fire, clock);
  }

  AttemptLedger(
      Statements statements, MirrorTable mirror, Consumer<BillingReceipt> receipts, Clock clock) {
    this.statements = statements;
    this.mirror = mirror;
    this.receipts = receipts;
    this.clock = clock;
  }

  /**
   * Stores the intent, if the admission lets it.
   *
   * @throws Refusal what the admission throws; {@code ALREADY_CONFIRMING} when the session has an
   *     unrejected attempt
   */
  public Attempt begin(Attempt attempt, Admission admission) {
    admission.check();
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
    if (stored == 0) {
      throw new Refusal(
          RefusalCode.ALREADY_CONFIRMING, attempt.sessionId() + " has an attempt already");
    }
    return attempt;
  }

  /**
   * Stores what is to be sent under a new round of keys; empty when another has done so since
   * {@code attempt} was read, or it is settled.
   */
  public Optional<Attempt> freeze(
      Attempt attempt, List<FrozenRequest> requests, Optional<String> seenAttempt) {
    Instant now = clock.instant();
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
        .map(AttemptLedger::attempt);
  }

  /**
   * Stores what became of the attempt, with the subscription as it is now, and fires the receipt
   * inside this transaction when that settles it: once, and not for a cancellation that is given up
   * (which is no answer to a customer).
   */
  public Attempt conclude(Attempt attempt, Finding finding) {
    Instant now = clock.instant();
    Optional<Attempt> moved =
        statements
            .text(
                CONCLUDE,
                finding.requestId(),
                finding.effectiveAt(),
                finding.keySpent(),
                attempt.keyRound(),
                now.plus(attempt.pause()),
                now,
                finding.stateFor(attempt).name(),
                attempt.workspaceId().value(),
                attempt.attemptId())
            .map(AttemptLedger::attempt);
    finding.sighting().ifPresent(seen -> mirror.store(attempt.workspaceId(), seen));
    moved.filter(concluded -> concluded.state().settled()).ifPresent(this::announce);
    return moved.orElseGet(() -> find(attempt));
  }

  private void announce(Attempt concluded) {
    BillingReceipt receipt = concluded.receipt();
    if (receipt.state() == BillingReceipt.State.PENDING) {
      LOG.log(Level.SEVERE, "cancellation {0} is given up", concluded.attemptId());
    } else {
      receipts.accept(receipt);
    }
  }

  /** Takes the attempt that has been due longest, if there is one, for {@link #LEASE}. */
  public Optional<Attempt> lease() {
    Instant now = clock.instant();
    return statements.text(LEASE_NEXT, now.plus(LEASE), now).map(AttemptLedger::attempt);
  }

  private Attempt find(Attempt attempt) {
    return statements
        .text(FIND, attempt.workspaceId().value(), attempt.attemptId())
        .map(AttemptLedger::attempt)
        .orElseThrow(() -> new IllegalStateException("attempt vanished: " + attempt.attemptId()));
  }

  private static Attempt attempt(String row) {
    return BillingJson.read(row, Attempt.class);
  }
}
