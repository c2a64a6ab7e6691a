package io.backstop.billing;

import io.backstop.billing.BillingGateway.FrozenRequest;
import io.backstop.billing.BillingGateway.Sighting;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
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
 * Normally begin stores the frozen requests and the attempt starts as CONFIRMING. When Stripe cannot
 * be read there is nothing to freeze: it starts as OPEN, and the sweeper freezes it later. A
 * cancellation is never REJECTED: what Stripe refuses stays UNKNOWN and is tried anew.
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
 *   <li>two sweepers, or a sweeper and a slow request: leasing moves {@code next_try_at} ahead under
 *       SKIP LOCKED, so they do not meet; if one outlives its lease they do, and send the same
 *       requests under the same keys, which Stripe does once;
 *   <li>two sweepers that both find the keys used up: freeze demands the round that was read, so one
 *       of them makes the new round and the other stands back;
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

  @PersistenceContext(unitName = "backstop")
  private EntityManager em;

  private final MirrorTable mirror;
  private final Consumer<BillingReceipt> receipts;
  private final Clock clock;

  /** For the container's proxy. */
  public AttemptLedger() {
    this.mirror = null;
    this.receipts = null;
    this.clock = null;
  }

  @Inject
  AttemptLedger(MirrorTable mirror, Event<BillingReceipt> receipts, Clock clock) {
    this.mirror = mirror;
    this.receipts = receipts::fire;
    this.clock = clock;
  }

  AttemptLedger(
      EntityManager em, MirrorTable mirror, Consumer<BillingReceipt> receipts, Clock clock) {
    this.em = em;
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
        em.createNativeQuery(
                """
                INSERT INTO billing_attempt
                  (workspace_id, attempt_id, session_id, customer_id, subscription_id, order_json,
                   requests, key_round, key_since, seen_attempt, state, next_try_at, created_at,
                   updated_at)
                VALUES
                  (:workspace, :attempt, :session, :customer, :subscription,
                   CAST(:order AS jsonb), CAST(:requests AS jsonb), :round,
                   CASE WHEN :round = 0 THEN NULL ELSE CAST(:now AS timestamptz) END,
                   NULLIF(:seen, ''), :state, :next, :now, :now)
                ON CONFLICT (workspace_id, session_id)
                  WHERE state NOT IN ('REJECTED', 'NOT_APPLIED') DO NOTHING""")
            .setParameter("workspace", attempt.workspaceId().value())
            .setParameter("attempt", attempt.attemptId())
            .setParameter("session", attempt.sessionId().value())
            .setParameter("customer", attempt.customerId().value())
            .setParameter("subscription", attempt.subscriptionId().value())
            .setParameter("order", BillingJson.writeOrder(attempt.orderJson()))
            .setParameter("requests", BillingJson.write(attempt.requests()))
            .setParameter("round", attempt.keyRound())
            .setParameter("seen", attempt.seenAttempt().orElse(""))
            .setParameter("state", attempt.state().name())
            .setParameter("next", attempt.nextTryAt())
            .setParameter("now", attempt.createdAt())
            .executeUpdate();
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
    return one(
        em.createNativeQuery(
                """
                UPDATE billing_attempt a SET
                  state = CASE a.state WHEN 'OPEN' THEN 'CONFIRMING' ELSE a.state END,
                  requests = CAST(:requests AS jsonb), key_round = a.key_round + 1,
                  key_since = :now, key_spent = false, seen_attempt = NULLIF(:seen, ''),
                  updated_at = :now
                WHERE workspace_id = :workspace AND attempt_id = :attempt AND key_round = :round
                  AND state IN ('OPEN', 'CONFIRMING', 'UNKNOWN')
                RETURNING CAST(to_jsonb(a) AS text)""")
            .setParameter("requests", BillingJson.write(requests))
            .setParameter("seen", seenAttempt.orElse(""))
            .setParameter("round", attempt.keyRound())
            .setParameter("now", clock.instant()),
        attempt);
  }

  /**
   * Stores what became of the attempt, with the subscription as it is now, and fires the receipt
   * inside this transaction when that settles it: once, and not for a cancellation that is given up
   * (which is no answer to a customer).
   */
  public Attempt conclude(Attempt attempt, Finding finding) {
    Instant now = clock.instant();
    Optional<Attempt> moved =
        one(
            em.createNativeQuery(
                    """
                    UPDATE billing_attempt a SET
                      state = CASE WHEN :state = 'REJECTED' AND a.state = 'UNKNOWN'
                                   THEN 'NOT_APPLIED' ELSE :state END,
                      request_id = COALESCE(NULLIF(:request, ''), a.request_id),
                      effective_at = CASE WHEN :effective = '' THEN NULL
                                          ELSE CAST(:effective AS timestamptz) END,
                      key_spent = a.key_spent OR (:spent AND a.key_round = :round),
                      next_try_at = :next, updated_at = :now
                    WHERE workspace_id = :workspace AND attempt_id = :attempt
                      AND state IN ('OPEN', 'CONFIRMING', 'UNKNOWN')
                    RETURNING CAST(to_jsonb(a) AS text)""")
                .setParameter("state", finding.stateFor(attempt).name())
                .setParameter("request", finding.requestId().orElse(""))
                .setParameter("effective", finding.effectiveAt().map(Instant::toString).orElse(""))
                .setParameter("spent", finding.keySpent())
                .setParameter("round", attempt.keyRound())
                .setParameter("next", now.plus(attempt.pause()))
                .setParameter("now", now),
            attempt);
    Optional<Sighting> sighting = finding.sighting();
    sighting.ifPresent(seen -> mirror.store(attempt.workspaceId(), seen));
    if (moved.isEmpty()) {
      return find(attempt);
    }
    Attempt concluded = moved.get();
    if (concluded.state().settled()) {
      BillingReceipt receipt = concluded.receipt();
      if (receipt.state() == BillingReceipt.State.PENDING) {
        LOG.log(Level.SEVERE, "cancellation {0} is given up", concluded.attemptId());
      } else {
        receipts.accept(receipt);
      }
    }
    return concluded;
  }

  /** Takes the attempt that has been due longest, if there is one, for {@link #LEASE}. */
  public Optional<Attempt> lease() {
    Instant now = clock.instant();
    return one(
        em.createNativeQuery(
                """
                UPDATE billing_attempt a SET tries = a.tries + 1, next_try_at = :until
                WHERE (workspace_id, attempt_id) IN (
                  SELECT workspace_id, attempt_id FROM billing_attempt
                  WHERE state IN ('OPEN', 'CONFIRMING', 'UNKNOWN') AND next_try_at <= :now
                  ORDER BY next_try_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                RETURNING CAST(to_jsonb(a) AS text)""")
            .setParameter("until", now.plus(LEASE))
            .setParameter("now", now));
  }

  private Attempt find(Attempt attempt) {
    return one(
            em.createNativeQuery(
                """
                SELECT CAST(to_jsonb(a) AS text) FROM billing_attempt a
                WHERE workspace_id = :workspace AND attempt_id = :attempt"""),
            attempt)
        .orElseThrow(() -> new IllegalStateException("attempt vanished: " + attempt.attemptId()));
  }

  private static Optional<Attempt> one(Query query, Attempt attempt) {
    return one(
        query
            .setParameter("workspace", attempt.workspaceId().value())
            .setParameter("attempt", attempt.attemptId()));
  }

  private static Optional<Attempt> one(Query query) {
    List<?> rows = query.getResultList();
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(BillingJson.read((String) rows.get(0), Attempt.class));
  }
}
