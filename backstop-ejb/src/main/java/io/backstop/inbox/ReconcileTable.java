package io.backstop.inbox;

import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.Statements;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When each workspace was last reconciled, and who is to be read for it. One statement a method.
 */
@Dependent
class ReconcileTable {

  /**
   * Whoever moves it has begun one; whoever comes second finds it moved. He asks for everybody in
   * the same statement: a node that ends has begun none, and another makes up for it. Those read
   * longest ago go first, each is due a little after the one before. Who is due anyhow stays as he
   * is; who is deleted stays so.
   */
  private static final String BEGIN =
      """
      WITH begun AS (
        INSERT INTO stripe_reconcile AS last (workspace_id, begun_at) VALUES (?, ?)
        ON CONFLICT (workspace_id) DO UPDATE SET begun_at = excluded.begun_at
        WHERE last.begun_at < CAST(? AS timestamptz)
        RETURNING workspace_id),
      asked AS (
        INSERT INTO stripe_refresh (workspace_id, customer_id, priority, due_at, version)
        SELECT c.workspace_id, c.customer_id, 1,
          CAST(? AS timestamptz)
            + CAST(? AS bigint) * interval '1 millisecond'
              * (row_number() OVER (ORDER BY c.pictured_at NULLS FIRST) - 1),
          1
        FROM begun JOIN stripe_customer c USING (workspace_id) WHERE NOT c.deleted
        ON CONFLICT (workspace_id, customer_id) DO NOTHING
        RETURNING 1)
      SELECT (SELECT count(*) FROM asked) FROM begun""";

  private static final String REMOVE_OLD =
      "DELETE FROM stripe_event"
          + " WHERE workspace_id = ? AND state <> 'pending' AND received_at < ?";

  private final Statements statements;

  @Inject
  ReconcileTable(Statements statements) {
    this.statements = statements;
  }

  /**
   * Asks for every customer whom the mirror knows, unless that has begun at or after {@code since}.
   *
   * @return how many were not asked for already; empty when there was nothing to begin
   */
  Optional<Integer> begin(
      WorkspaceSlug workspace, Instant now, Instant since, Instant from, Duration pace) {
    return statements
        .text(BEGIN, workspace.value(), now, since, from, pace.toMillis())
        .map(Integer::parseInt);
  }

  /** Removes events that are done with and were received before {@code before}. */
  int removeOld(WorkspaceSlug workspace, Instant before) {
    return statements.change(REMOVE_OLD, workspace.value(), before);
  }
}
