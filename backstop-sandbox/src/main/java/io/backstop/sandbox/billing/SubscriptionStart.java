package io.backstop.sandbox.billing;

import static io.backstop.sandbox.shape.Json.isSet;
import static io.backstop.sandbox.shape.Json.number;
import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.StripeError;
import java.util.List;

/** How a subscription comes to be, by POST /v1/subscriptions. */
public final class SubscriptionStart {
  private static final List<String> UNKNOWN =
      List.of(
          "add_invoice_items",
          "application_fee_percent",
          "backdate_start_date",
          "billing_cycle_anchor",
          "billing_cycle_anchor_config",
          "billing_schedules",
          "billing_thresholds",
          "pending_invoice_item_interval",
          "transfer_data");

  private final Billing billing;
  private final Account account;

  public SubscriptionStart(Billing billing) {
    this.billing = billing;
    this.account = billing.account();
  }

  /**
   * Creates and charges.
   *
   * @throws StripeError 400 for parameters, 402 under {@code error_if_incomplete}; nothing is left
   *     then
   */
  public ObjectNode create(JsonNode params) {
    return account.allOrNothing(() -> begin(params));
  }

  private ObjectNode begin(JsonNode params) {
    NotModelled.refuse(params, UNKNOWN);
    ObjectNode customer = account.referred("customer", required(params, "customer"), "customer");
    ObjectNode subscription = account.make("subscription", "sub_");
    subscription.set("customer", customer.get("id"));
    subscription.put("start_date", account.now());
    addItems(subscription, params.path("items"));
    subscription.put(
        "currency", text(Subscriptions.items(subscription).get(0), "price", "currency"));
    if (!isSet(customer, "currency")) {
      customer.set("currency", subscription.get("currency"));
    }
    SubscriptionFields.copy(account, subscription, params);
    setPeriod(subscription, params);
    if (isSet(params, "discounts")) {
      subscription.set(
          "discounts",
          billing
              .discounts()
              .replace(params.get("discounts"), Json.array(), Subscriptions.owner(subscription)));
    }
    account.objects().put(subscription);
    SubscriptionFields.endings(account, subscription, params);
    account
        .events()
        .creating(
            "customer.subscription.created", subscription, () -> charge(subscription, params));
    return subscription;
  }

  private void addItems(ObjectNode subscription, JsonNode specs) {
    ArrayNode data = (ArrayNode) subscription.get("items").get("data");
    int index = 0;
    for (JsonNode spec : specs) {
      data.add(billing.subscriptions().newItem(subscription, spec, "items[" + index++ + "]"));
    }
    if (data.isEmpty()) {
      throw StripeError.parameter("parameter_missing", "items", "Missing required param: items.");
    }
    ((ObjectNode) subscription.get("items"))
        .put("total_count", data.size())
        .put("url", "/v1/subscription_items?subscription=" + text(subscription, "id"));
    Subscriptions.requireOneInterval(subscription);
  }

  private void setPeriod(ObjectNode subscription, JsonNode params) {
    long now = account.now();
    JsonNode recurring = Subscriptions.recurring(subscription);
    long trialEnd = trialEnd(params, recurring);
    if (trialEnd > now) {
      subscription.put("status", "trialing").put("trial_start", now).put("trial_end", trialEnd);
      subscription.put("billing_cycle_anchor", trialEnd);
      Subscriptions.period(subscription, now, trialEnd);
      return;
    }
    subscription.put("billing_cycle_anchor", now).put("status", "incomplete");
    Subscriptions.period(subscription, now, Periods.next(now, recurring, now));
  }

  private long trialEnd(JsonNode params, JsonNode recurring) {
    long days = number(params, "trial_period_days");
    if (days == 0 && Json.flag(params, "trial_from_plan")) {
      days = number(recurring, "trial_period_days");
    }
    return days > 0 ? account.now() + days * 86_400 : number(params, "trial_end");
  }

  private void charge(ObjectNode subscription, JsonNode params) {
    boolean later = "default_incomplete".equals(text(params, "payment_behavior"));
    ObjectNode invoice =
        billing
            .invoices()
            .draft(subscription, "subscription_create", billing.lines().recurring(subscription));
    boolean automatic = "charge_automatically".equals(text(subscription, "collection_method"));
    boolean card = billing.collection().methodFor(invoice).isPresent();
    if (number(invoice, "amount_due") > 0 && automatic && !card && !later) {
      throw StripeError.invalid(
          "resource_missing",
          null,
          "This customer has no attached payment source or default payment method. Please consider"
              + " adding a default payment method.");
    }
    account.events().announce("invoice.created", invoice);
    if (account.rehearsing()) {
      return;
    }
    billing.invoices().finalizeInvoice(invoice);
    if (later) {
      askForCard(subscription, card);
    } else {
      billing.collection().attempt(invoice);
    }
    settle(subscription, invoice, params, automatic);
  }

  private void askForCard(ObjectNode subscription, boolean card) {
    if ("trialing".equals(text(subscription, "status")) && !card) {
      ObjectNode intent = billing.setupIntents().create(text(subscription, "customer"));
      subscription.set("pending_setup_intent", intent.get("id"));
    }
  }

  private void settle(
      ObjectNode subscription, ObjectNode invoice, JsonNode params, boolean automatic) {
    if (!"incomplete".equals(text(subscription, "status"))) {
      return;
    }
    if ("paid".equals(text(invoice, "status")) || !automatic) {
      subscription.put("status", "active");
      return;
    }
    if ("error_if_incomplete".equals(text(params, "payment_behavior"))) {
      ObjectNode intent = billing.payments().intentOf(invoice).orElseThrow();
      throw StripeError.card(lastError(intent));
    }
  }

  /** Why the intent is not paid: the decline, or that it waits for 3-D Secure. */
  static ObjectNode lastError(ObjectNode intent) {
    return isSet(intent, "last_payment_error")
        ? (ObjectNode) intent.get("last_payment_error")
        : ThreeDSecure.required();
  }

  private static String required(JsonNode params, String name) {
    if (!isSet(params, name)) {
      throw StripeError.parameter(
          "parameter_missing", name, "Missing required param: " + name + ".");
    }
    return text(params, name);
  }
}
