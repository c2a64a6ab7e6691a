package io.backstop.billing;

import io.backstop.billing.CardGateway.PaymentSighting;
import io.backstop.billing.CardGateway.SetupSighting;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Ids;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.workspace.Workspace;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Where a customer's card is changed and what has failed is paid. Suspends the caller's
 * transaction: Stripe is never called inside one. What each payment goes through, what a crash
 * leaves behind and who wins a race stands at {@link PaymentLedger}.
 *
 * <p>A card change has no ledger: adopting the same set-up again ends in the same defaults, so
 * whoever stops half way is helped by doing it once more. The customer's default is set first; what
 * a crash leaves behind then is a subscription that still has its old card.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CardDesk {

  private static final Logger LOG = Logger.getLogger(CardDesk.class.getName());

  /** How often, and with what pause, a second press looks for what the first one has come to. */
  private static final int LOOKS = 50;

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final CardGateway gateway;
  private final PaymentLedger ledger;
  private final Cashier cashier;
  private final Mirror mirror;
  private final Clock clock;
  private final Consumer<Duration> pause;

  /** For the container's proxy. */
  public CardDesk() {
    this(null, null, null, null, null);
  }

  @Inject
  CardDesk(CardGateway gateway, PaymentLedger ledger, Cashier cashier, Mirror mirror, Clock clock) {
    this(gateway, ledger, cashier, mirror, clock, Teller::rest);
  }

  CardDesk(
      CardGateway gateway,
      PaymentLedger ledger,
      Cashier cashier,
      Mirror mirror,
      Clock clock,
      Consumer<Duration> pause) {
    this.gateway = gateway;
    this.ledger = ledger;
    this.cashier = cashier;
    this.mirror = mirror;
    this.clock = clock;
    this.pause = pause;
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
   * each of his subscriptions that has not ended. Believes Stripe, and nothing that a page says.
   * May be repeated.
   *
   * @return the card, {@code pm_…}; empty when the set-up is not finished, not known, or another
   *     customer's: then nothing has changed
   * @throws BillingUnavailable when Stripe cannot be asked; the change may be half done then
   */
  public Optional<String> adopt(Workspace workspace, CustomerId customer, String setupIntent) {
    Optional<String> card =
        gateway
            .setup(workspace, setupIntent)
            .filter(setup -> setup.status().equals("succeeded"))
            .filter(setup -> setup.customer().equals(Optional.of(customer)))
            .flatMap(SetupSighting::card);
    card.ifPresent(typed -> prefer(workspace, customer, typed));
    return card;
  }

  /**
   * Makes a card on file the default of the customer and of each of his subscriptions that has not
   * ended. May be repeated.
   *
   * @throws Refusal {@code STEP_MISMATCH} when the card is not the customer's (any more)
   * @throws BillingUnavailable when Stripe cannot be asked; the change may be half done then
   */
  public void choose(Workspace workspace, CustomerId customer, String card) {
    demandOwn(workspace, customer, card);
    prefer(workspace, customer, card);
  }

  private void prefer(Workspace workspace, CustomerId customer, String card) {
    gateway.makeDefault(workspace, customer, card);
    for (SubscriptionId subscription : gateway.subscriptions(workspace, customer)) {
      gateway.makeDefault(workspace, subscription, card);
    }
    refresh(workspace, customer);
  }

  /**
   * Pays what has failed, once each, the latest invoice first, as Stripe has it now. Stops at the
   * first one that is not paid: a card that a bank has just refused is not tried on the next. What
   * the customer has not agreed to is left alone: an invoice that has come since, or of which more
   * is owed now. The same act again charges nothing again: it looks at what became of it, and goes
   * on where it waited for the customer's bank.
   *
   * @param card one of the customer's, {@code pm_…}
   * @param agreed what the customer was shown: invoice to amount, minor units
   * @param visit the hosted link's session
   * @param act the form that was pressed
   * @return that Stripe cannot be reached half way is not thrown: the receipt is PENDING
   * @throws Refusal {@code STEP_MISMATCH}, before anything is stored, when the card is not the
   *     customer's
   * @throws BillingUnavailable when Stripe cannot be asked, before anything is stored
   */
  public PaymentReceipt pay(
      Workspace workspace,
      CustomerId customer,
      String card,
      Map<String, Long> agreed,
      SessionId visit,
      SessionId act) {
    List<Payment> tried = new ArrayList<>();
    for (Payment earlier : ledger.ofAct(workspace.slug(), act)) {
      tried.add(settled(workspace, earlier));
    }
    if (tried.stream().allMatch(each -> each.state() == PaymentState.PAID)) {
      demandOwn(workspace, customer, card);
      for (InvoiceSnapshot invoice : due(workspace, customer, agreed)) {
        Payment payment = attempt(workspace, invoice, card, visit, act);
        if (tried.stream().noneMatch(each -> each.attemptId().equals(payment.attemptId()))) {
          tried.add(payment);
        }
        if (payment.state() != PaymentState.PAID) {
          break;
        }
      }
    }
    if (tried.stream().anyMatch(each -> each.state() == PaymentState.PAID)) {
      refresh(workspace, customer);
    }
    return new PaymentReceipt(List.copyOf(tried));
  }

  private List<InvoiceSnapshot> due(
      Workspace workspace, CustomerId customer, Map<String, Long> agreed) {
    return gateway.openInvoices(workspace, customer).stream()
        .filter(InvoiceSnapshot::failed)
        .filter(invoice -> invoice.amountRemaining() <= agreed.getOrDefault(invoice.id(), -1L))
        .toList();
  }

  private Payment attempt(
      Workspace workspace, InvoiceSnapshot invoice, String card, SessionId visit, SessionId act) {
    Instant now = clock.instant();
    Payment intent =
        new Payment(
            workspace.slug(),
            Ids.next("pay_", now),
            visit,
            act,
            invoice.customer(),
            invoice.id(),
            card,
            invoice.amountRemaining(),
            invoice.currency(),
            PaymentState.SENT,
            Optional.empty(),
            0,
            now.plus(Payment.FIRST_PAUSE),
            Optional.empty(),
            now,
            now);
    Payment inForce = ledger.begin(intent);
    return inForce.attemptId().equals(intent.attemptId())
        ? concluded(intent, cashier.charge(workspace, intent))
        : settled(workspace, inForce);
  }

  /**
   * When the conclusion cannot be stored, the customer is told neither "paid" nor "refused": the
   * sweeper will find the attempt unsettled, read Stripe and conclude it then.
   */
  private Payment concluded(Payment payment, PaymentFinding finding) {
    try {
      return ledger.conclude(payment, finding);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "payment " + payment.attemptId() + " could not be concluded", e);
      return payment;
    }
  }

  /** What an attempt of another press has come to; waits a little for one that is under way. */
  private Payment settled(Workspace workspace, Payment earlier) {
    Payment payment = earlier;
    for (int look = 0; look < LOOKS && payment.state() == PaymentState.SENT; look++) {
      pause.accept(BETWEEN_LOOKS);
      payment = ledger.find(payment);
    }
    if (payment.state().known() && payment.state() != PaymentState.NEEDS_ACTION) {
      return payment;
    }
    try {
      return concluded(payment, cashier.look(workspace, payment));
    } catch (BillingUnavailable e) {
      LOG.log(Level.INFO, "payment {0} could not be read", payment.attemptId());
      return payment;
    }
  }

  /**
   * What lets the customer answer his bank about a payment: for the page, and nowhere else.
   *
   * @return empty when the bank does not wait (any more)
   * @throws BillingUnavailable when Stripe cannot be asked
   */
  public Optional<String> challenge(Workspace workspace, Payment payment) {
    return gateway.payment(workspace, payment.invoiceId()).flatMap(PaymentSighting::clientSecret);
  }

  /**
   * Stripe's own page for an invoice, for whom ours cannot help; read now.
   *
   * @throws BillingUnavailable when Stripe cannot be asked
   */
  public Optional<URI> hostedPage(Workspace workspace, String invoice) {
    return gateway.payment(workspace, invoice).flatMap(PaymentSighting::hostedPage);
  }

  /** What a visit has tried to pay, the earliest first. No call. */
  public List<Payment> ofVisit(Workspace workspace, SessionId visit) {
    return ledger.ofVisit(workspace.slug(), visit);
  }

  /** What is not known yet of a customer's payments. No call. */
  public List<Payment> underWay(Workspace workspace, CustomerId customer) {
    return ledger.underWay(workspace.slug(), customer);
  }

  private void demandOwn(Workspace workspace, CustomerId customer, String card) {
    if (!gateway.has(workspace, customer, card)) {
      throw new Refusal(RefusalCode.STEP_MISMATCH, "not a card of this customer");
    }
  }

  /** Before the answer, so that what is paid raises no wall; Stripe's event does it otherwise. */
  private void refresh(Workspace workspace, CustomerId customer) {
    try {
      mirror.refresh(workspace, customer);
    } catch (BillingUnavailable e) {
      LOG.log(Level.INFO, "the mirror is refreshed later: {0}", e.getMessage());
    }
  }
}
