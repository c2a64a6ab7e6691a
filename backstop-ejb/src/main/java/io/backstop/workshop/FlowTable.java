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
import java.util.Map;
import java.util.Optional;

/** The rows of flows and of what their drafts have said. Each statement joins the transaction. */
@Dependent
class FlowTable {

  private static final String LIST =
      "SELECT f.flow_id, f.name, f.archived_at IS NOT NULL AS archived, f.edited_by, f.edited_at,"
          + " s.digest, r.number, r.digest AS published"
          + " FROM flow f"
          + " JOIN flow_step s USING (workspace_id, flow_id, step)"
          + " LEFT JOIN LATERAL (SELECT number, digest FROM flow_release"
          + " WHERE workspace_id = f.workspace_id AND flow_id = f.flow_id"
          + " ORDER BY number DESC LIMIT 1) r ON true"
          + " WHERE f.workspace_id = ?"
          + " ORDER BY archived, f.edited_at DESC, f.flow_id DESC";

  private static final String DRAFT =
      "SELECT f.flow_id, f.name, f.archived_at IS NOT NULL AS archived, s.document, f.revision,"
          + " f.edited_by, f.edited_at,"
          + " EXISTS (SELECT 1 FROM flow_step b WHERE b.workspace_id = f.workspace_id"
          + " AND b.flow_id = f.flow_id AND b.step = f.step - 1) AS undoable,"
          + " EXISTS (SELECT 1 FROM flow_step a WHERE a.workspace_id = f.workspace_id"
          + " AND a.flow_id = f.flow_id AND a.step = f.step + 1) AS redoable,"
          + " (SELECT max(r.number) FROM flow_release r WHERE r.workspace_id = f.workspace_id"
          + " AND r.flow_id = f.flow_id AND r.digest = s.digest) AS published_as"
          + " FROM flow f JOIN flow_step s USING (workspace_id, flow_id, step)"
          + " WHERE f.workspace_id = ? AND f.flow_id = ?";

  private final Statements statements;

  @Inject
  FlowTable(Statements statements) {
    this.statements = statements;
  }

  /** Every flow with the part of the visits that {@code percents} gives it. */
  List<FlowCard> all(WorkspaceSlug workspace, Map<FlowId, Integer> percents) {
    return statements.rows(row -> card(row, percents), LIST, workspace.value());
  }

  int count(WorkspaceSlug workspace) {
    return statements
        .text("SELECT count(*) FROM flow WHERE workspace_id = ?", workspace.value())
        .map(Integer::parseInt)
        .orElseThrow();
  }

  Optional<FlowDraft> draft(WorkspaceSlug workspace, FlowId flow) {
    return statements.rows(FlowTable::draft, DRAFT, workspace.value(), flow.value()).stream()
        .findFirst();
  }

  /**
   * The draft, its flow held until the transaction ends. The row is taken first and read after: the
   * statement that has waited for it would see the neighbours as they were before.
   */
  Optional<FlowDraft> held(WorkspaceSlug workspace, FlowId flow) {
    return statements
        .text(
            "SELECT flow_id FROM flow WHERE workspace_id = ? AND flow_id = ? FOR UPDATE",
            workspace.value(),
            flow.value())
        .flatMap(found -> draft(workspace, flow));
  }

  void add(Seat by, FlowId flow, String name, String document, Instant now) {
    statements.change(
        "INSERT INTO flow (workspace_id, flow_id, name, revision, step, edited_by, edited_at,"
            + " created_at) VALUES (?, ?, ?, 1, 1, ?, ?, ?)",
        by.workspace().value(),
        flow.value(),
        name,
        by.member().mail().value(),
        now,
        now);
    step(by.workspace(), flow, document, 0);
  }

  /** Puts {@code document} behind the present step; what was undone is forgotten. */
  void append(Seat by, FlowId flow, String document, Instant now) {
    String workspace = by.workspace().value();
    int present =
        statements
            .text(
                "SELECT step FROM flow WHERE workspace_id = ? AND flow_id = ?",
                workspace,
                flow.value())
            .map(Integer::parseInt)
            .orElseThrow();
    statements.change(
        "DELETE FROM flow_step WHERE workspace_id = ? AND flow_id = ? AND (step > ? OR step <= ?)",
        workspace,
        flow.value(),
        present,
        present - FlowWorkshop.UNDONE);
    step(by.workspace(), flow, document, present);
    move(by, flow, 1, now);
  }

  /** Makes the step {@code by} further the present one. */
  void move(Seat seat, FlowId flow, int by, Instant now) {
    statements.change(
        "UPDATE flow SET step = step + ?, revision = revision + 1, edited_by = ?, edited_at = ?"
            + " WHERE workspace_id = ? AND flow_id = ?",
        by,
        seat.member().mail().value(),
        now,
        seat.workspace().value(),
        flow.value());
  }

  void rename(WorkspaceSlug workspace, FlowId flow, String name) {
    statements.change(
        "UPDATE flow SET name = ? WHERE workspace_id = ? AND flow_id = ?",
        name,
        workspace.value(),
        flow.value());
  }

  void archive(WorkspaceSlug workspace, FlowId flow, Optional<Instant> since) {
    statements.change(
        "UPDATE flow SET archived_at = CAST(? AS timestamptz) WHERE workspace_id = ?"
            + " AND flow_id = ?",
        since,
        workspace.value(),
        flow.value());
  }

  private void step(WorkspaceSlug workspace, FlowId flow, String document, int present) {
    statements.change(
        "INSERT INTO flow_step (workspace_id, flow_id, step, document, digest)"
            + " VALUES (?, ?, ?, ?, ?)",
        workspace.value(),
        flow.value(),
        present + 1,
        document,
        FlowDefinitions.digest(document));
  }

  private static FlowCard card(ResultSet row, Map<FlowId, Integer> percents) throws SQLException {
    FlowId id = new FlowId(row.getString("flow_id"));
    return new FlowCard(
        id,
        row.getString("name"),
        row.getBoolean("archived"),
        Optional.ofNullable(row.getObject("number", Integer.class)),
        percents.getOrDefault(id, 0),
        !row.getString("digest").equals(row.getString("published")),
        row.getString("edited_by"),
        Statements.instant(row, "edited_at").orElseThrow());
  }

  private static FlowDraft draft(ResultSet row) throws SQLException {
    return new FlowDraft(
        new FlowId(row.getString("flow_id")),
        row.getString("name"),
        row.getBoolean("archived"),
        row.getString("document"),
        row.getInt("revision"),
        row.getString("edited_by"),
        Statements.instant(row, "edited_at").orElseThrow(),
        row.getBoolean("undoable"),
        row.getBoolean("redoable"),
        Optional.ofNullable(row.getObject("published_as", Integer.class)));
  }
}
