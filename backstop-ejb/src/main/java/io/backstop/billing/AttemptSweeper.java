package io.backstop.billing;

import io.backstop.billing.BillingGateway.FrozenRequest;
import io.backstop.billing.BillingGateway.Sighting;
import io.backstop.billing.BillingOrder.SwitchPlan;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.workspace.Workspace;
import io.backstop.workspace.Workspaces;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Settles what a request has left unsettled: after a crash, an outage, an answer that did not come.
 * Every node runs one; {@link AttemptLedger#lease} keeps them apart. Always reads Stripe before it
 * sends anything. Its timer is not persistent: what is due stands in the table.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AttemptSweeper {

  private static final Logger LOG = Logger.getLogger(AttemptSweeper.class.getName());

  /** How long one round may last; what is still due then waits for the next one. */
  private static final Duration ROUND = Duration.ofSeconds(60);

  /** From this try on an operator should know of a cancellation that is not through. */
  private static final int WORRYING = 5;

  private final AttemptLedger ledger;
  private final BillingGateway gateway;
  private final OrderScribe scribe;
  private final Teller teller;
  private final Function<WorkspaceSlug, Optional<Workspace>> workspaces;
  private final Clock clock;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  /** For the container's proxy. */
  public AttemptSweeper() {
    this(null, null, null, null, (Function<WorkspaceSlug, Optional<Workspace>>) null, null);
  }

  @Inject
  AttemptSweeper(
      AttemptLedger ledger,
      BillingGateway gateway,
      OrderScribe scribe,
      Teller teller,
      Workspaces workspaces,
      Clock clock) {
    this(ledger, gateway, scribe, teller, workspaces::find, clock);
  }

  AttemptSweeper(
      AttemptLedger ledger,
      BillingGateway gateway,
      OrderScribe scribe,
      Teller teller,
      Function<WorkspaceSlug, Optional<Workspace>> workspaces,
      Clock clock) {
    this.ledger = ledger;
    this.gateway = gateway;
    this.scribe = scribe;
    this.teller = teller;
    this.workspaces = workspaces;
    this.clock = clock;
  }

  /** Works through what is due. A round that still runs lets the next one pass. */
  @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
  public void sweep() {
    if (!oneAtATime.tryLock()) {
      return;
    }
    try {
      Instant end = clock.instant().plus(ROUND);
      Optional<Attempt> due = ledger.lease();
      while (due.isPresent()) {
        settle(due.get());
        due = clock.instant().isBefore(end) ? ledger.lease() : Optional.empty();
      }
    } finally {
      oneAtATime.unlock();
    }
  }

  /**
   * One attempt that cannot be settled must not keep the others waiting: it stays leased, and its
   * turn comes again.
   */
  private void settle(Attempt attempt) {
    try {
      Attempt concluded = investigate(attempt);
      if (!concluded.state().settled() && attempt.cancels() && attempt.tries() >= WORRYING) {
        LOG.log(
            Level.WARNING,
            "cancellation {0} of workspace {1} is not through after {2} tries",
            new Object[] {attempt.attemptId(), attempt.workspaceId(), attempt.tries()});
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "attempt " + attempt.attemptId() + " could not be looked into", e);
    }
  }

  private Attempt investigate(Attempt attempt) {
    Optional<Workspace> workspace = workspaces.apply(attempt.workspaceId());
    Optional<Sighting> sighting;
    try {
      sighting = workspace.flatMap(known -> gateway.read(known, attempt.subscriptionId()));
    } catch (BillingUnavailable e) {
      return unread(attempt, e.toString());
    }
    if (sighting.isEmpty()) {
      // Cancelled subscriptions stay readable: this is another account's key, or lost test data.
      return unread(attempt, workspace.isEmpty() ? "no such workspace here" : "nothing to read");
    }
    return switch (Evidence.judge(attempt, sighting.get())) {
      case APPLIED ->
          ledger.conclude(attempt, Finding.applied(attempt, sighting.get(), Optional.empty()));
      case SUPERSEDED -> ledger.conclude(attempt, Finding.notApplied(sighting));
      case NOT_YET ->
          attempt.expired(clock.instant()) || attempt.overtakenBy().isPresent()
              ? ledger.conclude(attempt, Finding.notApplied(sighting))
              : performAgain(workspace.get(), attempt, sighting.get());
    };
  }

  private Attempt performAgain(Workspace workspace, Attempt attempt, Sighting sighting) {
    boolean keysAreGood = !attempt.needsFreezing(clock.instant());
    if (keysAreGood && attempt.cancels()) {
      return ledger.conclude(attempt, teller.perform(workspace, attempt));
    }
    if (!Suitability.suits(attempt.orderJson(), sighting.snapshot())) {
      return ledger.conclude(attempt, Finding.notApplied(Optional.of(sighting)));
    }
    boolean refusedBefore = attempt.keyRound() > 1;
    List<FrozenRequest> requests;
    try {
      requests =
          scribe.write(
              workspace, attempt.orderJson(), sighting, attempt.attemptId(), refusedBefore);
    } catch (BillingUnavailable e) {
      return unread(attempt, e.toString());
    } catch (Refusal e) {
      LOG.log(
          Level.WARNING,
          "attempt {0} cannot be written: {1}",
          new Object[] {attempt.attemptId(), e.getMessage()});
      return ledger.conclude(attempt, Finding.notApplied(Optional.of(sighting)));
    }
    boolean same = attempt.hasEffectOf(requests);
    if (!same && attempt.orderJson() instanceof SwitchPlan && attempt.keyRound() > 0) {
      // Its price was agreed to for what the subscription was when it was frozen.
      return ledger.conclude(attempt, Finding.notApplied(Optional.of(sighting)));
    }
    if (keysAreGood && same) {
      return ledger.conclude(attempt, teller.perform(workspace, attempt));
    }
    Optional<Attempt> frozen =
        ledger.freeze(attempt, requests, sighting.snapshot().appliedAttempt());
    if (frozen.isEmpty()) {
      return attempt; // another sweeper has made the new round, and is at it
    }
    return ledger.conclude(frozen.get(), teller.perform(workspace, frozen.get()));
  }

  /**
   * Without a reading nothing is known, and nothing is said: it waits, an expired one too, until
   * waiting has no sense any more.
   */
  private Attempt unread(Attempt attempt, String why) {
    boolean hopeless = attempt.hopeless(clock.instant());
    LOG.log(
        hopeless ? Level.SEVERE : Level.INFO,
        "attempt {0} {1}: {2}",
        new Object[] {attempt.attemptId(), hopeless ? "is given up unread" : "waits", why});
    return ledger.conclude(
        attempt,
        hopeless ? Finding.notApplied(Optional.empty()) : Finding.unknown(Optional.empty(), false));
  }
}
