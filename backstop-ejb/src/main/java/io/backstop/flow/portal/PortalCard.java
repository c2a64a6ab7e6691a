package io.backstop.flow.portal;

import io.backstop.billing.BillingUnavailable;
import io.backstop.billing.CardDesk;
import io.backstop.billing.InvoiceSnapshot;
import io.backstop.billing.Mirror;
import io.backstop.billing.PaymentDesk;
import io.backstop.billing.PaymentState;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.SessionId;
import io.backstop.link.FlowPass;
import io.backstop.link.HostedLink;
import io.backstop.link.LinkMint;
import io.backstop.workspace.KeyRing;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * The portal's card. Who owes nothing changes it here; who does pays with the new one, at a payment
 * wall of his own that leads back here: what is charged is said, and agreed to, in one place.
 * Suspends the caller's transaction; safe for any number of callers.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PortalCard {

  private final Mirror mirror;
  private final CardDesk cards;
  private final PaymentDesk payments;
  private final LinkMint mint;
  private final KeyRing keys;

  /** For the container's proxy. */
  public PortalCard() {
    this(null, null, null, null, null);
  }

  @Inject
  PortalCard(Mirror mirror, CardDesk cards, PaymentDesk payments, LinkMint mint, KeyRing keys) {
    this.mirror = mirror;
    this.cards = cards;
    this.payments = payments;
    this.mint = mint;
    this.keys = keys;
  }

  /** Whether a payment has failed and is still open, as last read. No call. */
  public boolean owes(FlowPass pass) {
    return mirror.recall(pass.workspace(), pass.customer()).stream()
        .flatMap(picture -> picture.openInvoices().stream())
        .anyMatch(InvoiceSnapshot::failed);
  }

  /**
   * A link to the wall, which leads back here.
   *
   * @throws Refusal as {@link LinkMint#wallLink} does
   */
  public HostedLink pay(FlowPass pass) {
    return mint.wallLink(pass);
  }

  /**
   * Takes the card of a finished set-up into use everywhere. The same form may be sent again.
   *
   * @return the {@code did} of {@link PortalFlow#progress}; empty when Stripe knows of no such
   *     finished set-up of this customer
   * @throws BillingUnavailable when it is not known whether it was taken
   */
  public Optional<String> adopt(FlowPass pass, String setupIntent, SessionId act) {
    return cards
        .adopt(pass.workspace(), pass.customer(), setupIntent)
        .map(card -> Vouched.text(keys, pass, act));
  }

  /**
   * What a visit to the wall that has led back here has come to; one statement.
   *
   * @param did the wall's session, as the address brings it
   * @return the {@code did} of {@link PortalFlow#progress}; empty when nothing was paid there
   */
  public Optional<String> paid(FlowPass pass, SessionId did) {
    boolean paid =
        payments.ofVisit(pass.workspace(), did).stream()
            .anyMatch(
                each ->
                    each.state() == PaymentState.PAID && each.customerId().equals(pass.customer()));
    return paid ? Optional.of(Vouched.text(keys, pass, did)) : Optional.empty();
  }
}
