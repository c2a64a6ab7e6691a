package io.backstop.billing;

import io.backstop.billing.CardGateway.PaymentSighting;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Ids;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.SessionId;
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
 * Where a customer pays what has failed. Suspends the caller's transaction: Stripe is never called
 * inside one. What each payment goes through, what a crash leaves behind and who wins a race stands
 * at {@link PaymentLedger}.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PaymentDesk {

  private static final Logger LOG = Logger.getLogger(PaymentDesk.class.getName());

  /** How often, and with what pause, a second press looks for what the first one has come to. */
  private static final int LOOKS = 50;

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final CardGateway gateway;
  private final Wallet wallet;
  private final PaymentLedger ledger;
  private final Cashier cashier;
  private final Mirror mirror;
  private final Clock clock;
  private final Consumer<Duration> pause;

  /** For the container's proxy. */
  public PaymentDesk() {
    this(null, null, null, null, null, null);
  }

  @Inject
  PaymentDesk(
      CardGateway gateway,
      Wallet wallet,
      PaymentLedger ledger,
      Cashier cashier,
      Mirror mirror,
      Clock clock) {
    this(gateway, wallet, ledger, cashier, mirror, clock, Teller::rest);
  }

  PaymentDesk(
      CardGateway gateway,
      Wallet wallet,
      PaymentLedger ledger,
      Cashier cashier,
      Mirror mirror,
      Clock clock,
      Consumer<Duration> pause) {
    this.gateway = gateway;
    this.wallet = wallet;
    this.ledger = ledger;
    this.cashier = cashier;
    this.mirror = mirror;
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * Pays what has failed, once each, the latest invoice first, as Stripe has it now. Stops at the
   * first one that is not paid: a card that a bank has just refused is not tried on the next. What
   * the customer has not agreed to is left alone: an invoice that has come since, or of which more
   * is owed now. The same act again charges nothing again: it looks at what became of it, and goes
   * on where it waited for the customer's bank.
   *
   * <p>The card becomes the default first, as by {@link CardDesk#choose}: it is the one the
   * customer means to be charged from now on, and Stripe's own next attempt goes to it, too.
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
    for (Payment earlier : ledger.ofAct(workspace.slug(), customer, act)) {
      tried.add(settled(workspace, earlier));
    }
    if (tried.stream().allMatch(each -> each.state() == PaymentState.PAID)) {
      wallet.demand(workspace, customer, card);
      List<InvoiceSnapshot> due = due(workspace, customer, agreed);
      if (tried.isEmpty() && !due.isEmpty()) {
        wallet.prefer(workspace, customer, card);
      }
      for (InvoiceSnapshot invoice : due) {
        Payment payment = attempt(workspace, invoice, card, visit, act);
        if (tried.stream().noneMatch(each -> each.attemptId().equals(payment.attemptId()))) {
          tried.add(payment);
        }
        if (payment.state() != PaymentState.PAID) {
          break;
        }
      }
    }
    if (!tried.isEmpty()) {
      mirror.catchUp(workspace, customer);
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
}
