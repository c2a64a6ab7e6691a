package io.backstop.overview;

import io.backstop.kernel.Ids;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.Statements;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which days are counted, and the counting of one. One statement a method. */
@Dependent
class DayTable {

  private static final String FIRST =
      """
      SELECT (SELECT min(session_id) FROM cancel_session WHERE workspace_id = w) AS visit,
        (SELECT min(recorded_at) FROM outcome WHERE workspace_id = w) AS outcome
      FROM (VALUES (?)) AS asked (w)""";

  private static final String COUNTED =
      "SELECT day FROM counted_day WHERE workspace_id = ? AND day BETWEEN ? AND ?";

  /**
   * A day counts when each of its visits has ended and no link of it can be opened any more.
   * Whoever writes the day first counts it; everything is written by this one statement or nothing
   * is. Both questions are asked a day, along an index: as NOT EXISTS, the database may read all
   * links.
   */
  private static final String SETTLE =
      """
      WITH asked AS (
        SELECT day, begins, ends, first_id, end_id
        FROM unnest(CAST(string_to_array(?, ' ') AS date[]),
          CAST(string_to_array(?, ' ') AS timestamptz[]),
          CAST(string_to_array(?, ' ') AS timestamptz[]), string_to_array(?, ' '),
          string_to_array(?, ' ')) AS each (day, begins, ends, first_id, end_id)
      ), written AS (
        INSERT INTO counted_day (workspace_id, day)
        SELECT ?, day FROM asked
        WHERE (SELECT true FROM cancel_session WHERE workspace_id = ? AND recorded IS NULL
            AND session_id >= first_id AND session_id < end_id LIMIT 1) IS NULL
          AND (SELECT true FROM hosted_link WHERE workspace_id = ?
            AND link_id >= substr(first_id, 4) AND link_id < substr(end_id, 4)
            AND surface = 'cancel' AND spent_at IS NULL AND revoked_at IS NULL
            AND expires_at > ? LIMIT 1) IS NULL
        ON CONFLICT (workspace_id, day) DO NOTHING
        RETURNING workspace_id, day
      ), visits AS (
        INSERT INTO counted_visits (workspace_id, day, recorded, reason, taken, offers_shown,
          offers_declined, flow_id, flow_number, flow_digest, visits, place)
        SELECT written.workspace_id, day, recorded, reason,
          CASE WHEN offer_type IS NOT NULL THEN stop END, offers_shown, offers_declined, flow_id,
          flow_number, flow_digest, count(*), row_number() OVER (PARTITION BY day)
        FROM written JOIN asked USING (day) JOIN cancel_session v ON v.workspace_id = ?
          AND session_id >= first_id AND session_id < end_id AND recorded IS NOT NULL
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
      )
      INSERT INTO counted_outcomes (workspace_id, day, recorded, kept_currency, count, kept, place)
      SELECT written.workspace_id, day, recorded, kept_currency, count(*),
        COALESCE(sum(kept_amount), 0), row_number() OVER (PARTITION BY day)
      FROM written JOIN asked USING (day) JOIN outcome o ON o.workspace_id = ?
        AND recorded_at >= begins AND recorded_at < ends
      GROUP BY 1, 2, 3, 4""";

  private final Statements statements;

  @Inject
  DayTable(Statements statements) {
    this.statements = statements;
  }

  /** The first day of which there is something to count. */
  Optional<LocalDate> first(WorkspaceSlug workspace) {
    return statements
        .rows(
            row ->
                Stream.concat(
                        Optional.ofNullable(row.getString("visit")).map(Ids::moment).stream(),
                        Statements.instant(row, "outcome").stream())
                    .min(Instant::compareTo)
                    .map(instant -> LocalDate.ofInstant(instant, ZoneOffset.UTC)),
            FIRST,
            workspace.value())
        .get(0);
  }

  /** The days of {@code span} that are counted. */
  Set<LocalDate> counted(WorkspaceSlug workspace, Span span) {
    return new TreeSet<>(
        statements.rows(
            row -> row.getObject(1, LocalDate.class),
            COUNTED,
            workspace.value(),
            span.first(),
            span.last()));
  }

  /**
   * Counts those of {@code days} of which nothing can change any more.
   *
   * @param dead links that are past their time at this moment are not opened any more, by any node
   */
  void settle(WorkspaceSlug workspace, List<LocalDate> days, Instant dead) {
    String slug = workspace.value();
    DayList list = DayList.of(days.stream().map(day -> new Span(day, day)).toList());
    statements.change(
        SETTLE,
        DayList.words(days),
        list.begins(),
        list.ends(),
        list.firstSessions(),
        list.endsOfSessions(),
        slug,
        slug,
        slug,
        dead,
        slug,
        slug);
  }
}
