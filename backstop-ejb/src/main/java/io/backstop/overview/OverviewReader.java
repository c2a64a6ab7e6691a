package io.backstop.overview;

import io.backstop.kernel.Money;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.overview.Overview.Recovery;
import io.backstop.overview.Overview.Setup;
import io.backstop.overview.Overview.Totals;
import io.backstop.store.Statements;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * Counts in six statements whatever there is to count: days that {@link DaySettler} has counted are
 * summed, all others are counted each time anew, along indexes that hold all that is counted, and
 * within one workspace. What it says is as if it had counted everything.
 */
@Dependent
public class OverviewReader {

  /**
   * Session ids are ordered by time, so their key is also an index of when links were made. The
   * days that are counted are named and not looked up, so that none is counted twice that has come
   * to be counted since.
   */
  private static final String VISITS =
      """
      SELECT recorded, reason, taken, offers_shown, offers_declined, flow_id, flow_number,
        flow_digest, sum(visits) AS visits
      FROM (
        SELECT recorded, reason, taken, offers_shown, offers_declined, flow_id, flow_number,
          flow_digest, visits
        FROM counted_visits
        WHERE workspace_id = ? AND day = ANY (CAST(string_to_array(?, ' ') AS date[]))
        UNION ALL
        SELECT recorded, reason, CASE WHEN offer_type IS NOT NULL THEN stop END,
          offers_shown, offers_declined, flow_id, flow_number, flow_digest, 1
        FROM unnest(string_to_array(?, ' '), string_to_array(?, ' ')) AS gap (first_id, end_id)
        JOIN cancel_session
          ON workspace_id = ? AND session_id >= first_id AND session_id < end_id
          AND recorded IS NOT NULL
        UNION ALL
        SELECT NULL, reason, NULL, offers_shown, offers_declined, flow_id, flow_number,
          flow_digest, 1
        FROM unnest(string_to_array(?, ' '), string_to_array(?, ' ')) AS gap (first_id, end_id)
        JOIN cancel_session
          ON workspace_id = ? AND session_id >= first_id AND session_id < end_id
          AND recorded IS NULL) AS each
      GROUP BY 1, 2, 3, 4, 5, 6, 7, 8""";

  private static final String VISITS_BEFORE =
      """
      SELECT COALESCE((SELECT sum(visits) FROM counted_visits
          WHERE workspace_id = ? AND day = ANY (CAST(string_to_array(?, ' ') AS date[]))), 0)
        + (SELECT count(*)
          FROM unnest(string_to_array(?, ' '), string_to_array(?, ' ')) AS gap (first_id, end_id)
          JOIN cancel_session
            ON workspace_id = ? AND session_id >= first_id AND session_id < end_id)""";

  private static final String OUTCOMES =
      """
      SELECT day, recorded, kept_currency, count, kept FROM counted_outcomes
      WHERE workspace_id = ? AND day = ANY (CAST(string_to_array(?, ' ') AS date[]))
      UNION ALL
      SELECT CAST(recorded_at AT TIME ZONE 'UTC' AS date), recorded, kept_currency, count(*),
        COALESCE(sum(kept_amount), 0)
      FROM unnest(CAST(string_to_array(?, ' ') AS timestamptz[]),
        CAST(string_to_array(?, ' ') AS timestamptz[])) AS gap (begins, ends)
      JOIN outcome ON workspace_id = ? AND recorded_at >= begins AND recorded_at < ends
      GROUP BY 1, 2, 3""";

