package io.backstop.insight;

import io.backstop.insight.Evidence.Attempt;
import io.backstop.insight.Evidence.Link;
import io.backstop.insight.Evidence.Step;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.Statements;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Cancel sessions: a page of them by one statement, one with its evidence by three. */
@Dependent
public class VisitReader {

  private static final String LINES =
      """
      SELECT s.*, o.kept_amount, o.kept_currency, o.stripe_request_id
      FROM cancel_session s
        LEFT JOIN outcome o ON o.workspace_id = s.workspace_id AND o.session_id = s.session_id
      WHERE %s ORDER BY s.session_id DESC LIMIT ?""";

  private static final String ONE =
      """
      SELECT s.*, o.kept_amount, o.kept_currency, o.stripe_request_id,
        l.minted_at, l.opened_at AS link_opened_at, l.spent_at, l.expires_at AS link_expires_at,
        l.revoked_at
      FROM cancel_session s
        LEFT JOIN outcome o ON o.workspace_id = s.workspace_id AND o.session_id = s.session_id
        LEFT JOIN hosted_link l ON l.workspace_id = s.workspace_id AND l.link_id = s.link_id
      WHERE s.workspace_id = ? AND s.session_id = ?""";

  private static final String STEPS =
      """
      SELECT event, stop, detail, at FROM cancel_step
      WHERE workspace_id = ? AND session_id = ?
      ORDER BY turn, array_position(
        ARRAY['answered', 'refused', 'shown', 'dismissed', 'ordered', 'stayed'], event)""";

  private static final String ATTEMPTS =
      """
      SELECT attempt_id, state, request_id, created_at, updated_at FROM billing_attempt
      WHERE workspace_id = ? AND session_id = ? ORDER BY created_at""";

  private final Statements statements;

  @Inject
  public VisitReader(Statements statements) {
    this.statements = statements;
  }

  /**
   * The sessions of that filter, latest first.
   *
   * @param before those that are listed behind this session; an empty text: from the first on
   */
  public List<VisitLine> page(
      WorkspaceSlug workspace, VisitFilter filter, String before, int count) {
    Conditions conditions = filter.conditions(workspace.value(), before);
    return statements.rows(
        VisitLine::read, String.format(LINES, conditions.text()), conditions.parametersAnd(count));
  }

  /** One session; empty when the workspace has none of that id. */
  public Optional<Evidence> find(WorkspaceSlug workspace, String id) {
    return statements.rows(VisitReader::bare, ONE, workspace.value(), id).stream()
        .findFirst()
        .map(
            bare ->
                bare.with(
                    statements.rows(VisitReader::step, STEPS, workspace.value(), id),
                    statements.rows(VisitReader::attempt, ATTEMPTS, workspace.value(), id)));
  }

  private static Evidence bare(ResultSet row) throws SQLException {
    return new Evidence(
        VisitLine.read(row),
        Optional.ofNullable(row.getString("quote")),
        Statements.instant(row, "access_ends_at"),
        Statements.instant(row, "dismissed_at"),
        new Link(
            Statements.instant(row, "minted_at"),
            Statements.instant(row, "link_opened_at"),
            Statements.instant(row, "spent_at"),
            Statements.instant(row, "link_expires_at"),
            Statements.instant(row, "revoked_at")),
        List.of(),
        List.of());
  }

  private static Step step(ResultSet row) throws SQLException {
    return new Step(
        row.getString("event"),
        row.getString("stop"),
        Optional.ofNullable(row.getString("detail")),
        Statements.instant(row, "at").orElseThrow());
  }

  private static Attempt attempt(ResultSet row) throws SQLException {
    return new Attempt(
        row.getString("attempt_id"),
        row.getString("state"),
        Optional.ofNullable(row.getString("request_id")),
        Statements.instant(row, "created_at").orElseThrow(),
        Statements.instant(row, "updated_at").orElseThrow());
  }
}
