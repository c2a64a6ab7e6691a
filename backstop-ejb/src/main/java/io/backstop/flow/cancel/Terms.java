package io.backstop.flow.cancel;

import io.backstop.billing.BillingDesk;
import io.backstop.billing.BillingOrder;
import io.backstop.billing.BillingUnavailable;
import io.backstop.billing.Quote;
import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.flow.cancel.FlowDefinition.AnnualOffer;
import io.backstop.flow.cancel.FlowDefinition.CallOffer;
import io.backstop.flow.cancel.FlowDefinition.DiscountOffer;
import io.backstop.flow.cancel.FlowDefinition.DowngradeOffer;
import io.backstop.flow.cancel.FlowDefinition.GiftOffer;
import io.backstop.flow.cancel.FlowDefinition.Offer;
import io.backstop.flow.cancel.FlowDefinition.PauseOffer;
import io.backstop.flow.cancel.FlowDefinition.TrialExtensionOffer;
import io.backstop.link.FlowPass;
import io.backstop.workspace.Workspace;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What an offer of the flow, or leaving, comes to for one subscription. An offer has terms only
 * where it would do what it says: "no charges for a month" is not offered where none fall due, nor
 * a cheaper plan that is not.
 */
@Dependent
class Terms {

  private static final Logger LOG = Logger.getLogger(Terms.class.getName());

  private final BillingDesk desk;
  private final Clock clock;

  @Inject
  Terms(BillingDesk desk, Clock clock) {
    this.desk = desk;
    this.clock = clock;
  }

  /**
   * Whether nothing is left to cancel: not while another order may still take that back. Then the
   * customer is asked, and his word goes before it.
   */
  boolean nothingToCancel(Workspace workspace, SubscriptionSnapshot subscription) {
    return Endings.nothingToCancel(subscription)
        && (subscription.ended() || !desk.isUnderWay(workspace, subscription.id()));
  }

  /**
   * The terms of {@code offer}; empty when it does not suit the subscription. Asks Stripe. Not for
   * a {@link CallOffer}, which has no terms.
   *
   * @throws io.backstop.kernel.Refusal when no terms could be had
   */
  Optional<Quote> of(Workspace workspace, SubscriptionSnapshot subscription, Offer offer) {
    return order(offer, subscription, clock.instant())
        .filter(order -> desk.suits(order, subscription))
        .map(order -> desk.quote(workspace, subscription, order))
        .filter(quote -> keepsItsWord(offer, subscription, quote));
  }

  /**
   * When access ends if the subscription is cancelled now; not after {@code readAt} when that takes
   * effect at once, which some states of a subscription bring about whatever the workspace has set.
   * Empty when nobody can tell. Asks nobody.
   */
  Optional<Instant> accessEnds(Workspace workspace, SubscriptionSnapshot subscription) {
    BillingOrder cancel =
        new BillingOrder.Cancel(workspace.cancel().timing(), Optional.empty(), Optional.empty());
    return desk.quote(workspace, subscription, cancel)
        .effectEndsAt()
        .filter(end -> subscription.periodEnd().isPresent());
  }

  /** Whether terms that were shown before may be shown again. Asks nobody. */
  boolean stillHold(Quote shown, SubscriptionSnapshot subscription) {
    return shown.nextChargeAt().isAfter(clock.instant()) && desk.suits(shown.order(), subscription);
  }

  /**
   * Whether accepting now would do what was shown. A change of plan is charged for, and by what the
   * subscription has at that moment: so it is read anew, and the very order that was shown is
   * quoted once more; while Stripe does not say what would be charged, nothing holds. Every other
   * offer holds until a charge has fallen due.
   */
  boolean hold(FlowPass pass, Quote shown) {
    if (!shown.nextChargeAt().isAfter(clock.instant())) {
      return false;
    }
    if (!(shown.order() instanceof BillingOrder.SwitchPlan)) {
      return true;
    }
    try {
      SubscriptionSnapshot now = desk.look(pass.workspace(), pass.subscription().orElseThrow());
      return desk.suits(shown.order(), now)
          && readTheSame(shown, desk.quote(pass.workspace(), now, shown.order()));
    } catch (BillingUnavailable unseen) {
      LOG.log(
          Level.INFO,
          "What {0} has accepted is not ordered unseen: {1}",
          new Object[] {pass.session(), unseen.getMessage()});
      return false;
    }
  }

