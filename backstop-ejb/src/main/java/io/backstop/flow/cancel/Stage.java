package io.backstop.flow.cancel;

import io.backstop.billing.BillingUnavailable;
import io.backstop.billing.Quote;
import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.flow.cancel.CancelStep.Confirm;
import io.backstop.flow.cancel.CancelStep.OfferStep;
import io.backstop.flow.cancel.CancelStep.Stories;
import io.backstop.flow.cancel.CancelStep.Survey;
import io.backstop.flow.cancel.FlowDefinition.CallOffer;
import io.backstop.flow.cancel.FlowDefinition.Offer;
import io.backstop.flow.cancel.FlowDefinition.Story;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.link.FlowPass;
import io.backstop.workspace.Workspace.CancelTiming;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Shows a visit where it is, and moves it past what cannot be shown: an offer that does not suit
 * the subscription, or for which no terms can be had, is passed over and never in the way.
 */
@Dependent
class Stage {

  /** Terms older than this are asked for anew before they are shown again. */
  static final Duration TERMS_LIFE = Duration.ofMinutes(15);

  /** How long a customer is kept waiting for terms before the rest of the offers is let go. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Logger LOG = Logger.getLogger(Stage.class.getName());

  private final VisitBook book;
  private final Terms terms;
  private final OfferPolicy policy;
  private final Clock clock;

  @Inject
  Stage(VisitBook book, Terms terms, OfferPolicy policy, Clock clock) {
    this.book = book;
    this.terms = terms;
    this.policy = policy;
    this.clock = clock;
  }

  /**
   * The step that the visit is at. Called outside of transactions.
   *
   * @param subscription as fresh as it could be had; empty when nothing is known of it
   */
  CancelStep show(
      FlowPass pass,
      Visit asRead,
      FlowDefinition flow,
      Optional<SubscriptionSnapshot> subscription) {
    Instant patienceEnds = clock.instant().plus(PATIENCE);
    OfferPolicy.Allowance allowance = policy.of(pass);
    Visit visit = asRead;
    Optional<CancelStep> step = step(pass, visit, flow, subscription);
    while (step.isEmpty()) {
      Optional<Visit> offered =
          clock.instant().isBefore(patienceEnds)
              ? offered(pass, visit, flow, subscription, allowance)
              : Optional.empty();
      Visit before = visit;
      visit = offered.orElseGet(() -> passedOver(pass, before, flow));
      step = step(pass, visit, flow, subscription);
    }
    return step.get();
  }

  /** What to show; empty when the present stop cannot be shown as it is. */
  private Optional<CancelStep> step(
      FlowPass pass,
      Visit visit,
      FlowDefinition flow,
      Optional<SubscriptionSnapshot> subscription) {
    if (!visit.isOpen()) {
      return Endings.lastPage(visit, flow, subscription).map(CancelStep.class::cast);
    }
    if (subscription.filter(s -> terms.nothingToCancel(pass.workspace(), s)).isPresent()) {
      return Optional.of(Endings.alreadyEnding(visit, subscription.get()));
    }
    return switch (visit.stop().kind()) {
      case SURVEY -> Optional.of(survey(pass, visit, flow, subscription));
      case STORIES -> subscription.map(known -> stories(visit, flow, known));
      case OFFER -> subscription.flatMap(known -> offer(visit, flow, known));
      case CONFIRM -> Optional.of(confirm(pass, visit, subscription));
    };
  }

  private static CancelStep survey(
      FlowPass pass,
      Visit visit,
      FlowDefinition flow,
      Optional<SubscriptionSnapshot> subscription) {
    return new Survey(
        visit.key(),
        subscription,
        flow.surveyTitle(),
        ReasonOrder.of(flow, pass.customer()),
        visit.reason(),
        visit.comment());
  }

  private static CancelStep stories(
      Visit visit, FlowDefinition flow, SubscriptionSnapshot subscription) {
    return new Stories(visit.key(), Optional.of(subscription), stories(flow, visit.reason()));
  }

  /** Those that are told after {@code chosen}. */
  static List<Story> stories(FlowDefinition flow, Optional<String> chosen) {
    return flow.reasons().stream()
        .filter(reason -> chosen.equals(Optional.of(reason.id())))
        .flatMap(reason -> reason.stories().stream())
        .map(flow.stories()::get)
        .filter(Objects::nonNull)
        .toList();
  }

  private Optional<CancelStep> offer(
      Visit visit, FlowDefinition flow, SubscriptionSnapshot subscription) {
    Instant now = clock.instant();
    Optional<Quote> shown = visit.offers().quote().map(QuoteText::read);
    boolean stillTrue =
        visit.offers().shownAt().filter(at -> now.isBefore(at.plus(TERMS_LIFE))).isPresent()
            && shown.map(quote -> terms.stillHold(quote, subscription)).orElse(true);
    return available(visit, flow)
        .filter(offer -> stillTrue)
        .map(
            offer ->
                new OfferStep(
                    visit.key(),
                    Optional.of(subscription),
                    offer,
                    shown,
                    visit.offers().notApplied()));
  }

  private CancelStep confirm(
      FlowPass pass, Visit visit, Optional<SubscriptionSnapshot> subscription) {
    Optional<Instant> end =
        subscription.flatMap(known -> terms.accessEnds(pass.workspace(), known));
    boolean immediately =
        pass.workspace().cancel().timing() == CancelTiming.IMMEDIATELY
            || end.filter(at -> !at.isAfter(subscription.get().readAt())).isPresent();
    Optional<Instant> accessEnds = immediately ? Optional.of(clock.instant()) : end;
    return new Confirm(
        visit.key(), subscription, accessEnds, immediately, visit.offers().notApplied());
  }

  private static Optional<Offer> available(Visit visit, FlowDefinition flow) {
    return Optional.ofNullable(visit.stop().offerId())
        .filter(id -> !visit.offers().wasRefused(id))
        .map(flow.offers()::get);
  }

  /** The visit with terms for the offer that it is at; empty when there are none. */
  private Optional<Visit> offered(
      FlowPass pass,
      Visit visit,
      FlowDefinition flow,
      Optional<SubscriptionSnapshot> subscription,
      OfferPolicy.Allowance allowance) {
    Optional<Offer> offer = available(visit, flow);
    if (offer.isEmpty()
        || subscription.isEmpty()
        || !allowance.covers(offer.get(), flow, subscription.get())) {
      return Optional.empty();
    }
    Optional<Quote> quote = Optional.empty();
    if (!(offer.get() instanceof CallOffer)) {
      try {
        quote = terms.of(pass.workspace(), subscription.get(), offer.get());
      } catch (Refusal refusal) {
        if (refusal.code() == RefusalCode.TEMPORARILY_UNAVAILABLE) {
          throw refusal; // our own database, and no fault of the offer
        }
        LOG.log(
            refusal instanceof BillingUnavailable ? Level.INFO : Level.WARNING,
            "Offer {0} of {1} is passed over: {2}",
            new Object[] {offer.get().id(), pass.session(), refusal.getMessage()});
      }
      if (quote.isEmpty()) {
        return Optional.empty();
      }
    }
    Optional<String> shown = quote.map(QuoteText::write);
    return Optional.of(
        book.change(pass, visit.key(), open -> open.offered(shown, clock.instant())));
  }

  private Visit passedOver(FlowPass pass, Visit visit, FlowDefinition flow) {
    Stop next = FlowPath.of(flow, visit.reason()).after(visit.stop());
    return book.change(pass, visit.key(), open -> open.passOver(next));
  }
}
