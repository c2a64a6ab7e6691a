package io.backstop.workshop;

import io.backstop.flow.cancel.FlowDefinitions;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.member.Seat;
import io.backstop.store.Statements;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of published versions, which are only ever added. */
@Dependent
class ReleaseTable {

  private final Statements statements;

  @Inject
  ReleaseTable(Statements statements) {
    this.statements = statements;
  }

  /** Latest first. */
  List<Release> all(WorkspaceSlug workspace, FlowId flow) {
    return statements.rows(
        ReleaseTable::release,
        "SELECT * FROM flow_release WHERE workspace_id = ? AND flow_id = ? ORDER BY number DESC",
        workspace.value(),
        flow.value());
  }

  Optional<Release> find(WorkspaceSlug workspace, FlowId flow, int number) {
    return statements
        .rows(
            ReleaseTable::release,
            "SELECT * FROM flow_release WHERE workspace_id = ? AND flow_id = ? AND number = ?",
            workspace.value(),
            flow.value(),
            number)
        .stream()
        .findFirst();
  }

  Optional<String> document(WorkspaceSlug workspace, FlowId flow, int number) {
    return statements.text(
        "SELECT CAST(v.definition AS text) FROM flow_release r"
            + " JOIN flow_version v USING (workspace_id, digest)"
            + " WHERE r.workspace_id = ? AND r.flow_id = ? AND r.number = ?",
        workspace.value(),
        flow.value(),
        number);
  }

  /** Adds the next version. Whoever calls holds the flow. */
  Release add(Seat by, FlowDraft draft, int number, Instant now) {
    String digest = FlowDefinitions.digest(draft.document());
    statements.change(
        "INSERT INTO flow_version (workspace_id, digest, definition, first_used_at)"
            + " VALUES (?, ?, CAST(? AS json), ?) ON CONFLICT (workspace_id, digest) DO NOTHING",
        by.workspace().value(),
        digest,
        draft.document(),
        now);
    Release release =
        new Release(
            draft.flow(), number, digest, draft.revision(), by.member().mail().value(), now);
    statements.change(
        "INSERT INTO flow_release (workspace_id, flow_id, number, digest, revision, published_by,"
            + " published_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        by.workspace().value(),
        draft.flow().value(),
        number,
        digest,
        draft.revision(),
        release.by(),
        now);
    return release;
  }

  private static Release release(ResultSet row) throws SQLException {
    return new Release(
        new FlowId(row.getString("flow_id")),
        row.getInt("number"),
        row.getString("digest"),
        row.getInt("revision"),
        row.getString("published_by"),
        Statements.instant(row, "published_at").orElseThrow());
  }
}