  /** A new interval begins at the moment of the switch: of the next charge, the day counts. */
  private static boolean readTheSame(Quote one, Quote other) {
    return one.currency().equals(other.currency())
        && one.dueNow() == other.dueNow()
        && one.nextAmount() == other.nextAmount()
        && one.laterAmount() == other.laterAmount()
        && one.credit() == other.credit()
        && one.interval().equals(other.interval())
        && one.intervalCount() == other.intervalCount()
        && day(one).equals(day(other));
  }

  private static LocalDate day(Quote quote) {
    return LocalDate.ofInstant(quote.nextChargeAt(), ZoneOffset.UTC);
  }

  /** What accepting {@code offer} at {@code when} would order. */
  static Optional<BillingOrder> order(
      Offer offer, SubscriptionSnapshot subscription, Instant when) {
    // Stripe counts in seconds.
    Instant now = when.truncatedTo(ChronoUnit.SECONDS);
    if (offer instanceof DiscountOffer discount) {
      return Optional.of(new BillingOrder.Discount(discount.percent(), discount.months()));
    }
    if (offer instanceof PauseOffer pause) {
      return Optional.of(
          new BillingOrder.Pause(
              now.atOffset(ZoneOffset.UTC).plusMonths(pause.months()).toInstant()));
    }
    if (offer instanceof GiftOffer gift) {
      return Optional.of(new BillingOrder.Gift(gift.months()));
    }
    if (offer instanceof DowngradeOffer downgrade) {
      return Optional.of(new BillingOrder.SwitchPlan(downgrade.price(), now));
    }
    if (offer instanceof AnnualOffer annual) {
      return Optional.of(new BillingOrder.SwitchPlan(annual.price(), now));
    }
    if (offer instanceof TrialExtensionOffer extension) {
      return subscription
          .trialEnd()
          .map(end -> new BillingOrder.TrialExtension(end.plus(Duration.ofDays(extension.days()))));
    }
    return Optional.empty();
  }

  /** Whether the terms are what the offer's kind promises. */
  static boolean keepsItsWord(Offer offer, SubscriptionSnapshot subscription, Quote quote) {
    if (offer instanceof PauseOffer && quote.order() instanceof BillingOrder.Pause pause) {
      return subscription.periodEnd().map(end -> !end.isAfter(pause.resumesAt())).orElse(false);
    }
    if (offer instanceof AnnualOffer) {
      return quote.interval().equals("year")
          && subscription.items().stream().noneMatch(item -> item.interval().equals("year"));
    }
    if (offer instanceof DowngradeOffer) {
      return presentCostADay(subscription)
          .map(
              present ->
                  costADay(quote.laterAmount(), quote.interval(), quote.intervalCount()) < present)
          .orElse(true);
    }
    return true;
  }

  /** Before discounts, since these go on with the new plan; empty for tiered prices. */
  private static Optional<Double> presentCostADay(SubscriptionSnapshot subscription) {
    double sum = 0;
    for (SubscriptionSnapshot.Item item : subscription.items()) {
      if (item.unitAmount().isEmpty()) {
        return Optional.empty();
      }
      sum +=
          costADay(
              item.unitAmount().get() * item.quantity(), item.interval(), item.intervalCount());
    }
    return Optional.of(sum);
  }

  private static double costADay(long amount, String interval, long count) {
    double days =
        switch (interval) {
          case "day" -> 1;
          case "week" -> 7;
          case "month" -> 365.25 / 12;
          default -> 365.25;
        };
    return amount / (days * count);
  }
}
