package io.backstop.billing;

import io.backstop.billing.BillingGateway.Sighting;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.Statements;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * The rows of the mirror. Each statement joins the caller's transaction where there is one.
 *
 * <p>What was read earlier never overwrites what was read later: a reading counts from when it
 * began, and the upsert leaves a row with a later {@code read_at} alone. The row lock that an
 * upsert takes makes this hold for any number of readers at once.
 */
@Dependent
class MirrorTable {

  private static final String STORE_SUBSCRIPTION =
      """
      INSERT INTO stripe_subscription AS known
        (workspace_id, subscription_id, customer_id, status, ended, snapshot, read_at)
      VALUES (?, ?, ?, ?, ?, CAST(? AS jsonb), ?)
      ON CONFLICT (workspace_id, subscription_id) DO UPDATE SET
        customer_id = excluded.customer_id, status = excluded.status,
        ended = excluded.ended, snapshot = excluded.snapshot, read_at = excluded.read_at,
        upcoming = CASE WHEN known.snapshot - 'read_at' = excluded.snapshot - 'read_at'
          THEN known.upcoming END
      WHERE known.read_at <= excluded.read_at""";

  private static final String STORE_CUSTOMER =
      """
      INSERT INTO stripe_customer AS known
        (workspace_id, customer_id, deleted, account_hint, read_at)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (workspace_id, customer_id) DO UPDATE SET
        deleted = excluded.deleted, account_hint = excluded.account_hint,
        read_at = excluded.read_at
      WHERE known.read_at <= excluded.read_at""";

  private static final String RECALL =
      "SELECT snapshot FROM stripe_subscription WHERE workspace_id = ? AND subscription_id = ?";

  private static final String KNOWS_CUSTOMER =
      "SELECT 'yes' FROM stripe_customer"
          + " WHERE workspace_id = ? AND customer_id = ? AND NOT deleted";

  private final Statements statements;

  @Inject
  MirrorTable(Statements statements) {
    this.statements = statements;
  }

  /**
   * Stores the customer and his subscription, in this order, as whole pictures are stored: two who
   * store at once wait for each other and not both. What is charged for it next stays known only
   * where nothing else about it has changed.
   */
  void store(WorkspaceSlug workspace, Sighting sighting) {
    SubscriptionSnapshot snapshot = sighting.snapshot();
    statements.change(
        STORE_CUSTOMER,
        workspace.value(),
        snapshot.customer().value(),
        sighting.customerDeleted(),
        snapshot.accountHint(),
        snapshot.readAt());
    statements.change(
        STORE_SUBSCRIPTION,
        workspace.value(),
        snapshot.id().value(),
        snapshot.customer().value(),
        snapshot.status(),
        snapshot.ended(),
        BillingJson.write(snapshot),
        snapshot.readAt());
  }

  /** The subscription as last read. */
  Optional<SubscriptionSnapshot> recall(WorkspaceSlug workspace, SubscriptionId id) {
    return statements
        .text(RECALL, workspace.value(), id.value())
        .map(json -> BillingJson.read(json, SubscriptionSnapshot.class));
  }

  /** Whether the customer has been read, and was not deleted then. */
  boolean knows(WorkspaceSlug workspace, CustomerId id) {
    return statements.text(KNOWS_CUSTOMER, workspace.value(), id.value()).isPresent();
  }
}
