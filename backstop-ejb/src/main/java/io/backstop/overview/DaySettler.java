package io.backstop.overview;

import io.backstop.kernel.WorkspaceSlug;
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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Counts each day once, when nothing of it can change any more, so that the overview of a year
 * reads a few rows a day and not every visit.
 *
 * <p><b>States.</b> A day is not over; over, with a visit that goes on or a link that can still be
 * opened; counted. Until a day is counted {@link OverviewReader} counts its visits each time. From
 * an over day to a counted one leads a single statement, and nothing leads back.
 *
 * <p><b>Races.</b> Two nodes count one day: the primary key of the day decides, and who comes
 * second writes nothing. A visit begins, or an outcome is recorded, while its day is counted:
 * {@link #GRACE} is longer than a transaction may take and than clocks of nodes differ, so whatever
 * was begun before the link died, or the day ended, has been committed. A reader and the counting:
 * the reader looks first which days are counted, and counts exactly the others itself.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DaySettler {

  static final Duration GRACE = Duration.ofHours(1);

  /** As many as one short statement takes. */
  private static final int BATCH = 31;

  private final DayTable table;
  private final Supplier<Set<String>> slugs;
  private final Clock clock;

  /** For the container's proxy. */
  public DaySettler() {
    this(null, (Supplier<Set<String>>) null, null);
  }

  @Inject
  DaySettler(DayTable table, Workspaces workspaces, Clock clock) {
    this(table, workspaces::slugs, clock);
  }

  DaySettler(DayTable table, Supplier<Set<String>> slugs, Clock clock) {
    this.table = table;
    this.slugs = slugs;
    this.clock = clock;
  }

  /** Counts what has come to be settled, in all workspaces; what is not yet is looked at again. */
  @Schedule(hour = "*", minute = "*", second = "40", persistent = false)
  public void settle() {
    Instant dead = clock.instant().minus(GRACE);
    LocalDate last = LocalDate.ofInstant(dead, ZoneOffset.UTC).minusDays(1);
    slugs.get().stream()
        .filter(WorkspaceSlug::isWellFormed)
        .map(WorkspaceSlug::new)
        .forEach(slug -> table.first(slug).ifPresent(first -> settle(slug, first, last, dead)));
  }

  private void settle(WorkspaceSlug workspace, LocalDate first, LocalDate last, Instant dead) {
    if (first.isAfter(last)) {
      return;
    }
    LocalDate from = Span.longestUpTo(last).first();
    Span span = new Span(first.isBefore(from) ? from : first, last);
    Set<LocalDate> counted = table.counted(workspace, span);
    List<LocalDate> left =
        span.first().datesUntil(last.plusDays(1)).filter(day -> !counted.contains(day)).toList();
    for (int i = 0; i < left.size(); i += BATCH) {
      table.settle(workspace, left.subList(i, Math.min(left.size(), i + BATCH)), dead);
    }
  }
}
