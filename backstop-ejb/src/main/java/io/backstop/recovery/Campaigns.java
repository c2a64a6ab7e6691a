package io.backstop.recovery;

import io.backstop.billing.BillingGateway;
import io.backstop.billing.BillingUnavailable;
import io.backstop.billing.Mirror;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Refusal;
import io.backstop.workspace.Workspace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Whether a recovery is in flight. Asked of Stripe itself, which alone knows without delay; never
 * called inside a transaction.
 */
@ApplicationScoped
public class Campaigns {

  private static final Logger LOG = Logger.getLogger(Campaigns.class.getName());

  private final BillingGateway gateway;
  private final Mirror mirror;

  /** For CDI's proxy only. */
  Campaigns() {
    this(null, null);
  }

  @Inject
  Campaigns(BillingGateway gateway, Mirror mirror) {
    this.gateway = gateway;
    this.mirror = mirror;
  }

  /**
   * Whether a payment of this customer has failed and is still owed. When Stripe cannot be asked
   * about a customer who is known, the answer is no: a payer is never blocked on a guess.
   *
   * @throws Refusal CUSTOMER_NOT_FOUND when Stripe has no such customer
   * @throws BillingUnavailable when Stripe cannot be asked and the customer is not known either
   */
  public boolean inFlight(Workspace workspace, CustomerId customer) {
    if (!mirror.knows(workspace, customer, Optional.empty())) {
      mirror.acquaint(workspace, customer, Optional.empty());
    }
    try {
      return gateway.owes(workspace, customer);
    } catch (BillingUnavailable unanswered) {
      LOG.log(Level.WARNING, "No wall on a guess: {0}", unanswered.getMessage());
      return false;
    }
  }
}
