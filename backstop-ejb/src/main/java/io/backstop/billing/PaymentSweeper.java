package io.backstop.billing;

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
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Settles the payments that a request has left unsettled: after a crash, an outage, an answer that
 * did not come. Reads, and never charges: whether to pay is for the customer to say again. Every
 * node runs one; {@link PaymentLedger#lease} keeps them apart. Its timer is not persistent: what is
 * due stands in the table.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PaymentSweeper {

  private static final Logger LOG = Logger.getLogger(PaymentSweeper.class.getName());

  /** How long one round may last; what is still due then waits for the next one. */
  private static final Duration ROUND = Duration.ofSeconds(60);

  private final PaymentLedger ledger;
  private final Cashier cashier;
  private final Mirror mirror;
  private final Function<WorkspaceSlug, Optional<Workspace>> workspaces;
  private final Clock clock;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  /** For the container's proxy. */
  public PaymentSweeper() {
    this(null, null, null, (Function<WorkspaceSlug, Optional<Workspace>>) null, null);
  }

  @Inject
  PaymentSweeper(
      PaymentLedger ledger, Cashier cashier, Mirror mirror, Workspaces workspaces, Clock clock) {
    this(ledger, cashier, mirror, workspaces::find, clock);
  }

  PaymentSweeper(
      PaymentLedger ledger,
      Cashier cashier,
      Mirror mirror,
      Function<WorkspaceSlug, Optional<Workspace>> workspaces,
      Clock clock) {
    this.ledger = ledger;
    this.cashier = cashier;
    this.mirror = mirror;
    this.workspaces = workspaces;
    this.clock = clock;
  }

  /** Works through what is due. A round that still runs lets the next one pass. */
  @Schedule(hour = "*", minute = "*", second = "5/10", persistent = false)
  public void sweep() {
    if (!oneAtATime.tryLock()) {
      return;
    }
    try {
      Instant end = clock.instant().plus(ROUND);
      Optional<Payment> due = ledger.lease();
      while (due.isPresent()) {
        settle(due.get());
        due = clock.instant().isBefore(end) ? ledger.lease() : Optional.empty();
      }
    } finally {
      oneAtATime.unlock();
    }
  }

  /**
   * One payment that cannot be settled must not keep the others waiting: it stays leased, and its
   * turn comes again.
   */
  private void settle(Payment payment) {
    try {
      Optional<Workspace> workspace = workspaces.apply(payment.workspaceId());
      if (workspace.isEmpty()) {
        LOG.log(Level.INFO, "payment {0} has no workspace now", payment.attemptId());
        return;
      }
      Payment now = ledger.conclude(payment, cashier.look(workspace.get(), payment));
      if (now.state() == PaymentState.PAID) {
        mirror.refresh(workspace.get(), payment.customerId());
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "payment " + payment.attemptId() + " could not be looked into", e);
    }
  }
}
