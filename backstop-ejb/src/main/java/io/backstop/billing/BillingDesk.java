package io.backstop.billing;

import io.backstop.billing.BillingGateway.FrozenRequest;
import io.backstop.billing.BillingGateway.Sighting;
import io.backstop.billing.BillingOrder.Cancel;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Ids;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.workspace.Workspace;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Where orders about a subscription are quoted and carried out. Suspends the caller's transaction:
 * Stripe is never called inside one.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class BillingDesk {

  private static final Logger LOG = Logger.getLogger(BillingDesk.class.getName());

  private final BillingGateway gateway;
  private final MirrorTable mirror;
  private final OrderScribe scribe;
  private final Quoter quoter;
  private final AttemptLedger ledger;
  private final Teller teller;
  private final Clock clock;

  /** For the container's proxy. */
  public BillingDesk() {
    this(null, null, null, null, null, null, null);
  }

  @Inject
  BillingDesk(
      BillingGateway gateway,
      MirrorTable mirror,
      OrderScribe scribe,
      Quoter quoter,
      AttemptLedger ledger,
      Teller teller,
      Clock clock) {
    this.gateway = gateway;
    this.mirror = mirror;
    this.scribe = scribe;
    this.quoter = quoter;
    this.ledger = ledger;
    this.teller = teller;
    this.clock = clock;
  }

  /**
   * The subscription as it is now: one call to Stripe (and one more when that fails). Refreshes the
   * mirror. Whose it is, the caller checks.
   *
   * @throws Refusal {@code SUBSCRIPTION_NOT_FOUND}
   * @throws BillingUnavailable when Stripe cannot be asked
   */
  public SubscriptionSnapshot look(Workspace workspace, SubscriptionId id) {
    Sighting sighting = read(workspace, id);
    mirror.store(workspace.slug(), sighting);
    return sighting.snapshot();
  }

  /** The subscription as it was when last read. No call. */
  public Optional<SubscriptionSnapshot> recall(Workspace workspace, SubscriptionId id) {
    return mirror.recall(workspace.slug(), id);
  }

  /** Whether the order may be offered on that subscription. No call. */
  public boolean suits(BillingOrder order, SubscriptionSnapshot snapshot) {
    return Suitability.suits(order, snapshot);
  }

  /**
   * What the order costs, computed by Stripe from the very parameters that {@link #carryOut} will
   * send; for a change of plan including the proration date. Two or three calls. May make the
   * coupon of a discount.
   *
   * @throws BillingUnavailable when Stripe cannot be asked, or will not compute it (a price that is
   *     not there or of another currency): then it is not to be offered
   */
  public Quote quote(Workspace workspace, SubscriptionSnapshot snapshot, BillingOrder order) {
    return quoter.quote(workspace, snapshot, order);
  }

  /** What each pause costs, one call for all of them: they differ in when it ends. */
  public List<Quote> quotePauses(
      Workspace workspace, SubscriptionSnapshot snapshot, List<BillingOrder.Pause> pauses) {
    return quoter.pauses(workspace, snapshot, pauses);
  }

  /**
   * Whether an order on that subscription is under way, of whichever session, that is no
   * cancellation and has none after it: what was read of it may not stay so. No call, one
   * statement.
   */
  public boolean isUnderWay(Workspace workspace, SubscriptionId subscription) {
    return ledger.isUnderWay(workspace.slug(), subscription);
  }

  /**
   * What became of this customer's orders of those sessions, the earliest first; no call, one
   * statement.
   */
  public List<BillingReceipt> receipts(
      Workspace workspace, CustomerId customer, Collection<SessionId> sessions) {
    return ledger.receipts(workspace.slug(), customer, sessions);
  }

  /**
   * Carries out what the customer has chosen: reads Stripe and freezes the requests, stores the
   * intent (together with {@code admission}), sends it, stores what became of it. The receipt is
   * fired as a CDI event inside that last transaction when the order was applied or rejected;
   * otherwise it is PENDING, and the sweeper fires it when it is settled.
   *
   * @param admission runs inside the transaction that stores the intent
   * @throws Refusal what the admission throws; {@code ALREADY_CONFIRMING} when the session has an
   *     order already, or another one is under way on that subscription; {@code
   *     SUBSCRIPTION_NOT_FOUND}, before anything is stored, when Stripe has no such subscription or
   *     it is another customer's. That Stripe cannot be reached is not thrown: the receipt is
   *     PENDING.
   */
  public BillingReceipt carryOut(
      Workspace workspace,
      SessionId session,
      CustomerId customer,
      SubscriptionId subscription,
      BillingOrder order,
      Admission admission) {
    Instant now = clock.instant();
    BillingOrder clean = storable(order);
    String attemptId = Ids.next("att_", now);
    Optional<Sighting> sighting = Optional.empty();
    List<FrozenRequest> requests = List.of();
    try {
      Sighting seen = read(workspace, subscription);
      if (!seen.snapshot().customer().equals(customer)) {
        throw new Refusal(RefusalCode.SUBSCRIPTION_NOT_FOUND, "another customer's");
      }
      if (suits(clean, seen.snapshot())) {
        requests = scribe.write(workspace, clean, seen, attemptId, false);
      }
      sighting = Optional.of(seen);
    } catch (BillingUnavailable e) {
      LOG.log(Level.INFO, "attempt {0} begins unread: {1}", new Object[] {attemptId, e});
    }
    Attempt attempt =
        ledger.begin(
            new Attempt(
                workspace.slug(),
                attemptId,
                session,
                customer,
                subscription,
                clean,
                requests,
                sighting.isPresent() ? 1 : 0,
                sighting.map(seen -> now),
                false,
                sighting.flatMap(seen -> seen.snapshot().appliedAttempt()),
                sighting.isPresent() ? AttemptState.CONFIRMING : AttemptState.OPEN,
                0,
                now.plus(sighting.isPresent() ? AttemptLedger.IN_FLIGHT : Attempt.FIRST_PAUSE),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                now,
                now),
            admission);
    if (attempt.state() == AttemptState.OPEN) {
      return attempt.receipt();
    }
    Finding finding =
        attempt.requests().isEmpty()
            ? unsent(attempt, sighting.get())
            : teller.perform(workspace, attempt);
    return concluded(attempt, finding);
  }

  /** Nothing to send: it is so already, or it cannot be. */
  private static Finding unsent(Attempt attempt, Sighting sighting) {
    return attempt.cancels()
        ? Finding.applied(attempt, sighting, Optional.empty())
        : Finding.rejected(Optional.of(sighting), Optional.empty());
  }

  /**
   * When the conclusion cannot be stored, the customer is not told "done": the sweeper will find
   * the attempt unsettled, read Stripe and conclude it then.
   */
  private BillingReceipt concluded(Attempt attempt, Finding finding) {
    try {
      return ledger.conclude(attempt, finding).receipt();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "attempt " + attempt.attemptId() + " could not be concluded", e);
      return attempt.receipt();
    }
  }

  private Sighting read(Workspace workspace, SubscriptionId id) {
    return gateway
        .read(workspace, id)
        .orElseThrow(() -> new Refusal(RefusalCode.SUBSCRIPTION_NOT_FOUND, "Stripe has none"));
  }

  /**
   * The comment without what the database or Stripe would refuse the whole order for: NUL, unpaired
   * surrogates, more than 5,000 characters (Stripe docs: cancellation_details).
   */
  private static BillingOrder storable(BillingOrder order) {
    if (!(order instanceof Cancel cancel) || cancel.comment().isEmpty()) {
      return order;
    }
    byte[] utf8 = cancel.comment().get().replace("\u0000", "").getBytes(StandardCharsets.UTF_8);
    String text = new String(utf8, StandardCharsets.UTF_8);
    int length = Math.min(5_000, text.codePointCount(0, text.length()));
    String cut = text.substring(0, text.offsetByCodePoints(0, length));
    return new Cancel(cancel.timing(), cancel.feedback(), Optional.of(cut));
  }
}
