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
import java.util.List;

/**
 * Counts, each time anew, in five statements whatever there is to count: along indexes that hold
 * all that is counted, and within one workspace.
 */
@Dependent
public class OverviewReader {

  /** Session ids are ordered by time, so their key is also an index of when links were made. */
  private static final String VISITS =
      """
      SELECT recorded, reason, CASE WHEN offer_type IS NOT NULL THEN stop END AS taken,
        offers_shown, offers_declined, flow_id, flow_number, flow_digest, count(*) AS visits
      FROM cancel_session
      WHERE workspace_id = ? AND session_id >= ? AND session_id < ? AND recorded IS NOT NULL
      GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
      UNION ALL
      SELECT NULL, reason, NULL,
        offers_shown, offers_declined, flow_id, flow_number, flow_digest, count(*)
      FROM cancel_session
      WHERE workspace_id = ? AND session_id >= ? AND session_id < ? AND recorded IS NULL
      GROUP BY 2, 4, 5, 6, 7, 8""";

  private static final String VISITS_BEFORE =
      """
      SELECT count(*) FROM cancel_session
      WHERE workspace_id = ? AND session_id >= ? AND session_id < ?""";

  private static final String OUTCOMES =
      """
      SELECT CAST(recorded_at AT TIME ZONE 'UTC' AS date) AS day, recorded, kept_currency,
        count(*) AS count, COALESCE(sum(kept_amount), 0) AS kept
      FROM outcome WHERE workspace_id = ? AND recorded_at >= ? AND recorded_at < ?
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
        EXISTS (SELECT FROM hosted_link WHERE workspace_id = w AND signed),
        EXISTS (SELECT FROM cancel_session WHERE workspace_id = w)
      FROM (VALUES (?)) AS asked (w)""";

  private final Statements statements;

  @Inject
  public OverviewReader(Statements statements) {
    this.statements = statements;
  }

  /** The workspace over {@code span}. */
  public Overview read(WorkspaceSlug workspace, Span span) {
    String slug = workspace.value();
    Span before = span.before();
    VisitTally visits =
        new VisitTally(
            statements.rows(
                VisitTally.Group::read,
                VISITS,
                slug,
                span.firstSession(),
                span.endOfSessions(),
                slug,
                span.firstSession(),
                span.endOfSessions()));
    EndingTally endings =
        new EndingTally(
            statements.rows(EndingTally.Group::read, OUTCOMES, slug, before.since(), span.until()));
    Overview.Funnel funnel = visits.funnel();
    return new Overview(
        new Totals(funnel.opened(), endings.endings(span), endings.unpriced(span)),
        new Totals(visitsOf(slug, before), endings.endings(before), endings.unpriced(before)),
        endings.days(span),
        funnel,
        visits.reasons(),
        visits.offers(),
        visits.versions(),
        endings.kept(span),
        recovery(slug, span),
        setup(slug));
  }

  private long visitsOf(String slug, Span span) {
    return statements
        .rows(row -> row.getLong(1), VISITS_BEFORE, slug, span.firstSession(), span.endOfSessions())
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
