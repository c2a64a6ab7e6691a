package io.backstop.billing;

import io.backstop.billing.BillingGateway.CustomerSighting;
import io.backstop.billing.BillingGateway.Sighting;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.WorkspaceSlug;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;

/**
 * The rows of the mirror. Each call joins the caller's transaction, or is one of its own.
 *
 * <p>What was read earlier never overwrites what was read later: a reading counts from when it
 * began, and the upsert leaves a row with a later {@code read_at} alone. The row lock that an upsert
 * takes makes this hold for any number of readers at once.
 */
@Stateless
public class MirrorTable {

  @PersistenceContext(unitName = "backstop")
  private EntityManager em;

  public MirrorTable() {}

  MirrorTable(EntityManager em) {
    this.em = em;
  }

  /** Stores a subscription and the customer it came with. */
  public void store(WorkspaceSlug workspace, Sighting sighting) {
    SubscriptionSnapshot snapshot = sighting.snapshot();
    em.createNativeQuery(
            """
            INSERT INTO stripe_subscription AS known
              (workspace_id, subscription_id, customer_id, status, ended, snapshot, read_at)
            VALUES (:workspace, :subscription, :customer, :status, :ended,
                    CAST(:snapshot AS jsonb), :readAt)
            ON CONFLICT (workspace_id, subscription_id) DO UPDATE SET
              customer_id = excluded.customer_id, status = excluded.status,
              ended = excluded.ended, snapshot = excluded.snapshot, read_at = excluded.read_at
            WHERE known.read_at <= excluded.read_at""")
        .setParameter("workspace", workspace.value())
        .setParameter("subscription", snapshot.id().value())
        .setParameter("customer", snapshot.customer().value())
        .setParameter("status", snapshot.status())
        .setParameter("ended", snapshot.ended())
        .setParameter("snapshot", BillingJson.write(snapshot))
        .setParameter("readAt", snapshot.readAt())
        .executeUpdate();
    store(
        workspace,
        new CustomerSighting(
            snapshot.customer(),
            sighting.customerDeleted(),
            snapshot.accountHint(),
            snapshot.readAt()));
  }

  /** Stores a customer. */
  public void store(WorkspaceSlug workspace, CustomerSighting customer) {
    em.createNativeQuery(
            """
            INSERT INTO stripe_customer AS known
              (workspace_id, customer_id, deleted, account_hint, read_at)
            VALUES (:workspace, :customer, :deleted, NULLIF(:hint, ''), :readAt)
            ON CONFLICT (workspace_id, customer_id) DO UPDATE SET
              deleted = excluded.deleted, account_hint = excluded.account_hint,
              read_at = excluded.read_at
            WHERE known.read_at <= excluded.read_at""")
        .setParameter("workspace", workspace.value())
        .setParameter("customer", customer.id().value())
        .setParameter("deleted", customer.deleted())
        .setParameter("hint", customer.accountHint().orElse(""))
        .setParameter("readAt", customer.readAt())
        .executeUpdate();
  }

  /** The subscription as last read. */
  public Optional<SubscriptionSnapshot> recall(WorkspaceSlug workspace, SubscriptionId id) {
    return texts(
            em.createNativeQuery(
                    """
                    SELECT CAST(snapshot AS text) FROM stripe_subscription
                    WHERE workspace_id = :workspace AND subscription_id = :subscription""")
                .setParameter("workspace", workspace.value())
                .setParameter("subscription", id.value()))
        .map(json -> BillingJson.read(json, SubscriptionSnapshot.class));
  }

  /** The customer whose subscription it is, as last read. */
  public Optional<CustomerId> ownerOf(WorkspaceSlug workspace, SubscriptionId id) {
    return texts(
            em.createNativeQuery(
                    """
                    SELECT customer_id FROM stripe_subscription
                    WHERE workspace_id = :workspace AND subscription_id = :subscription""")
                .setParameter("workspace", workspace.value())
                .setParameter("subscription", id.value()))
        .map(CustomerId::new);
  }

  /** Whether the customer has been read, and was not deleted then. */
  public boolean knows(WorkspaceSlug workspace, CustomerId id) {
    return texts(
            em.createNativeQuery(
                    """
                    SELECT customer_id FROM stripe_customer
                    WHERE workspace_id = :workspace AND customer_id = :customer AND NOT deleted""")
                .setParameter("workspace", workspace.value())
                .setParameter("customer", id.value()))
        .isPresent();
  }

  private static Optional<String> texts(jakarta.persistence.Query query) {
    List<?> rows = query.getResultList();
    return rows.isEmpty() ? Optional.empty() : Optional.of((String) rows.get(0));
  }
}