  private static final String RECOVERY =
      """
      SELECT currency,
        count(*) FILTER (WHERE state = 'in_flight') AS in_flight,
        COALESCE(sum(amount) FILTER (WHERE state = 'in_flight'), 0) AS owed,
        count(*) FILTER (WHERE state = 'recovered') AS recoveries,
        COALESCE(sum(amount) FILTER (WHERE state = 'recovered'), 0) AS recovered,
        count(*) FILTER (WHERE state = 'lost') AS losses,
        COALESCE(sum(amount) FILTER (WHERE state = 'lost'), 0) AS lost
      FROM (
        SELECT state, amount, currency FROM recovery_campaign
        WHERE workspace_id = ? AND state = 'in_flight'
        UNION ALL
        SELECT state, amount, currency FROM recovery_campaign
        WHERE workspace_id = ? AND closed_at >= ? AND closed_at < ?) AS counted
      GROUP BY currency ORDER BY currency""";

  private static final String SETUP =
      """
      SELECT
        EXISTS (SELECT FROM stripe_event WHERE workspace_id = w),
        EXISTS (SELECT FROM embed_secret_use WHERE workspace_id = w),
        EXISTS (SELECT FROM cancel_session WHERE workspace_id = w)
      FROM (VALUES (?)) AS asked (w)""";

  private final Statements statements;
  private final DayTable table;

  @Inject
  public OverviewReader(Statements statements) {
    this.statements = statements;
    this.table = new DayTable(statements);
  }

  /** The workspace over {@code span}. */
  public Overview read(WorkspaceSlug workspace, Span span) {
    String slug = workspace.value();
    Span before = span.before();
    Set<LocalDate> counted = table.counted(workspace, new Span(before.first(), span.last()));
    VisitTally visits = visits(slug, span, counted);
    EndingTally endings = endings(slug, new Span(before.first(), span.last()), counted);
    Overview.Funnel funnel = visits.funnel();
    return new Overview(
        new Totals(funnel.opened(), endings.endings(span), endings.unpriced(span)),
        new Totals(
            visitsOf(slug, before, counted), endings.endings(before), endings.unpriced(before)),
        endings.days(span),
        funnel,
        visits.reasons(),
        visits.offers(),
        visits.versions(),
        endings.kept(span),
        recovery(slug, span),
        setup(slug));
  }

  private VisitTally visits(String slug, Span span, Set<LocalDate> counted) {
    DayList gaps = DayList.between(span, counted);
    return new VisitTally(
        statements.rows(
            VisitTally.Group::read,
            VISITS,
            slug,
            DayList.words(span.of(counted)),
            gaps.firstSessions(),
            gaps.endsOfSessions(),
            slug,
            gaps.firstSessions(),
            gaps.endsOfSessions(),
            slug));
  }

  private EndingTally endings(String slug, Span span, Set<LocalDate> counted) {
    DayList gaps = DayList.between(span, counted);
    return new EndingTally(
        statements.rows(
            EndingTally.Group::read,
            OUTCOMES,
            slug,
            DayList.words(span.of(counted)),
            gaps.begins(),
            gaps.ends(),
            slug));
  }

  private long visitsOf(String slug, Span span, Set<LocalDate> counted) {
    DayList gaps = DayList.between(span, counted);
    return statements
        .rows(
            row -> row.getLong(1),
            VISITS_BEFORE,
            slug,
            DayList.words(span.of(counted)),
            gaps.firstSessions(),
            gaps.endsOfSessions(),
            slug)
        .get(0);
  }

  private List<Recovery> recovery(String slug, Span span) {
    return statements.rows(
        OverviewReader::recovery, RECOVERY, slug, slug, span.since(), span.until());
  }

  private static Recovery recovery(ResultSet row) throws SQLException {
    String currency = row.getString("currency");
    return new Recovery(
        row.getLong("in_flight"),
        new Money(row.getLong("owed"), currency),
        row.getLong("recoveries"),
        new Money(row.getLong("recovered"), currency),
        row.getLong("losses"),
        new Money(row.getLong("lost"), currency));
  }

  private Setup setup(String slug) {
    return statements
        .rows(
            row -> new Setup(row.getBoolean(1), row.getBoolean(2), row.getBoolean(3)), SETUP, slug)
        .get(0);
  }
}
