package io.backstop.billing;

import io.backstop.billing.BillingGateway.Answer;
import io.backstop.billing.BillingGateway.Done;
import io.backstop.billing.BillingGateway.Preview;
import io.backstop.billing.BillingGateway.Price;
import io.backstop.billing.BillingGateway.Refused;
import io.backstop.billing.BillingOrder.Cancel;
import io.backstop.billing.BillingOrder.Pause;
import io.backstop.billing.BillingOrder.SwitchPlan;
import io.backstop.billing.BillingOrder.TrialExtension;
import io.backstop.billing.SubscriptionSnapshot.Item;
import io.backstop.kernel.Ids;
import io.backstop.workspace.Workspace;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Finds out what an order costs by asking Stripe for a preview with the very parameters that the
 * order would be sent with, so that what is shown is what is charged.
 */
@Dependent
class Quoter {

  private final BillingGateway gateway;
  private final OrderScribe scribe;
  private final Clock clock;

  @Inject
  Quoter(BillingGateway gateway, OrderScribe scribe, Clock clock) {
    this.gateway = gateway;
    this.scribe = scribe;
    this.clock = clock;
  }

  /** See {@link BillingDesk#quote}. */
  Quote quote(Workspace workspace, SubscriptionSnapshot snapshot, BillingOrder order) {
    Instant next = nextCharge(snapshot);
    if (order instanceof Cancel cancel) {
      Instant end = OrderScribe.expectedEnd(cancel, snapshot).orElse(snapshot.readAt());
      return quote(order, snapshot, 0, 0, end, 0, Optional.of(end));
    }
    if (order instanceof SwitchPlan plan) {
      return switched(workspace, snapshot, plan, next);
    }
    if (order instanceof Pause pause) {
      return pauses(workspace, snapshot, List.of(pause)).get(0);
    }
    Preview usual = gateway.preview(workspace, about(snapshot).toString());
    if (order instanceof TrialExtension extension) {
      Form form = about(snapshot);
      form.with("subscription_details[trial_end]", extension.trialEnd())
          .with("subscription_details[proration_behavior]", "none");
      Preview preview = gateway.preview(workspace, form.toString());
      return quote(
          order,
          snapshot,
          0,
          preview.amountDue(),
          extension.trialEnd(),
          usual.regular(),
          Optional.of(extension.trialEnd()));
    }
    Rebate rebate =
        Rebate.of(order, snapshot)
            .orElseThrow(() -> new IllegalArgumentException("no quote for " + order.getClass()));
    makeSure(workspace, rebate);
    Form form = about(snapshot);
    OrderScribe.discounts(form, snapshot, Optional.of(rebate));
    Preview preview = gateway.preview(workspace, form.toString());
    return quote(
        order,
        snapshot,
        0,
        preview.amountDue(),
        next,
        usual.regular(),
        rebate.endsAt(snapshot.readAt()).or(preview::regularUntil));
  }

  /** See {@link BillingDesk#quotePauses}. */
  List<Quote> pauses(Workspace workspace, SubscriptionSnapshot snapshot, List<Pause> pauses) {
    Instant next = nextCharge(snapshot);
    long usual = gateway.preview(workspace, about(snapshot).toString()).regular();
    return pauses.stream()
        .map(
            pause ->
                quote(
                    pause,
                    snapshot,
                    0,
                    usual,
                    chargedAfter(snapshot, next, pause.resumesAt()),
                    usual,
                    Optional.of(pause.resumesAt())))
        .toList();
  }

  /**
   * The preview of a plan change is the next invoice, due at the end of the period; or, when the
   * new price has another interval, the invoice that Stripe makes at once. Which of them it is
   * shows in the period that its recurring line pays for: the next one, or one that begins now.
   */
  private Quote switched(
      Workspace workspace, SubscriptionSnapshot snapshot, SwitchPlan plan, Instant next) {
    Price price =
        gateway
            .price(workspace, plan.priceId())
            .filter(found -> found.active() && found.interval().isPresent())
            .filter(found -> found.currency().equals(snapshot.currency()))
            .orElseThrow(() -> new BillingUnavailable("no such price for this currency", null));
    Form form = about(snapshot);
    OrderScribe.switchPlan(form, "subscription_details", plan, snapshot.items().get(0));
    Preview preview = gateway.preview(workspace, form.toString());
    boolean now = preview.regularFrom().map(from -> from.isBefore(next)).orElse(false);
    return new Quote(
        plan,
        preview.currency(),
        now ? preview.amountDue() : 0,
        now ? Math.max(0, preview.regular() - preview.credit()) : preview.amountDue(),
        now ? preview.regularUntil().orElse(next) : next,
        preview.regular(),
        Optional.empty(),
        price.interval().orElseThrow(),
        price.intervalCount(),
        now ? Math.max(0, preview.credit() - preview.regular()) : preview.credit());
  }

  /** A preview needs the coupon to exist; making it is harmless and happens once a workspace. */
  private void makeSure(Workspace workspace, Rebate rebate) {
    if (scribe.coupon(workspace, rebate).isPresent()) {
      return;
    }
    Answer answer =
        gateway.perform(workspace, rebate.creation(), Ids.next("cpn_", clock.instant()));
    boolean made =
        answer instanceof Done
            || answer instanceof Refused refused
                && refused.code().equals("resource_already_exists");
    if (!made) {
      throw new BillingUnavailable("coupon " + rebate.couponId() + " could not be made", null);
    }
  }

  private static Form about(SubscriptionSnapshot snapshot) {
    return new Form().with("subscription", snapshot.id().value());
  }

  private static Quote quote(
      BillingOrder order,
      SubscriptionSnapshot snapshot,
      long dueNow,
      long nextAmount,
      Instant nextChargeAt,
      long laterAmount,
      Optional<Instant> effectEndsAt) {
    Optional<Item> item = snapshot.items().stream().findFirst();
    return new Quote(
        order,
        snapshot.currency(),
        dueNow,
        nextAmount,
        nextChargeAt,
        laterAmount,
        effectEndsAt,
        item.map(Item::interval).orElse("month"),
        item.map(Item::intervalCount).orElse(1L));
  }

  /** The earliest end of an item's period. */
  private static Instant nextCharge(SubscriptionSnapshot snapshot) {
    return snapshot.items().stream()
        .map(Item::periodEnd)
        .min(Instant::compareTo)
        .orElse(snapshot.readAt());
  }

  /** The first regular charge that is not before {@code resumesAt}. */
  private static Instant chargedAfter(
      SubscriptionSnapshot snapshot, Instant next, Instant resumesAt) {
    Item item = snapshot.items().get(0);
    ChronoUnit unit = ChronoUnit.valueOf(item.interval().toUpperCase(java.util.Locale.ROOT) + "S");
    ZonedDateTime first = next.atZone(ZoneOffset.UTC);
    ZonedDateTime charge = first;
    for (long n = 1; charge.toInstant().isBefore(resumesAt); n++) {
      charge = first.plus(n * Math.max(1, item.intervalCount()), unit);
    }
    return charge.toInstant();
  }
}
