package io.backstop.inbox;

import io.backstop.billing.BillingUnavailable;
import io.backstop.billing.Mirror;
import io.backstop.inbox.InboxTable.Taken;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.workspace.Workspace;
import io.backstop.workspace.Workspaces;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Reads the customers whom events name. Every node runs up to {@link #THREADS} at a time; {@link
 * InboxTable#take} keeps them and the nodes apart. One reading settles all events of its customer
 * that had arrived when it began. No transaction: Stripe is asked here.
 *
 * <ul>
 *   <li>Stripe has no such customer: settled;
 *   <li>Stripe or the database does not answer: later, as often as it takes;
 *   <li>anything else: a defect, tried again after growing pauses and parked after {@link
 *       #MOST_TRIES}, with a line in the log; the customer's next event, or the nightly reconcile,
 *       reads him all the same.
 * </ul>
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class EventWorker {

  private static final Logger LOG = Logger.getLogger(EventWorker.class.getName());

  /** A reading takes some six calls of Stripe's API, most of it waiting. */
  static final int THREADS = 4;

  /** How long a reading may take before another worker does it; Stripe's answers are waited for. */
  static final Duration LEASE = Duration.ofSeconds(120);

  static final int MOST_TRIES = 8;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  @Resource(lookup = "java:comp/DefaultManagedExecutorService")
  private ManagedExecutorService containers;

  private final InboxTable table;
  private final Mirror mirror;
  private final Function<WorkspaceSlug, Optional<Workspace>> workspaces;
  private final Clock clock;
  private final Executor threads;
  private final StripePauses pauses = new StripePauses();
  private final AtomicInteger running = new AtomicInteger();

  /** For the container's proxy. */
  public EventWorker() {
    this(null, null, null, null, null);
  }

  @Inject
  EventWorker(InboxTable table, Mirror mirror, Workspaces workspaces, Clock clock) {
    this(table, mirror, workspaces::find, clock, null);
  }

  EventWorker(
      InboxTable table,
      Mirror mirror,
      Function<WorkspaceSlug, Optional<Workspace>> workspaces,
      Clock clock,
      Executor threads) {
    this.table = table;
    this.mirror = mirror;
    this.workspaces = workspaces;
    this.clock = clock;
    this.threads = threads;
  }

  /**
   * Lets one more thread of this node look for work, unless enough do. Returns at once. Called
   * after each event that was stored here, and every second for what falls due by itself or was
   * stored by a node that has ended since.
   */
  @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
  public void wake() {
    if (running.getAndUpdate(now -> Math.min(now + 1, THREADS)) == THREADS) {
      return;
    }
    try {
      (threads == null ? containers : threads).execute(this::work);
    } catch (RejectedExecutionException busy) {
      running.decrementAndGet();
      LOG.log(Level.FINE, "no thread is free; the next second may have one");
    }
  }

  private void work() {
    try {
      while (workOne()) {
        // until nothing is due
      }
    } catch (RuntimeException broken) { // the database's; the next second tries again
      LOG.log(Level.WARNING, "looking for customers to read failed", broken);
    } finally {
      running.decrementAndGet();
    }
  }

  /** Reads one customer who is due; whether there was one. */
  boolean workOne() {
    Instant now = clock.instant();
    Optional<Taken> due = table.take(now, now.plus(LEASE), pauses.at(now));
    due.ifPresent(this::read);
    return due.isPresent();
  }

  private void read(Taken taken) {
    Optional<Workspace> workspace = workspaces.apply(taken.workspace());
    if (workspace.isEmpty()) {
      table.park(taken, "workspace_not_found", clock.instant());
      return;
    }
    pauses.asking(taken.workspace());
    try {
      refresh(workspace.get(), taken);
      pauses.answered(taken.workspace());
      table.settle(taken, clock.instant());
    } catch (BillingUnavailable unavailable) {
      Instant until = pauses.silent(taken.workspace(), clock.instant());
      table.postpone(taken, until, taken.tries(), unavailable.code().wireName());
    } catch (Refusal database) {
      Instant until = pauses.silent(taken.workspace(), clock.instant());
      table.postpone(taken, until, taken.tries(), database.code().wireName());
    } catch (RuntimeException defect) {
      pauses.answered(taken.workspace());
      failed(taken, defect);
    }
  }

  private void refresh(Workspace workspace, Taken taken) {
    try {
      mirror.refresh(workspace, taken.customer());
    } catch (Refusal refusal) {
      if (refusal.code() != RefusalCode.CUSTOMER_NOT_FOUND) {
        throw refusal;
      }
    }
  }

  private void failed(Taken taken, RuntimeException defect) {
    int tries = taken.tries() + 1;
    boolean givenUp = tries >= MOST_TRIES;
    LOG.log(
        givenUp ? Level.SEVERE : Level.WARNING,
        "reading customer "
            + taken.customer()
            + " of workspace "
            + taken.workspace()
            + (givenUp ? " has failed too often and is given up" : " failed, and is tried again"),
        defect);
    Instant now = clock.instant();
    String kind = defect.getClass().getSimpleName();
    if (givenUp) {
      table.park(taken, kind, now);
    } else {
      table.postpone(taken, now.plus(FIRST_PAUSE.multipliedBy(1L << 2 * tries)), tries, kind);
    }
  }
}
