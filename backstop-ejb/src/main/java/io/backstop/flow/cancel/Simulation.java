package io.backstop.flow.cancel;

import io.backstop.billing.BillingOrder;
import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.billing.Suitability;
import io.backstop.flow.cancel.CancelStep.Confirm;
import io.backstop.flow.cancel.CancelStep.OfferStep;
import io.backstop.flow.cancel.CancelStep.Stories;
import io.backstop.flow.cancel.CancelStep.Survey;
import io.backstop.flow.cancel.FlowDefinition.CallOffer;
import io.backstop.flow.cancel.FlowDefinition.Offer;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.WorkspaceSlug;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Walks a made-up customer through a flow, along the very path and past the very offers that a real
 * one would meet. Pure: no visit, no link, no Stripe, no database. Terms are computed here from the
 * made-up price, where a real visit would ask Stripe for them; what another price costs is not
 * known here, so a smaller plan is taken to cost three fifths and a yearly one ten months. What the
 * customer has accepted before ({@code cancel.offer-cooldown}) does not count.
 */
public final class Simulation {

  /** In how many days the made-up period, or trial, ends. */
  private static final Duration LEFT = Duration.ofDays(12);

  private Simulation() {}

  /**
   * Who walks.
   *
   * @param workspace with {@code customer} it decides which variants he sees
   * @param amount what he pays an interval, minor units
   * @param currency three letters, lowercase
   * @param interval month or year
   * @param status Stripe's word: active, trialing, past_due, …
   * @param reason the id of the answer he picks; empty: none
   * @param customer decides the order of the answers and which variants he sees
   * @param immediately whether a cancellation takes effect at once ({@code cancel.timing})
   * @param now when
   */
  public record Facts(
      WorkspaceSlug workspace,
      long amount,
      String currency,
      String interval,
      String status,
      Optional<String> reason,
      CustomerId customer,
      boolean immediately,
      Instant now) {}

  /**
   * What he meets when he declines whatever he is offered.
   *
   * @param steps in their order, the confirmation last; keys are made up and lead nowhere
   * @param passedOver ids of the offers on his way that would not be made to him, since they do not
   *     suit such a subscription
   */
  public record Walked(List<CancelStep> steps, List<String> passedOver) {}

  /**
   * The way of {@code facts} through {@code document}.
   *
   * @throws Refusal INVALID_FIELD when it is not a valid flow; {@code param} says where
   */
  public static Walked walk(String document, Facts facts) {
    FlowDefinition flow =
        FlowDefinitions.read(document).seenBy(facts.workspace(), facts.customer());
    SubscriptionSnapshot subscription = subscription(facts);
    List<CancelStep> steps = new ArrayList<>();
    List<String> passedOver = new ArrayList<>();
    for (Stop stop : FlowPath.of(flow, facts.reason()).stops()) {
      String key = steps.size() + "." + stop;
      switch (stop.kind()) {
        case SURVEY ->
            steps.add(
                new Survey(
                    key,
                    Optional.of(subscription),
                    flow.surveyTitle(),
                    ReasonOrder.of(flow, facts.customer()),
                    facts.reason(),
                    Optional.empty()));
        case STORIES ->
            steps.add(
                new Stories(key, Optional.of(subscription), Stage.stories(flow, facts.reason())));
        case OFFER ->
            offer(key, flow.offers().get(stop.offerId()), subscription, facts)
                .ifPresentOrElse(steps::add, () -> passedOver.add(stop.offerId()));
        case CONFIRM ->
            steps.add(
                new Confirm(
                    key,
                    Optional.of(subscription),
                    Optional.of(facts.immediately() ? facts.now() : facts.now().plus(LEFT)),
                    facts.immediately(),
                    false));
      }
    }
    return new Walked(List.copyOf(steps), List.copyOf(passedOver));
  }

  private static Optional<CancelStep> offer(
      String key, Offer offer, SubscriptionSnapshot subscription, Facts facts) {
    if (offer instanceof CallOffer) {
      return Optional.of(
          new OfferStep(key, Optional.of(subscription), offer, Optional.empty(), false));
    }
    Optional<BillingOrder> order = Terms.order(offer, subscription, facts.now());
    return order
        .filter(given -> Suitability.suits(given, subscription))
        .map(given -> SampleTerms.of(offer, given, subscription, facts))
        .filter(quote -> Terms.keepsItsWord(offer, subscription, quote))
        .map(
            quote ->
                new OfferStep(key, Optional.of(subscription), offer, Optional.of(quote), false));
  }

  private static SubscriptionSnapshot subscription(Facts facts) {
    Instant end = facts.now().plus(LEFT);
    return new SubscriptionSnapshot(
        new SubscriptionId("sub_sample"),
        facts.customer(),
        facts.status(),
        facts.currency(),
        List.of(
            new SubscriptionSnapshot.Item(
                "si_sample",
                "price_present",
                "",
                Optional.of(facts.amount()),
                1,
                facts.interval(),
                1,
                end)),
        List.of(),
        Optional.of(end).filter(trial -> facts.status().equals("trialing")),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        facts.now());
  }
}
