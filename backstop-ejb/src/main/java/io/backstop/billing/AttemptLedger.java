package io.backstop.billing;

import io.backstop.billing.BillingGateway.FrozenRequest;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.WorkspaceSlug;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
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
 *   <li>two presses of one form of the portal: the admission {@link OneAttempt} lets one begin,
 *       also when that was rejected;
 *   <li>two sweepers, or a sweeper and a slow request: leasing moves {@code next_try_at} ahead
 *       under SKIP LOCKED, so they do not meet; if one outlives its lease they do, and send the
 *       same requests under the same keys, which Stripe does once;
 *   <li>two sweepers that both find the keys used up: freeze demands the round that was read, so
 *       one of them makes the new round and the other stands back;
 *   <li>a key that Stripe has forgotten (after 24 hours) or under which it keeps a failure: what
 *       that key could do has been done by then, so a read decides, and only if the effect is not
 *       there a new round is frozen, from that read;
 *   <li>orders of two sessions on one subscription: the lock of the subscription puts their
 *       beginnings in a row. While one is under way no other is begun, but for a cancellation,
 *       which is the customer's last word: it goes before what is under way. That is not sent any
 *       more, only looked at. A taking back that is on its way already may still arrive, so the
 *       cancellation is told as pending until that is settled, and is judged by a reading then;
 *   <li>an order that was applied between another one's reading and its beginning: the other one
 *       stands back, and a cancellation is stored unread, so that it is written from a new reading;
 *   <li>another attempt on the same subscription overwrites the mark: see {@link Evidence};
 *   <li>two conclusions: the first one counts, fires the receipt once, and the second returns what
 *       the first one stored.
 * </ul>
 *
 * <p>{@link Attempt}, {@link Finding} and {@link AttemptState} are public for the view that Payara
 * generates of this bean, which is loaded elsewhere; they are no business of another station.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class AttemptLedger {

  private static final Logger LOG = Logger.getLogger(AttemptLedger.class.getName());

  /** How long a request may take from begin to conclude before the sweeper looks. */
  static final Duration IN_FLIGHT = Duration.ofSeconds(60);

  /** How long a sweeper may take over one attempt. */
  static final Duration LEASE = Duration.ofSeconds(120);

  private final AttemptTable attempts;
  private final MirrorTable mirror;
  private final Consumer<BillingReceipt> receipts;
  private final Clock clock;

  /** For the container's proxy. */
  public AttemptLedger() {
    this(null, null, (Consumer<BillingReceipt>) null, null);
  }

  @Inject
  AttemptLedger(
      AttemptTable attempts, MirrorTable mirror, Event<BillingReceipt> receipts, Clock clock) {
    this(attempts, mirror, receipts::fire, clock);
  }

  AttemptLedger(
      AttemptTable attempts, MirrorTable mirror, Consumer<BillingReceipt> receipts, Clock clock) {
    this.attempts = attempts;
    this.mirror = mirror;
    this.receipts = receipts;
    this.clock = clock;
  }

  /**
   * Stores the intent, if the admission lets it. A cancellation overtakes what other sessions have
   * under way on the subscription, and is stored unread when one of their orders was applied since
   * Stripe was read for it; anything else stands back in both cases.
   *
   * @return the attempt as it was stored
   * @throws Refusal what the admission throws; {@code ALREADY_CONFIRMING} when the session has an
   *     unrejected attempt, or the order stands back
   */
  public Attempt begin(Attempt attempt, Admission admission) {
    admission.check();
    attempts.lock(attempt);
    boolean overtaken = attempts.isOvertaken(attempt);
    if (overtaken && !attempt.cancels()) {
      throw new Refusal(
          RefusalCode.ALREADY_CONFIRMING, attempt.subscriptionId() + " has another order's");
    }
    Attempt stored = overtaken ? attempt.unread() : attempt;
    if (!attempts.begin(stored)) {
      throw new Refusal(
          RefusalCode.ALREADY_CONFIRMING, attempt.sessionId() + " has an attempt already");
    }
    if (stored.cancels()) {
      attempts.overtake(stored, clock.instant().plus(LEASE));
    }
    return stored;
  }

  /**
   * Stores what is to be sent under a new round of keys; empty when another has done so since
   * {@code attempt} was read, or it is settled.
   */
  public Optional<Attempt> freeze(
      Attempt attempt, List<FrozenRequest> requests, Optional<String> seenAttempt) {
    return attempts.freeze(attempt, requests, seenAttempt, clock.instant());
  }

  /**
   * Stores what became of the attempt, with the subscription as it is now, and fires the receipt
   * inside this transaction when that settles it: once, and not for a cancellation that is given up
   * (which is no answer to a customer).
   */
  public Attempt conclude(Attempt attempt, Finding finding) {
    Optional<Attempt> moved = attempts.conclude(attempt, finding, clock.instant());
    finding.sighting().ifPresent(seen -> mirror.store(attempt.workspaceId(), seen));
    moved.filter(concluded -> concluded.state().settled()).ifPresent(this::announce);
    return moved.orElseGet(() -> attempts.find(attempt));
  }

  private void announce(Attempt concluded) {
    BillingReceipt receipt = concluded.receipt();
    if (receipt.state() == BillingReceipt.State.PENDING) {
      LOG.log(Level.SEVERE, "cancellation {0} is given up", concluded.attemptId());
    } else {
      receipts.accept(receipt);
    }
  }

  /** Whether an order on that subscription, of whichever session, may still change it. */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public boolean isUnderWay(WorkspaceSlug workspace, SubscriptionId subscription) {
    return attempts.isUnderWay(workspace, subscription);
  }

  /** What became of this customer's orders of those sessions, the earliest first. One statement. */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public List<BillingReceipt> receipts(
      WorkspaceSlug workspace, CustomerId customer, Collection<SessionId> sessions) {
    return attempts.of(workspace, customer, sessions).stream().map(Attempt::receipt).toList();
  }

  /** Takes the attempt that has been due longest, if there is one, for {@link #LEASE}. */
  public Optional<Attempt> lease() {
    Instant now = clock.instant();
    return attempts.lease(now, now.plus(LEASE));
  }
}
