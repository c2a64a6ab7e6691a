package io.backstop.inbox;

import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.Statements;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;

/**
 * When each workspace was last reconciled, and who is to be read for it. One statement a method.
 */
@Dependent
class ReconcileTable {

  /** Whoever moves it has begun one; whoever comes second finds it moved. */
  private static final String BEGIN =
      """
      INSERT INTO stripe_reconcile AS last (workspace_id, begun_at) VALUES (?, ?)
      ON CONFLICT (workspace_id) DO UPDATE SET begun_at = excluded.begun_at
      WHERE last.begun_at < ?""";

  /**
   * Those read longest ago first, each due a little after the one before. Who is due anyhow stays
   * as he is; who is deleted stays so.
   */
  private static final String ASK_FOR_ALL =
      """
      INSERT INTO stripe_refresh (workspace_id, customer_id, priority, due_at, version)
      SELECT workspace_id, customer_id, 1,
        CAST(? AS timestamptz)
          + CAST(? AS bigint) * interval '1 millisecond'
            * (row_number() OVER (ORDER BY pictured_at NULLS FIRST) - 1),
        1
      FROM stripe_customer WHERE workspace_id = ? AND NOT deleted
      ON CONFLICT (workspace_id, customer_id) DO NOTHING""";

  private static final String REMOVE_OLD =
      "DELETE FROM stripe_event"
          + " WHERE workspace_id = ? AND state <> 'pending' AND received_at < ?";

  private final Statements statements;

  @Inject
  ReconcileTable(Statements statements) {
    this.statements = statements;
  }

  /** Whether the caller is to do it: none has begun at or after {@code since}. */
  boolean begin(WorkspaceSlug workspace, Instant now, Instant since) {
    return statements.change(BEGIN, workspace.value(), now, since) > 0;
  }

  /** Asks for every customer whom the mirror knows; how many were not asked for already. */
  int askForAll(WorkspaceSlug workspace, Instant from, Duration pace) {
    return statements.change(ASK_FOR_ALL, from, pace.toMillis(), workspace.value());
  }

  /** Removes events that are done with and were received before {@code before}. */
  int removeOld(WorkspaceSlug workspace, Instant before) {
    return statements.change(REMOVE_OLD, workspace.value(), before);
  }
}
