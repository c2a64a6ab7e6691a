package io.backstop.billing;

import io.backstop.billing.BillingGateway.Coupon;
import io.backstop.billing.BillingGateway.FrozenRequest;
import io.backstop.billing.BillingGateway.Sighting;
import io.backstop.billing.BillingOrder.Cancel;
import io.backstop.billing.BillingOrder.Pause;
import io.backstop.billing.BillingOrder.Resume;
import io.backstop.billing.BillingOrder.SwitchPlan;
import io.backstop.billing.BillingOrder.TrialExtension;
import io.backstop.billing.BillingOrder.UndoCancel;
import io.backstop.billing.SubscriptionSnapshot.Discount;
import io.backstop.billing.SubscriptionSnapshot.Item;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.workspace.Workspace;
import io.backstop.workspace.Workspace.CancelTiming;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes an order down as the very requests that Stripe will get, from one fresh reading of the
 * subscription. Each update carries {@code metadata[backstop_attempt]}, so that one later reading
 * tells whether it was applied.
 *
 * <p>How a cancellation is written, by what the reading says:
 *
 * <ul>
 *   <li>ended, or ending no later than its period does: nothing is written;
 *   <li>timing {@code immediately}, and status {@code paused} or {@code incomplete} whatever the
 *       timing (they have no period that was paid for): DELETE, nothing prorated or invoiced;
 *   <li>otherwise {@code cancel_at_period_end}, for {@code trialing} (ends with the trial), {@code
 *       past_due} and {@code unpaid} too. Their open invoices stay open and, while past due, are
 *       retried until the period ends: a cancellation forgives no debt, and Stripe voids nothing by
 *       itself (Stripe docs: cancel subscriptions, handle invoice items);
 *   <li>items with different periods: {@code cancel_at=max_period_end}, because {@code
 *       cancel_at_period_end} means the earliest of them (Stripe docs: changelog 2025-07-30) and
 *       would take away what is paid for;
 *   <li>managed by a schedule: Stripe refuses to change the cancellation of such a subscription
 *       directly, and ending the schedule's phase could be months away: the schedule is released
 *       first (it leaves the subscription as it is), then the subscription is cancelled;
 *   <li>collection paused: as without the pause, which is not cleared.
 * </ul>
 *
 * The whole subscription is cancelled, however many items it has.
 */
@Dependent
class OrderScribe {

  /** Stripe's values; anything else would make it refuse the cancellation itself. */
  private static final Set<String> FEEDBACK =
      Set.of(
          "too_expensive",
          "missing_features",
          "switched_service",
          "unused",
          "customer_service",
          "too_complex",
          "low_quality",
          "other");

  /** A DELETE carries its parameters in the URL, whose length servers limit. */
  private static final int LONGEST_QUERY = 4_000;

  private final BillingGateway gateway;

  @Inject
  OrderScribe(BillingGateway gateway) {
    this.gateway = gateway;
  }

  /**
   * The calls in their order, the effect last; none when there is nothing to do.
   *
   * @param bare leave out what only informs (feedback, comment), for when Stripe has refused before
   * @throws BillingUnavailable when what is needed for it cannot be read
   */
  List<FrozenRequest> write(
      Workspace workspace, BillingOrder order, Sighting sighting, String attemptId, boolean bare) {
    SubscriptionSnapshot snapshot = sighting.snapshot();
    if (order instanceof Cancel cancel) {
      return cancellation(cancel, sighting, attemptId, bare);
    }
    List<FrozenRequest> requests = new ArrayList<>();
    Form form = new Form();
    Optional<Rebate> rebate = Rebate.of(order, snapshot);
    if (rebate.isPresent()) {
      if (coupon(workspace, rebate.get()).isEmpty()) {
        requests.add(rebate.get().creation());
      }
      discounts(form, snapshot, rebate);
    } else if (order instanceof Pause pause) {
      form.with("pause_collection[behavior]", "void")
          .with("pause_collection[resumes_at]", pause.resumesAt());
    } else if (order instanceof SwitchPlan plan) {
      switchPlan(form, "", plan, snapshot.items().get(0));
      form.with("payment_behavior", "error_if_incomplete");
    } else if (order instanceof Resume) {
      form.with("pause_collection", "");
    } else if (order instanceof UndoCancel) {
      if (sighting.endsWithPeriod()) {
        form.with("cancel_at_period_end", false);
      } else {
        form.with("cancel_at", "");
      }
    } else if (order instanceof TrialExtension extension) {
      form.with("trial_end", extension.trialEnd()).with("proration_behavior", "none");
    }
    form.with("metadata[backstop_attempt]", attemptId).expanded();
    requests.add(new FrozenRequest("POST", path(snapshot), form.toString()));
    return List.copyOf(requests);
  }

