package io.backstop.flow.wall;

import io.backstop.billing.BillingUnavailable;
import io.backstop.billing.CardDesk;
import io.backstop.billing.CustomerPicture;
import io.backstop.billing.InvoiceSnapshot;
import io.backstop.billing.Mirror;
import io.backstop.billing.Payment;
import io.backstop.billing.PaymentDesk;
import io.backstop.billing.PaymentReceipt;
import io.backstop.billing.PaymentState;
import io.backstop.kernel.Ids;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.link.FlowPass;
import io.backstop.link.HostedLink;
import io.backstop.link.LinkMint;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What a customer with a failed payment sees and can do. Keeps nothing of its own: what is owed is
 * read from Stripe at each opening, what the visit has tried stands in the ledger of payments.
 * Suspends the caller's transaction: Stripe is never called inside one.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PaymentWall {

  private static final Logger LOG = Logger.getLogger(PaymentWall.class.getName());

  private final Mirror mirror;
  private final CardDesk cards;
  private final PaymentDesk desk;
  private final LinkMint mint;
  private final Clock clock;

  /** For the container's proxy. */
  public PaymentWall() {
    this(null, null, null, null, null);
  }

  @Inject
  PaymentWall(Mirror mirror, CardDesk cards, PaymentDesk desk, LinkMint mint, Clock clock) {
    this.mirror = mirror;
    this.cards = cards;
    this.desk = desk;
    this.mint = mint;
    this.clock = clock;
  }

  /** Where the visit stands, as Stripe has it now. May be called any number of times. */
  public WallStep open(FlowPass pass) {
    try {
      mirror.refresh(pass.workspace(), pass.customer());
    } catch (BillingUnavailable e) {
      LOG.log(Level.WARNING, "No wall on a guess: {0}", e.getMessage());
      return unread(pass);
    } catch (Refusal gone) {
      if (gone.code() != RefusalCode.CUSTOMER_NOT_FOUND) {
        throw gone;
      }
      return new WallStep.Settled(Optional.empty(), List.of());
    }
    return recall(pass);
  }

  private WallStep unread(FlowPass pass) {
    Optional<CustomerPicture> known = mirror.recall(pass.workspace(), pass.customer());
    return known.isPresent() && !desk.underWay(pass.workspace(), pass.customer()).isEmpty()
        ? new WallStep.Pending(known.get())
        : new WallStep.Unavailable();
  }

  /** Where the visit stands, as Stripe had it when last read. No call. */
  public WallStep recall(FlowPass pass) {
    Optional<CustomerPicture> known = mirror.recall(pass.workspace(), pass.customer());
    if (known.isEmpty()) {
      return new WallStep.Unavailable();
    }
    CustomerPicture picture = known.get();
    List<Payment> tried = desk.ofVisit(pass.workspace(), pass.session());
    List<Payment> paid = paid(tried);
    List<InvoiceSnapshot> due = due(picture, paid);
    if (!desk.underWay(pass.workspace(), pass.customer()).isEmpty()) {
      return new WallStep.Pending(picture);
    }
    if (due.isEmpty()) {
      return new WallStep.Settled(known, paid);
    }
    return new WallStep.Due(picture, due, latest(tried), paid, act());
  }

  /** Without what has just been paid, should the picture be older than that. */
  private static List<InvoiceSnapshot> due(CustomerPicture picture, List<Payment> paid) {
    return picture.openInvoices().stream()
        .filter(InvoiceSnapshot::failed)
        .filter(each -> paid.stream().noneMatch(done -> done.invoiceId().equals(each.id())))
        .toList();
  }

  /**
   * Pays with a card on file, which becomes the card for what is charged next.
   *
   * @param agreed what the form has shown: invoice to amount, minor units
   * @param act the form's
   * @throws Refusal {@code STEP_MISMATCH} when the card is not the customer's (any more)
   * @throws BillingUnavailable when Stripe cannot be asked; nothing was charged then
   */
  public WallStep pay(FlowPass pass, String card, Map<String, Long> agreed, SessionId act) {
    return after(
        pass, desk.pay(pass.workspace(), pass.customer(), card, agreed, pass.session(), act));
  }

  /**
   * Takes a card into use that the customer has typed in, and pays with it.
   *
   * @param setupIntent the set-up that the customer's browser says it has finished; Stripe is asked
   * @throws BillingUnavailable when Stripe cannot be asked; nothing was charged then
   */
  public WallStep payWithNew(
      FlowPass pass, String setupIntent, Map<String, Long> agreed, SessionId act) {
    return cards
        .typed(pass.workspace(), pass.customer(), setupIntent)
        .map(card -> pay(pass, card, agreed, act))
        .orElseGet(() -> recall(pass));
  }

  /** As the desk has left the mirror: fresh, where anything was tried. */
  private WallStep after(FlowPass pass, PaymentReceipt receipt) {
    if (receipt.state() == PaymentReceipt.State.NEEDS_ACTION) {
      return bank(pass).orElseGet(() -> recall(pass));
    }
    return recall(pass);
  }

  /** Where the visit's last payment waits for the customer's bank; empty when none does. */
  public Optional<WallStep> bank(FlowPass pass) {
    List<Payment> tried = desk.ofVisit(pass.workspace(), pass.session());
    Optional<Payment> waiting =
        latest(tried).filter(last -> last.state() == PaymentState.NEEDS_ACTION);
    Optional<CustomerPicture> picture = mirror.recall(pass.workspace(), pass.customer());
    if (waiting.isEmpty() || picture.isEmpty()) {
      return Optional.empty();
    }
    List<InvoiceSnapshot> due = due(picture.get(), paid(tried));
    return desk.challenge(pass.workspace(), waiting.get())
        .map(secret -> new WallStep.Bank(picture.get(), due, waiting.get(), secret));
  }

  /**
   * One for each invoice: an earlier attempt that still waited when another one paid learns later
   * that its invoice is paid.
   */
  private static List<Payment> paid(List<Payment> tried) {
    Map<String, Payment> first = new LinkedHashMap<>();
    tried.stream()
        .filter(each -> each.state() == PaymentState.PAID)
        .sorted(Comparator.comparing(Payment::updatedAt))
        .forEach(each -> first.putIfAbsent(each.invoiceId(), each));
    return List.copyOf(first.values());
  }

  private static Optional<Payment> latest(List<Payment> tried) {
    return tried.isEmpty() ? Optional.empty() : Optional.of(tried.get(tried.size() - 1));
  }

  /** Whether this visit has paid anything. */
  public boolean hasPaid(FlowPass pass) {
    return desk.ofVisit(pass.workspace(), pass.session()).stream()
        .anyMatch(each -> each.state() == PaymentState.PAID);
  }

  /**
   * The way to the cancel flow of one of the customer's subscriptions.
   *
   * @throws Refusal as {@link LinkMint#cancelLink} does
   */
  public HostedLink cancel(FlowPass pass, SubscriptionId subscription) {
    return mint.cancelLink(pass, subscription);
  }

  private SessionId act() {
    return new SessionId(Ids.next("cs_", clock.instant()));
  }
}
