package io.backstop.billing;

import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.workspace.Workspace;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** What Stripe has, as far as pages and links need it. */
@ApplicationScoped
public class Mirror {

  /** Reads the customer, and the subscription if one is named, from Stripe into the mirror. */
  public void acquaint(
      Workspace workspace, CustomerId customer, Optional<SubscriptionId> subscription) {
    throw new BillingUnavailable("Stripe is not connected yet", null);
  }
}
