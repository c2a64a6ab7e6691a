package io.backstop.member;

import io.backstop.kernel.Ids;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.Statements;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Who has done what, from where. Lines are only ever added, each in the transaction of what it
 * tells, so that neither is there without the other; the database refuses to change one.
 */
@Dependent
public class AuditLog {

  private static final String WRITE =
      "INSERT INTO audit_entry (workspace_id, entry_id, actor, action, subject, address, at)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?)";

  private final Statements statements;
  private final Clock clock;

  @Inject
  public AuditLog(Statements statements, Clock clock) {
    this.statements = statements;
    this.clock = clock;
  }

  /** Writes that whoever sits in {@code seat} did {@code action} to {@code subject}. */
  public void write(Seat seat, String action, String subject) {
    write(seat.actor(), action, subject);
  }

  /** Writes that {@code by} did {@code action} to {@code subject}. */
  public void write(Actor by, String action, String subject) {
    write(by.workspace(), by.name(), action, subject, by.address());
  }

  void write(WorkspaceSlug workspace, String actor, String action, String subject, String address) {
    Instant now = clock.instant();
    statements.change(
        WRITE, workspace.value(), Ids.next("aud_", now), actor, action, subject, address, now);
  }

  /**
   * The lines of {@code workspace} before the one of {@code before} (an empty text: the latest),
   * latest first.
   */
  public List<AuditEntry> page(WorkspaceSlug workspace, String before, int count) {
    return statements.rows(
        row ->
            new AuditEntry(
                row.getString("entry_id"),
                row.getString("actor"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("address"),
                Statements.instant(row, "at").orElseThrow()),
        "SELECT * FROM audit_entry WHERE workspace_id = ? AND (? = '' OR entry_id < ?)"
            + " ORDER BY entry_id DESC LIMIT ?",
        workspace.value(),
        before,
        before,
        count);
  }
}
