package io.backstop.billing;

import io.backstop.billing.CardGateway.SetupSighting;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.SessionId;
import io.backstop.workspace.Workspace;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Where a customer's card is changed. Suspends the caller's transaction: Stripe is never called
 * inside one. There is no ledger: adopting the same set-up again ends in the same defaults, so
 * whoever stops half way is helped by doing it once more.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CardDesk {

  private final CardGateway gateway;
  private final Wallet wallet;
  private final Mirror mirror;

  /** For the container's proxy. */
  public CardDesk() {
    this(null, null, null);
  }

  @Inject
  CardDesk(CardGateway gateway, Wallet wallet, Mirror mirror) {
    this.gateway = gateway;
    this.wallet = wallet;
    this.mirror = mirror;
  }

  /**
   * Opens the set-up of a new card for a page. The card itself goes from the browser to Stripe.
   *
   * @param act the page that is rendered: the same act is the same set-up
   * @throws BillingUnavailable when Stripe cannot be asked
   */
  public CardSetup begin(Workspace workspace, CustomerId customer, SessionId act) {
    return gateway.open(workspace, customer, "setup." + act.value());
  }

  /**
   * Takes the card of a finished set-up into use: it becomes the default of the customer and of
   * each of his subscriptions that has not ended. May be repeated.
   *
   * @return as {@link #typed}; when empty, nothing has changed
   * @throws BillingUnavailable when Stripe cannot be asked; the change may be half done then
   */
  public Optional<String> adopt(Workspace workspace, CustomerId customer, String setupIntent) {
    Optional<String> card = typed(workspace, customer, setupIntent);
    card.ifPresent(
        typed -> {
          wallet.prefer(workspace, customer, typed);
          mirror.catchUp(workspace, customer);
        });
    return card;
  }

  /**
   * The card of a finished set-up, which is on file now; changes nothing. Believes Stripe, and
   * nothing that a page says.
   *
   * @return {@code pm_…}; empty when the set-up is not finished, not known, or another customer's
   * @throws BillingUnavailable when Stripe cannot be asked
   */
  public Optional<String> typed(Workspace workspace, CustomerId customer, String setupIntent) {
    return gateway
        .setup(workspace, setupIntent)
        .filter(setup -> setup.status().equals("succeeded"))
        .filter(setup -> setup.customer().equals(Optional.of(customer)))
        .flatMap(SetupSighting::card);
  }

  /**
   * Makes a card on file the default of the customer and of each of his subscriptions that has not
   * ended. May be repeated.
   *
   * @throws Refusal {@code STEP_MISMATCH} when the card is not the customer's (any more)
   * @throws BillingUnavailable when Stripe cannot be asked; the change may be half done then
   */
  public void choose(Workspace workspace, CustomerId customer, String card) {
    wallet.demand(workspace, customer, card);
    wallet.prefer(workspace, customer, card);
    mirror.catchUp(workspace, customer);
  }
}
