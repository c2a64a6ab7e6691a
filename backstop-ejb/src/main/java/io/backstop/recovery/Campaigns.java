package io.backstop.recovery;

import io.backstop.billing.BillingGateway;
import io.backstop.billing.BillingUnavailable;
import io.backstop.billing.InvoiceSnapshot;
import io.backstop.billing.Mirror;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Refusal;
import io.backstop.recovery.CampaignTable.Glance;
import io.backstop.workspace.Workspace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Whether a recovery is in flight. Of a customer with none in flight that is one query and no call
 * to Stripe; only when the local state says that he owes is Stripe asked whether he still does, so
 * that an event that is late or lost blocks nobody who has paid. Never called inside a transaction.
 */
@ApplicationScoped
public class Campaigns {

  private static final Logger LOG = Logger.getLogger(Campaigns.class.getName());

  /** Stripe sends an event within moments and tries again for days; an hour is plenty. */
  private static final Duration HEARD_BY = Duration.ofHours(1);

  private final CampaignTable table;
  private final BillingGateway gateway;
  private final Mirror mirror;
  private final Clock clock;

  /** For CDI's proxy, and for tests that stand in for it. */
  public Campaigns() {
    this(null, null, null, null);
  }

  @Inject
  Campaigns(CampaignTable table, BillingGateway gateway, Mirror mirror, Clock clock) {
    this.table = table;
    this.gateway = gateway;
    this.mirror = mirror;
    this.clock = clock;
  }

  /**
   * Whether a payment of this customer has failed and is still owed. When Stripe cannot be asked
   * about a customer who is known, the answer is no: a payer is never blocked on a guess.
   *
   * @throws Refusal CUSTOMER_NOT_FOUND when Stripe has no such customer
   * @throws BillingUnavailable when Stripe cannot be asked and the customer is not known either
   */
  public boolean inFlight(Workspace workspace, CustomerId customer) {
    Glance glance = glance(workspace, customer);
    if (!glance.known()) {
      mirror.acquaint(workspace, customer, Optional.empty());
      return glance(workspace, customer).inFlight();
    }
    if (!glance.inFlight() && !glance.overdue()) {
      return false;
    }
    try {
      return glance.inFlight() && isStillOwed(workspace, customer) || afresh(workspace, customer);
    } catch (BillingUnavailable unanswered) {
      LOG.log(Level.WARNING, "No wall on a guess: {0}", unanswered.getMessage());
      return false;
    }
  }

  /** What is in flight of this customer, the latest first; as last read, no call. */
  public List<Campaign> open(Workspace workspace, CustomerId customer) {
    return table.inFlight(workspace.slug(), customer);
  }

  /** One call where one invoice is in flight; who owes needs no more to be known. */
  private boolean isStillOwed(Workspace workspace, CustomerId customer) {
    return open(workspace, customer).stream()
        .map(campaign -> gateway.soon().invoice(workspace, campaign.invoiceId()))
        .anyMatch(invoice -> invoice.map(InvoiceSnapshot::failed).orElse(false));
  }

  private boolean afresh(Workspace workspace, CustomerId customer) {
    mirror.acquaint(workspace, customer, Optional.empty());
    return glance(workspace, customer).inFlight();
  }

  private Glance glance(Workspace workspace, CustomerId customer) {
    return table.glance(workspace.slug(), customer, clock.instant().minus(HEARD_BY));
  }
}