  /**
   * The coupon of that rebate, if it has been made.
   *
   * @throws Refusal {@code INTERNAL} when another coupon has taken its id
   */
  Optional<Coupon> coupon(Workspace workspace, Rebate rebate) {
    Optional<Coupon> found = gateway.coupon(workspace, rebate.couponId());
    if (found.isPresent() && !rebate.is(found.get())) {
      throw new Refusal(
          RefusalCode.INTERNAL, "coupon " + rebate.couponId() + " has other terms than its id");
    }
    return found;
  }

  /** Existing discounts, each by its id, then the new one: a filled array replaces all. */
  static void discounts(Form form, SubscriptionSnapshot snapshot, Optional<Rebate> rebate) {
    int i = 0;
    for (Discount kept : snapshot.discounts()) {
      form.with("discounts[" + i++ + "][discount]", kept.id());
    }
    if (rebate.isPresent()) {
      form.with("discounts[" + i + "][coupon]", rebate.get().couponId());
    }
  }

  /**
   * The change of plan, the same for preview and commit: with the item's id (without it Stripe adds
   * an item), its quantity (without it Stripe sets 1) and the proration date.
   *
   * <p>Prorations are created, not invoiced by themselves: within one interval they go on the next
   * invoice and nothing is due now; when the interval changes Stripe makes an invoice at once, with
   * them on it.
   *
   * @param prefix {@code ""}, or the name of the preview's object
   */
  static void switchPlan(Form form, String prefix, SwitchPlan plan, Item item) {
    form.with(named(prefix, "items") + "[0][id]", item.itemId())
        .with(named(prefix, "items") + "[0][price]", plan.priceId())
        .with(named(prefix, "items") + "[0][quantity]", item.quantity())
        .with(named(prefix, "proration_behavior"), "create_prorations")
        .with(named(prefix, "proration_date"), plan.prorationDate());
  }

  private static String named(String prefix, String name) {
    return prefix.isEmpty() ? name : prefix + "[" + name + "]";
  }

  private static List<FrozenRequest> cancellation(
      Cancel cancel, Sighting sighting, String attemptId, boolean bare) {
    SubscriptionSnapshot snapshot = sighting.snapshot();
    if (Evidence.over(snapshot).isPresent()) {
      return List.of();
    }
    List<FrozenRequest> requests = new ArrayList<>();
    sighting
        .schedule()
        .ifPresent(
            id ->
                requests.add(
                    new FrozenRequest(
                        "POST", "/v1/subscription_schedules/" + id + "/release", "")));
    if (atOnce(cancel, snapshot)) {
      Form query = new Form().with("invoice_now", false).with("prorate", false);
      details(query, cancel, bare, LONGEST_QUERY);
      query.expanded();
      requests.add(new FrozenRequest("DELETE", path(snapshot) + "?" + query, ""));
    } else {
      Form form = new Form();
      if (snapshot.items().stream().map(Item::periodEnd).distinct().count() > 1) {
        form.with("cancel_at", "max_period_end");
      } else {
        form.with("cancel_at_period_end", true);
      }
      details(form, cancel, bare, Integer.MAX_VALUE);
      form.with("metadata[backstop_attempt]", attemptId).expanded();
      requests.add(new FrozenRequest("POST", path(snapshot), form.toString()));
    }
    return List.copyOf(requests);
  }

  private static boolean atOnce(Cancel cancel, SubscriptionSnapshot snapshot) {
    return cancel.timing() == CancelTiming.IMMEDIATELY
        || snapshot.status().equals("paused")
        || snapshot.status().equals("incomplete");
  }

  private static void details(Form form, Cancel cancel, boolean bare, int longest) {
    if (bare) {
      return;
    }
    cancel
        .feedback()
        .map(word -> FEEDBACK.contains(word) ? word : "other")
        .ifPresent(word -> form.with("cancellation_details[feedback]", word));
    cancel
        .comment()
        .map(text -> fitting(text, longest))
        .filter(text -> !text.isBlank())
        .ifPresent(text -> form.with("cancellation_details[comment]", text));
  }

  /** {@code text}, cut so that its encoded form (at most 3 bytes a byte) is not longer. */
  private static String fitting(String text, int longest) {
    String cut = text;
    while (new Form().with("", cut).toString().length() > longest) {
      cut = cut.substring(0, cut.offsetByCodePoints(0, cut.codePointCount(0, cut.length()) / 2));
    }
    return cut;
  }

  private static String path(SubscriptionSnapshot snapshot) {
    return "/v1/subscriptions/" + snapshot.id();
  }

  /** The end of a cancellation that this order brings about, as far as it can be told before. */
  static Optional<Instant> expectedEnd(Cancel cancel, SubscriptionSnapshot snapshot) {
    return atOnce(cancel, snapshot) ? Optional.of(snapshot.readAt()) : snapshot.periodEnd();
  }
}
