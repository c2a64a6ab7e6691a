package io.backstop.billing;

import io.backstop.billing.PictureShelf.Unseen;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.Statements;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rows of whole customers. As in {@link MirrorTable}, a reading counts from when it began and
 * never overwrites a later one, row by row.
 */
@Dependent
class PictureTable {

  /** The row's other readings (of one subscription) may be later than the picture. */
  private static final String STORE_CUSTOMER =
      """
      INSERT INTO stripe_customer AS known
        (workspace_id, customer_id, deleted, account_hint, read_at, snapshot, pictured_at)
      VALUES (?, ?, ?, ?, ?, CAST(? AS jsonb), ?)
      ON CONFLICT (workspace_id, customer_id) DO UPDATE SET
        deleted = CASE WHEN known.read_at <= excluded.read_at
          THEN excluded.deleted ELSE known.deleted END,
        account_hint = CASE WHEN known.read_at <= excluded.read_at
          THEN excluded.account_hint ELSE known.account_hint END,
        read_at = greatest(known.read_at, excluded.read_at),
        snapshot = excluded.snapshot, pictured_at = excluded.pictured_at
      WHERE known.pictured_at IS NULL OR known.pictured_at <= excluded.pictured_at""";

  private static final String STORE_SUBSCRIPTION =
      """
      INSERT INTO stripe_subscription AS known
        (workspace_id, subscription_id, customer_id, status, ended, snapshot, read_at,
         upcoming, place)
      VALUES (?, ?, ?, ?, ?, CAST(? AS jsonb), ?, CAST(? AS jsonb), ?)
      ON CONFLICT (workspace_id, subscription_id) DO UPDATE SET
        customer_id = excluded.customer_id, status = excluded.status,
        ended = excluded.ended, snapshot = excluded.snapshot, read_at = excluded.read_at,
        upcoming = excluded.upcoming, place = excluded.place
      WHERE known.read_at <= excluded.read_at""";

  private static final String STORE_INVOICE =
      """
      INSERT INTO stripe_invoice AS known
        (workspace_id, invoice_id, customer_id, status, snapshot, read_at)
      VALUES (?, ?, ?, ?, CAST(? AS jsonb), ?)
      ON CONFLICT (workspace_id, invoice_id) DO UPDATE SET
        customer_id = excluded.customer_id, status = excluded.status,
        snapshot = excluded.snapshot, read_at = excluded.read_at
      WHERE known.read_at <= excluded.read_at""";

  private static final String FORGET_SUBSCRIPTION =
      "DELETE FROM stripe_subscription"
          + " WHERE workspace_id = ? AND subscription_id = ? AND read_at <= ?";

  private static final String PENDING =
      """
      SELECT jsonb_build_object(
        'invoices', COALESCE((SELECT jsonb_agg(snapshot) FROM stripe_invoice
          WHERE workspace_id = who.workspace_id AND customer_id = who.customer_id
            AND status = 'open'), '[]'),
        'subscriptions', COALESCE((SELECT jsonb_agg(subscription_id) FROM stripe_subscription
          WHERE workspace_id = who.workspace_id AND customer_id = who.customer_id
            AND NOT ended), '[]'))
      FROM (VALUES (?, ?)) AS who (workspace_id, customer_id)""";

  private static final String RECALL =
      """
      SELECT jsonb_build_object(
        'customer', c.snapshot || jsonb_build_object('deleted', c.deleted),
        'subscriptions', COALESCE((
          SELECT jsonb_agg(jsonb_build_object('subscription', s.snapshot, 'upcoming', s.upcoming)
            ORDER BY s.ended, s.place NULLS FIRST, s.subscription_id)
          FROM stripe_subscription s
          WHERE s.workspace_id = c.workspace_id AND s.customer_id = c.customer_id), '[]'),
        'open_invoices', COALESCE((
          SELECT jsonb_agg(i.snapshot ORDER BY i.snapshot ->> 'created_at' DESC, i.invoice_id)
          FROM stripe_invoice i
          WHERE i.workspace_id = c.workspace_id AND i.customer_id = c.customer_id
            AND i.status = 'open'), '[]'))
      FROM stripe_customer c
      WHERE c.workspace_id = ? AND c.customer_id = ? AND c.snapshot IS NOT NULL""";

  private final Statements statements;

  @Inject
  PictureTable(Statements statements) {
    this.statements = statements;
  }

  /**
   * Stores the customer, unless a later picture of him is stored already. Whoever stored one holds
   * the row until his transaction ends, so that pictures of one customer are stored one by one.
   */
  boolean store(WorkspaceSlug workspace, CustomerSnapshot customer) {
    return statements.change(
            STORE_CUSTOMER,
            workspace.value(),
            customer.id().value(),
            customer.deleted(),
            customer.accountHint(),
            customer.readAt(),
            BillingJson.write(customer),
            customer.readAt())
        > 0;
  }

  /**
   * @param place in Stripe's list, from 0
   */
  void store(WorkspaceSlug workspace, Standing standing, int place) {
    SubscriptionSnapshot snapshot = standing.subscription();
    statements.change(
        STORE_SUBSCRIPTION,
        workspace.value(),
        snapshot.id().value(),
        snapshot.customer().value(),
        snapshot.status(),
        snapshot.ended(),
        BillingJson.write(snapshot),
        snapshot.readAt(),
        standing.upcoming().map(BillingJson::write),
        place);
  }

  void store(WorkspaceSlug workspace, InvoiceSnapshot invoice, Instant readAt) {
    statements.change(
        STORE_INVOICE,
        workspace.value(),
        invoice.id(),
        invoice.customer().value(),
        invoice.status(),
        BillingJson.write(invoice),
        readAt);
  }

  /** Stripe has it no more. */
  void forget(WorkspaceSlug workspace, SubscriptionId id, Instant readAt) {
    statements.change(FORGET_SUBSCRIPTION, workspace.value(), id.value(), readAt);
  }

  /** What is stored as open or not ended, and is not in the picture. */
  Unseen unseen(WorkspaceSlug workspace, CustomerPicture picture) {
    Set<String> invoices =
        picture.openInvoices().stream().map(InvoiceSnapshot::id).collect(Collectors.toSet());
    Set<SubscriptionId> subscriptions =
        picture.subscriptions().stream()
            .map(standing -> standing.subscription().id())
            .collect(Collectors.toSet());
    Unseen pending =
        statements
            .text(PENDING, workspace.value(), picture.customer().id().value())
            .map(json -> BillingJson.read(json, Unseen.class))
            .orElseThrow();
    return new Unseen(
        pending.invoices().stream().filter(known -> !invoices.contains(known.id())).toList(),
        pending.subscriptions().stream().filter(id -> !subscriptions.contains(id)).toList());
  }

  /** The customer as last read whole; empty when that has not been done yet. One statement. */
  Optional<CustomerPicture> recall(WorkspaceSlug workspace, CustomerId customer) {
    return statements
        .text(RECALL, workspace.value(), customer.value())
        .map(json -> BillingJson.read(json, CustomerPicture.class));
  }
}
