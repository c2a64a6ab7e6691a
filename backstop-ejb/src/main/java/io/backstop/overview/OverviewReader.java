package io.backstop.overview;

import io.backstop.kernel.Ids;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.overview.Overview.Owed;
import io.backstop.overview.Overview.Period;
import io.backstop.overview.Overview.Setup;
import io.backstop.store.Statements;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Counts, each time anew: along the indexes of what it counts, and within one workspace. */
@Dependent
public class OverviewReader {

  private static final Duration PERIOD = Duration.ofDays(30);

  /** Session ids are ordered by time, so their key is also an index of when links were made. */
  private static final String COUNT =
      """
      SELECT
        (SELECT count(*) FROM cancel_session
          WHERE workspace_id = w AND session_id >= first AND session_id < last) AS visits,
        count(*) FILTER (WHERE o.recorded LIKE 'saved%') AS saved,
        count(*) FILTER (WHERE o.recorded = 'canceled') AS cancelled,
        count(*) FILTER (WHERE o.recorded = 'abandoned') AS abandoned
      FROM (VALUES (?, ?, ?, CAST(? AS timestamptz), CAST(? AS timestamptz)))
          AS asked (w, first, last, since, until)
        LEFT JOIN outcome o
          ON o.workspace_id = w AND o.recorded_at >= since AND o.recorded_at < until
      GROUP BY w, first, last""";

  private static final String OWED =
      """
      SELECT count(*), sum(amount), currency FROM recovery_campaign
      WHERE workspace_id = ? AND state = 'in_flight' GROUP BY currency ORDER BY currency""";

  private static final String SETUP =
      """
      SELECT
        EXISTS (SELECT FROM stripe_event WHERE workspace_id = w),
        EXISTS (SELECT FROM hosted_link WHERE workspace_id = w AND signed),
        EXISTS (SELECT FROM cancel_session WHERE workspace_id = w)
      FROM (VALUES (?)) AS asked (w)""";

  private final Statements statements;
  private final Clock clock;

  @Inject
  public OverviewReader(Statements statements, Clock clock) {
    this.statements = statements;
    this.clock = clock;
  }

  /** The workspace as of now. */
  public Overview read(WorkspaceSlug workspace) {
    Instant now = clock.instant();
    Instant middle = now.minus(PERIOD);
    return new Overview(
        count(workspace, middle, now),
        count(workspace, middle.minus(PERIOD), middle),
        owed(workspace),
        setup(workspace));
  }

  private Period count(WorkspaceSlug workspace, Instant since, Instant until) {
    return statements
        .rows(
            row -> new Period(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)),
            COUNT,
            workspace.value(),
            firstSession(since),
            firstSession(until),
            since,
            until)
        .get(0);
  }

  /** What every session made before {@code instant} sorts before. */
  private static String firstSession(Instant instant) {
    int timeEnds = "cs_".length() + 10;
    return Ids.next("cs_", instant).substring(0, timeEnds);
  }

  private List<Owed> owed(WorkspaceSlug workspace) {
    return statements.rows(
        row -> new Owed(row.getLong(1), row.getLong(2), row.getString(3)), OWED, workspace.value());
  }

  private Setup setup(WorkspaceSlug workspace) {
    return statements
        .rows(
            row -> new Setup(row.getBoolean(1), row.getBoolean(2), row.getBoolean(3)),
            SETUP,
            workspace.value())
        .get(0);
  }
}
