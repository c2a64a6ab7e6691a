package io.backstop.sandbox.billing;

import static io.backstop.sandbox.shape.Json.isSet;
import static io.backstop.sandbox.shape.Json.isUnset;
import static io.backstop.sandbox.shape.Json.number;
import static io.backstop.sandbox.shape.Json.object;
import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.shape.StripeError;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What POST /v1/subscriptions/{id} does to a subscription, and to what is invoiced for it. */
public final class SubscriptionChanges {
  private static final List<String> UNKNOWN =
      List.of(
          "add_invoice_items",
          "application_fee_percent",
          "billing_schedules",
          "billing_thresholds",
          "pending_invoice_item_interval",
          "transfer_data");

  private final Billing billing;
  private final Account account;

  SubscriptionChanges(Billing billing) {
    this.billing = billing;
    this.account = billing.account();
  }

  /**
   * Updates, prorates and, where that is called for, invoices and charges.
   *
   * @throws StripeError 400 for parameters and for an ended subscription, 402 under {@code
   *     error_if_incomplete}; nothing has changed then
   */
  public void update(ObjectNode subscription, JsonNode params) {
    if (Subscriptions.ENDED.contains(text(subscription, "status"))) {
      updateEnded(subscription, params);
      return;
    }
    NotModelled.refuseValue(params, "payment_behavior", "pending_if_incomplete");
    NotModelled.refuse(params, UNKNOWN);
    String before = text(subscription, "latest_invoice");
    account.allOrNothing(
        () -> {
          billing.subscriptions().change(subscription, () -> apply(subscription, params));
          boolean invoiced = !Objects.equals(before, text(subscription, "latest_invoice"));
          if (invoiced && "error_if_incomplete".equals(text(params, "payment_behavior"))) {
            refuseUnlessPaid(subscription);
          }
          return subscription;
        });
  }

  private void refuseUnlessPaid(ObjectNode subscription) {
    ObjectNode invoice = account.get("invoice", text(subscription, "latest_invoice"));
    if ("open".equals(text(invoice, "status"))) {
      ObjectNode intent = billing.payments().intentOf(invoice).orElseThrow();
      throw StripeError.card(SubscriptionStart.lastError(intent));
    }
  }

  private void updateEnded(ObjectNode subscription, JsonNode params) {
    for (var member : params.properties()) {
      if (!Set.of("cancellation_details", "metadata", "expand").contains(member.getKey())) {
        throw StripeError.invalid(
            member.getKey(),
            "A canceled subscription can only update its cancellation_details and metadata.");
      }
    }
    billing
        .subscriptions()
        .change(
            subscription,
            () -> {
              Metadata.apply(subscription, params);
              SubscriptionFields.reasons(
                  (ObjectNode) subscription.get("cancellation_details"), params);
            });
  }

  private void apply(ObjectNode subscription, JsonNode params) {
    SubscriptionFields.copy(account, subscription, params);
    pauseCollection(subscription, params);
    if (params.has("discounts")) {
      subscription.set(
          "discounts",
          billing
              .discounts()
              .replace(
                  params.get("discounts"),
                  subscription.get("discounts"),
                  Subscriptions.owner(subscription)));
    }
    Proration proration = Proration.of(params);
    if (isSet(params, "items")) {
      List<ObjectNode> before =
          Subscriptions.items(subscription).stream().map(ObjectNode::deepCopy).toList();
      new SubscriptionItems(billing).edit(subscription, params.get("items"));
      itemsChanged(subscription, before, proration);
    }
    moveTrialEnd(subscription, params, proration);
    if ("now".equals(text(params, "billing_cycle_anchor"))) {
      List<ObjectNode> before =
          Subscriptions.items(subscription).stream().map(ObjectNode::deepCopy).toList();
      startPeriodNow(subscription, before, proration);
    }
    SubscriptionFields.endings(account, subscription, params);
  }

  private void pauseCollection(ObjectNode subscription, JsonNode params) {
    if (isUnset(params, "pause_collection")) {
      subscription.putNull("pause_collection");
    } else if (isSet(params, "pause_collection")) {
      JsonNode given = params.get("pause_collection");
      if (isSet(given, "resumes_at") && number(given, "resumes_at") <= account.now()) {
        throw StripeError.invalid(
            "pause_collection[resumes_at]", "`resumes_at` must be in the future.");
      }
      ObjectNode pause = object("behavior", given.get("behavior"), "resumes_at", null);
      if (isSet(given, "resumes_at")) {
        pause.set("resumes_at", given.get("resumes_at"));
      }
      subscription.set("pause_collection", pause);
    }
  }

  /** Prorates the difference; another interval starts a new period now and is invoiced at once. */
  private void itemsChanged(ObjectNode subscription, List<ObjectNode> before, Proration proration) {
    if ("trialing".equals(text(subscription, "status"))) {
      return;
    }
    JsonNode old = before.get(0).path("price").path("recurring");
    if (!Periods.sameInterval(old, Subscriptions.recurring(subscription))) {
      startPeriodNow(subscription, before, proration);
      return;
    }
    if (!proration.none()) {
      long date = billing.prorations().date(subscription, proration.date());
      billing.prorations().between(subscription, before, date);
    }
    invoiceIfAlways(subscription, proration);
  }

  private void invoiceIfAlways(ObjectNode subscription, Proration proration) {
    String customer = text(subscription, "customer");
    String id = text(subscription, "id");
    if (proration.always() && !billing.lines().pending(customer, id).isEmpty()) {
      ObjectNode invoice = billing.invoices().draft(subscription, "subscription_update", List.of());
      billing.subscriptions().issue(subscription, invoice);
    }
  }

  private void startPeriodNow(
      ObjectNode subscription, List<ObjectNode> before, Proration proration) {
    if (!proration.none() && !"trialing".equals(text(subscription, "status"))) {
      long date = billing.prorations().date(subscription, proration.date());
      before.forEach(item -> billing.prorations().credit(subscription, item, date));
    }
    billing.cycle().startPeriod(subscription, account.now(), "subscription_update");
  }

  private void moveTrialEnd(ObjectNode subscription, JsonNode params, Proration proration) {
    if (!isSet(params, "trial_end")) {
      return;
    }
    boolean trialing = "trialing".equals(text(subscription, "status"));
    if ("now".equals(text(params, "trial_end"))) {
      if (trialing) {
        billing.cycle().endTrial(subscription, "subscription_update");
      }
      return;
    }
    long end = number(params, "trial_end");
    if (end <= account.now()) {
      throw StripeError.invalid("trial_end", "`trial_end` must be in the future.");
    }
    if (!trialing) {
      if (!proration.none()) {
        long date = billing.prorations().date(subscription, proration.date());
        Subscriptions.items(subscription)
            .forEach(item -> billing.prorations().credit(subscription, item, date));
      }
      subscription.put("status", "trialing").put("trial_start", account.now());
      Subscriptions.period(subscription, account.now(), end);
    } else {
      Subscriptions.period(subscription, Subscriptions.periodStart(subscription), end);
    }
    subscription.put("trial_end", end).put("billing_cycle_anchor", end);
    invoiceIfAlways(subscription, proration);
  }
}
