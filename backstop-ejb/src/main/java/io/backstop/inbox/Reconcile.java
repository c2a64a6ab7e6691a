package io.backstop.inbox;

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
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Reads every customer whom the mirror knows once a day, for the events that never came. It only
 * asks for them, as events do, and after these in line; {@link EventWorker} reads them, on all
 * nodes, after a restart too, and leaves Stripe alone when it says so. Each is due {@link #PACE}
 * after the one before: five customers a second are some 30 reads, of the 100 that Stripe allows an
 * account (25 in a sandbox of Stripe's: there its 429 slows us down).
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Reconcile {

  private static final Logger LOG = Logger.getLogger(Reconcile.class.getName());

  /** When the night's reconcile is due, UTC. */
  static final LocalTime HOUR = LocalTime.of(3, 0);

  static final Duration PACE = Duration.ofMillis(200);

  /** How long an event that is done with is kept. */
  static final Duration KEPT = Duration.ofDays(60);

  /** After every reconcile that was begun, whatever the clock of its node said. */
  private static final Instant WHENEVER = Instant.parse("9999-12-31T00:00:00Z");

  /** Not all workspaces, and not all installations, begin at once. */
  private static final int SPREAD_SECONDS = 30 * 60;

  private final ReconcileTable table;
  private final Supplier<Set<String>> slugs;
  private final Clock clock;

  /** For the container's proxy. */
  public Reconcile() {
    this(null, (Supplier<Set<String>>) null, null);
  }

  @Inject
  Reconcile(ReconcileTable table, Workspaces workspaces, Clock clock) {
    this(table, workspaces::slugs, clock);
  }

  Reconcile(ReconcileTable table, Supplier<Set<String>> slugs, Clock clock) {
    this.table = table;
    this.slugs = slugs;
    this.clock = clock;
  }

  /**
   * Begins the reconcile of each workspace that has had none since the last three o'clock; a node
   * that was down at that hour, or ended before it was done, makes up for it within five minutes of
   * its start. Of several nodes one does it.
   */
  @Schedule(hour = "*", minute = "*/5", second = "20", persistent = false)
  public void night() {
    Instant now = clock.instant();
    Instant since = lastHour(now);
    slugs.get().stream()
        .filter(WorkspaceSlug::isWellFormed)
        .map(WorkspaceSlug::new)
        .forEach(
            slug -> {
              Instant from =
                  now.plusSeconds(Math.floorMod(slug.value().hashCode(), SPREAD_SECONDS));
              table
                  .begin(slug, now, since, from, PACE)
                  .ifPresent(asked -> tell(slug, asked, table.removeOld(slug, now.minus(KEPT))));
            });
  }

  /** Begins one now, whenever the last one was. Returns before any customer has been read. */
  public void run(Workspace workspace) {
    Instant now = clock.instant();
    int asked = table.begin(workspace.slug(), now, WHENEVER, now, PACE).orElse(0);
    tell(workspace.slug(), asked, 0);
  }

  private static Instant lastHour(Instant now) {
    OffsetDateTime today = now.atOffset(ZoneOffset.UTC).with(HOUR);
    return (today.toInstant().isAfter(now) ? today.minusDays(1) : today).toInstant();
  }

  private static void tell(WorkspaceSlug slug, int customers, int removed) {
    LOG.log(
        Level.INFO,
        "workspace {0}: {1} customers are read for the reconcile, {2} old events are removed",
        new Object[] {slug, customers, removed});
  }
}
