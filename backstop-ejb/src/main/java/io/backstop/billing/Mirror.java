package io.backstop.billing;

import io.backstop.billing.BillingGateway.CustomerSighting;
import io.backstop.billing.BillingGateway.Sighting;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.SubscriptionId;
import io.backstop.workspace.Workspace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;

/**
 * What Backstop knows of Stripe's customers and subscriptions without asking. Filled on first sight
 * by one read; any number of first sights at once end in the same rows. Suspends the caller's
 * transaction: Stripe is never called inside one.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class Mirror {

  private final BillingGateway gateway;
  private final MirrorTable table;

  /** For CDI's proxy, and for tests that stand in for it. */
  public Mirror() {
    this(null, null);
  }

  @Inject
  Mirror(BillingGateway gateway, MirrorTable table) {
    this.gateway = gateway;
    this.table = table;
  }

  /**
   * Whether this customer and, where given, this subscription of his have been read before. No
   * call.
   */
  public boolean knows(
      Workspace workspace, CustomerId customer, Optional<SubscriptionId> subscription) {
    return table.knows(workspace.slug(), customer)
        && subscription.map(id -> table.knows(workspace.slug(), id, customer)).orElse(true);
  }

  /**
   * Reads the customer and, where given, the subscription from Stripe, in one call, and remembers
   * them; also when they are known already (then it refreshes).
   *
   * @throws Refusal {@code CUSTOMER_NOT_FOUND} when Stripe knows no such customer or it has been
   *     deleted; {@code SUBSCRIPTION_NOT_FOUND} when Stripe knows no such subscription or it is
   *     another customer's
   * @throws BillingUnavailable when Stripe cannot be asked; the workspace may have no key yet
   */
  public void acquaint(
      Workspace workspace, CustomerId customer, Optional<SubscriptionId> subscription) {
    if (subscription.isPresent()) {
      acquaint(workspace, customer, subscription.get());
      return;
    }
    CustomerSighting sighting =
        gateway
            .read(workspace, customer)
            .orElseThrow(() -> new Refusal(RefusalCode.CUSTOMER_NOT_FOUND, "Stripe has none"));
    table.store(workspace.slug(), sighting);
    if (sighting.deleted()) {
      throw new Refusal(RefusalCode.CUSTOMER_NOT_FOUND, "deleted at Stripe");
    }
  }

  /** Reads the customer from Stripe and remembers him. */
  public void refresh(Workspace workspace, CustomerId customer) {
    acquaint(workspace, customer, Optional.empty());
  }

  private void acquaint(Workspace workspace, CustomerId customer, SubscriptionId subscription) {
    Sighting sighting =
        gateway
            .read(workspace, subscription)
            .orElseThrow(() -> new Refusal(RefusalCode.SUBSCRIPTION_NOT_FOUND, "Stripe has none"));
    table.store(workspace.slug(), sighting);
    if (!sighting.snapshot().customer().equals(customer)) {
      throw new Refusal(RefusalCode.SUBSCRIPTION_NOT_FOUND, "another customer's");
    }
    if (sighting.customerDeleted()) {
      throw new Refusal(RefusalCode.CUSTOMER_NOT_FOUND, "deleted at Stripe");
    }
  }
}
