package io.backstop.flow.cancel;

import io.backstop.billing.BillingDesk;
import io.backstop.billing.BillingOrder;
import io.backstop.billing.Quote;
import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.flow.cancel.CancelStep.Done;
import io.backstop.flow.cancel.FlowDefinition.CallOffer;
import io.backstop.flow.cancel.FlowDefinition.Offer;
import io.backstop.flow.cancel.FlowDefinition.Reason;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.link.FlowPass;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The cancel flow, as pages see it: {@link #open} for a GET, {@link #choose} for a POST, {@link
 * #ending} for a form that comes again after the link was spent.
 *
 * <p>Runs outside of transactions and suspends the caller's, since Stripe is asked on the way; what
 * is written is written by {@link VisitBook} and by the billing station, each in transactions of
 * its own. Safe for any number of callers on any number of nodes: a step is taken once, an order is
 * given once, and who comes second sees what the first has done.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CancelFlow {

  private static final Logger LOG = Logger.getLogger(CancelFlow.class.getName());

  private final BillingDesk desk;
  private final SubscriptionSight sight;
  private final VisitBook book;
  private final FlowShelf shelf;
  private final Stage stage;
  private final Terms terms;
  private final Clock clock;

  /** For the container's proxy. */
  public CancelFlow() {
    this(null, null, null, null, null, null, null);
  }

  @Inject
  CancelFlow(
      BillingDesk desk,
      SubscriptionSight sight,
      VisitBook book,
      FlowShelf shelf,
      Stage stage,
      Terms terms,
      Clock clock) {
    this.desk = desk;
    this.sight = sight;
    this.book = book;
    this.shelf = shelf;
    this.stage = stage;
    this.terms = terms;
    this.clock = clock;
  }

  /**
   * The step that the visit of {@code pass} is at; begins the visit at the first call. Spends
   * nothing, and may be called any number of times. A {@link Done} with {@code alreadyCancelling}
   * when there is nothing to cancel: then nothing is spent either.
   *
   * @throws Refusal SUBSCRIPTION_NOT_FOUND when Stripe says that there is none, or that it is
   *     another customer's
   */
  public CancelStep open(FlowPass pass) {
    Optional<SubscriptionSnapshot> subscription = sight.look(pass);
    Visit visit = begun(pass);
    return stage.show(pass, visit, flowOf(pass, visit), subscription);
  }

  /**
   * Takes one step, and returns the step that the visit is at then. A form of another step changes
   * nothing. {@code KEEP}, {@code ACCEPT_OFFER} and {@code CONFIRM_CANCEL} spend the link and
   * return {@link Done}; when an offer could not be applied, the link is live again and the next
   * step says so; when its terms are no longer what would happen, nothing is ordered and the step
   * is the offer on its new ones, or the next where it has none. {@code CLOSE} is noted and returns
   * a {@link Done} that says dismissed; the link stays live.
   *
   * @throws Refusal STEP_MISMATCH when an acceptance or a confirmation does not belong to what is
   *     on the page now; LINK_DEAD when the link's time is over; SUBSCRIPTION_NOT_FOUND as {@link
   *     #open}
   */
  public CancelStep choose(FlowPass pass, Choice choice) {
    Visit visit = begun(pass);
    FlowDefinition flow = flowOf(pass, visit);
    if (choice.action() == Choice.Action.CLOSE && visit.isOpen()) {
      return Endings.closed(
          book.change(pass, visit.key(), open -> open.dismissed(clock.instant())));
    }
    if (!visit.isOpen() || !visit.key().equals(choice.step())) {
      return shownInstead(pass, visit, flow, choice);
    }
    return switch (choice.action()) {
      case KEEP -> stay(pass, visit, flow, Optional.empty());
      case ACCEPT_OFFER -> accept(pass, visit, flow);
      case CONFIRM_CANCEL -> cancel(pass, visit, flow);
      default -> shownAfter(Walk.of(choice, flow), pass, visit, flow);
    };
  }

  private CancelStep shownAfter(
      Consumer<Visit> change, FlowPass pass, Visit visit, FlowDefinition flow) {
    Visit moved = book.change(pass, visit.key(), change);
    return stage.show(pass, moved, flow, sight.known(pass));
  }

  /**
   * The last page once more, for who sends the last form again after the link was spent; pending
   * while the order is still with Stripe. Empty when the visit has not come to an end. Asks nobody
   * but the database.
   */
  public Optional<Done> ending(FlowPass pass) {
    return book.find(pass)
        .flatMap(visit -> Endings.lastPage(visit, flowOf(pass, visit), sight.recall(pass)));
  }

  /** A form of another step changes nothing; one that meant to end the visit is told so. */
  private CancelStep shownInstead(FlowPass pass, Visit visit, FlowDefinition flow, Choice choice) {
    boolean meantToEnd =
        choice.action() == Choice.Action.ACCEPT_OFFER
            || choice.action() == Choice.Action.CONFIRM_CANCEL;
    if (visit.isOpen() && meantToEnd) {
      throw mismatch();
    }
    return stage.show(pass, visit, flow, sight.known(pass));
  }

  private CancelStep accept(FlowPass pass, Visit visit, FlowDefinition flow) {
    Offer offer =
        Optional.ofNullable(visit.stop().offerId())
            .filter(id -> visit.offers().shownAt().isPresent())
            .map(flow.offers()::get)
            .orElseThrow(CancelFlow::mismatch);
    if (offer instanceof CallOffer) {
      return stay(pass, visit, flow, Optional.of(offer.type()));
    }
    Quote shown = visit.offers().quote().map(QuoteText::read).orElseThrow(CancelFlow::mismatch);
    if (!terms.hold(pass, shown)) {
      return shownAfter(Visit::lapsed, pass, visit, flow);
    }
    try {
      return order(pass, visit, flow, shown.order(), Optional.of(offer));
    } catch (OfferTaken byAnotherLink) {
      return shownAfter(Visit::withdrawn, pass, visit, flow);
    } catch (Refusal refusal) {
      if (refusal.code() != RefusalCode.INTERNAL) {
        throw refusal;
      }
      // Such an order cannot be written down, so nothing was stored and nothing sent.
      LOG.log(
          Level.WARNING,
          "Offer {0} of {1} cannot be ordered: {2}",
          new Object[] {offer.id(), pass.session(), refusal.getMessage()});
      return shownAfter(Visit::withdrawn, pass, visit, flow);
    }
  }

  private CancelStep cancel(FlowPass pass, Visit visit, FlowDefinition flow) {
    if (!visit.stop().equals(Stop.CONFIRM)) {
      throw mismatch();
    }
    Optional<String> feedback =
        flow.reasons().stream()
            .filter(reason -> visit.reason().equals(Optional.of(reason.id())))
            .map(Reason::feedback)
            .findFirst();
    BillingOrder cancel =
        new BillingOrder.Cancel(pass.workspace().cancel().timing(), feedback, visit.comment());
    return order(pass, visit, flow, cancel, Optional.empty());
  }

  /** What came of it is told to {@link VisitBook#conclude} in the billing station's transaction. */
  private CancelStep order(
      FlowPass pass, Visit visit, FlowDefinition flow, BillingOrder order, Optional<Offer> offer) {
    return unlessDecided(
        pass,
        flow,
        () ->
            desk.carryOut(
                pass.workspace(),
                pass.session(),
                pass.customer(),
                pass.subscription().orElseThrow(),
                order,
                () -> book.handOver(pass, visit.key(), flow, offer)));
  }

  private CancelStep stay(
      FlowPass pass, Visit visit, FlowDefinition flow, Optional<String> offerType) {
    return unlessDecided(pass, flow, () -> book.stay(pass, visit.key(), offerType));
  }

  /** Who comes second sees the ending that the first has chosen. */
  private CancelStep unlessDecided(FlowPass pass, FlowDefinition flow, Runnable ending) {
    try {
      ending.run();
    } catch (Refusal refusal) {
      boolean late =
          refusal.code() == RefusalCode.ALREADY_CONFIRMING
              || refusal.code() == RefusalCode.LINK_DEAD;
      return ending(pass).filter(done -> late).orElseThrow(() -> refusal);
    }
    return stage.show(pass, begun(pass), flow, sight.known(pass));
  }

  private Visit begun(FlowPass pass) {
    return book.find(pass)
        .orElseGet(() -> book.begin(pass, shelf.current(pass.workspace(), pass.customer())));
  }

  private FlowDefinition flowOf(FlowPass pass, Visit visit) {
    return shelf
        .of(pass.workspace().slug(), visit.flowDigest())
        .seenBy(pass.workspace().slug(), pass.customer());
  }

  private static Refusal mismatch() {
    return new Refusal(RefusalCode.STEP_MISMATCH, "the form is not of the step the visit is at");
  }
}
