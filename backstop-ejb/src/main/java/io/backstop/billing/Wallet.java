package io.backstop.billing;

import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.SubscriptionId;
import io.backstop.workspace.Workspace;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;

/**
 * A customer's cards at Stripe, and which of them is charged. Stateless, outside any transaction.
 */
@Dependent
class Wallet {

  private final CardGateway gateway;

  @Inject
  Wallet(CardGateway gateway) {
    this.gateway = gateway;
  }

  /**
   * @throws Refusal {@code STEP_MISMATCH} when the card is not the customer's (any more)
   */
  void demand(Workspace workspace, CustomerId customer, String card) {
    if (!gateway.has(workspace, customer, card)) {
      throw new Refusal(RefusalCode.STEP_MISMATCH, "not a card of this customer");
    }
  }

  /**
   * Has the card charged from now on: for the customer, and for each of his subscriptions that has
   * not ended, because a subscription's own card goes before the customer's (Stripe docs:
   * subscription.default_payment_method). May be repeated. The customer's is set first; what a
   * crash leaves behind then is a subscription that still has its old card.
   */
  void prefer(Workspace workspace, CustomerId customer, String card) {
    gateway.makeDefault(workspace, customer, card);
    for (SubscriptionId subscription : gateway.subscriptions(workspace, customer)) {
      gateway.makeDefault(workspace, subscription, card);
    }
  }
}
