package io.backstop.domain;

import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.Statements;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rows of {@code custom_domain}. Each statement joins the caller's transaction. */
@Dependent
class DomainTable {

  private final Statements statements;

  @Inject
  DomainTable(Statements statements) {
    this.statements = statements;
  }

  private static CustomDomain read(ResultSet row) throws SQLException {
    return new CustomDomain(
        new WorkspaceSlug(row.getString("workspace_id")),
        row.getString("domain_id"),
        new HostName(row.getString("host")),
        DomainState.ofWireName(row.getString("state")),
        Statements.instant(row, "checked_at"),
        row.getString("seen"),
        row.getInt("misses"));
  }

  /** Keeps other transactions that decide about {@code host} waiting. */
  void lock(HostName host) {
    statements.lock("domain " + host.value());
  }

  Optional<CustomDomain> of(WorkspaceSlug workspace) {
    return statements
        .rows(
            DomainTable::read,
            "SELECT * FROM custom_domain WHERE workspace_id = ? AND state <> 'removed'",
            workspace.value())
        .stream()
        .findFirst();
  }

  /** False when the workspace has one already. */
  boolean add(WorkspaceSlug workspace, String id, HostName host, Instant now) {
    return statements.change(
            "INSERT INTO custom_domain (workspace_id, domain_id, host, state, created_at, due_at)"
                + " VALUES (?, ?, ?, 'pending', ?, ?) ON CONFLICT DO NOTHING",
            workspace.value(),
            id,
            host.value(),
            now,
            now)
        == 1;
  }

  /** False when it is no longer in {@code domain}'s state, or was looked at by somebody else. */
  boolean note(
      CustomDomain domain,
      DomainState state,
      String seen,
      int misses,
      Instant now,
      Optional<Instant> due) {
    return statements.change(
            "UPDATE custom_domain SET state = ?, seen = ?, misses = ?, checked_at = ?,"
                + " due_at = COALESCE(CAST(? AS timestamptz), due_at)"
                + " WHERE workspace_id = ? AND domain_id = ? AND state = ? AND misses = ?",
            state.wireName(),
            seen,
            misses,
            now,
            due,
            domain.workspace().value(),
            domain.id(),
            domain.state().wireName(),
            domain.misses())
        == 1;
  }

  boolean remove(CustomDomain domain, Instant forgottenAt) {
    return statements.change(
            "UPDATE custom_domain SET state = 'removed', due_at = ?"
                + " WHERE workspace_id = ? AND domain_id = ? AND state <> 'removed'",
            forgottenAt,
            domain.workspace().value(),
            domain.id())
        == 1;
  }

  Optional<WorkspaceSlug> serving(String host) {
    return statements
        .text("SELECT workspace_id FROM custom_domain WHERE host = ? AND state = 'active'", host)
        .map(WorkspaceSlug::new);
  }

  /** Hosts that are, or were and may be again, and whose they are. An active one goes first. */
  Map<String, WorkspaceSlug> hosts() {
    return statements
        .rows(
            DomainTable::read,
            "SELECT * FROM custom_domain WHERE state IN ('active', 'suspended')"
                + " ORDER BY state, created_at")
        .stream()
        .collect(
            Collectors.toUnmodifiableMap(
                domain -> domain.host().value(), CustomDomain::workspace, (one, other) -> one));
  }

  /**
   * Takes what is due, so that no other node looks at it before {@code until}; forgets what was
   * removed long ago.
   */
  List<CustomDomain> take(Instant now, Instant until, int most) {
    statements.change("DELETE FROM custom_domain WHERE state = 'removed' AND due_at <= ?", now);
    return statements.rows(
        DomainTable::read,
        "UPDATE custom_domain SET due_at = ? WHERE (workspace_id, domain_id) IN (SELECT"
            + " workspace_id, domain_id FROM custom_domain WHERE state IN ('active', 'suspended')"
            + " AND due_at <= ? ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED) RETURNING *",
        until,
        now,
        most);
  }
}
