package io.backstop.sandbox.billing;

import static io.backstop.sandbox.shape.Json.isSet;
import static io.backstop.sandbox.shape.Json.isUnset;
import static io.backstop.sandbox.shape.Json.object;
import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.account.Ids;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.StripeError;
import java.util.List;

/**
 * POST /v1/invoices/create_preview: makes the change for real, looks at the invoice, and takes
 * everything back. What it shows is therefore what the same change then invoices.
 */
public final class Previews {
  private static final List<String> CHANGES =
      List.of(
          "items",
          "proration_behavior",
          "proration_date",
          "trial_end",
          "cancel_at",
          "cancel_at_period_end",
          "billing_cycle_anchor");

  private final Billing billing;
  private final Account account;

  Previews(Billing billing) {
    this.billing = billing;
    this.account = billing.account();
  }

  /**
   * The invoice that the change would make at once, or else the next one that is due.
   *
   * @throws StripeError 404 invoice_upcoming_none if there will be none
   */
  public ObjectNode preview(JsonNode params) {
    String customer =
        isSet(params, "subscription")
            ? account
                .objects()
                .find("subscription", text(params, "subscription"))
                .map(found -> text(found, "customer"))
                .orElse(null)
            : text(params, "customer");
    return account.rehearse(customer, () -> shown(invoice(params)));
  }

  private ObjectNode invoice(JsonNode params) {
    JsonNode details = params.path("subscription_details");
    NotModelled.refuse(params, List.of("schedule", "schedule_details"));
    NotModelled.refuse(
        details, List.of("billing_schedules", "cancel_now", "resume_at", "start_date"));
    if (!isSet(params, "subscription")) {
      ObjectNode start = pick(details);
      start.set("customer", params.path("customer"));
      if (params.has("discounts")) {
        start.set("discounts", params.get("discounts"));
      }
      addItems(params, text(params, "customer"), null);
      ObjectNode made =
          new SubscriptionStart(billing)
              .create(start.put("payment_behavior", "default_incomplete"));
      return account.get("invoice", text(made, "latest_invoice"));
    }
    ObjectNode subscription =
        account.referred("subscription", text(params, "subscription"), "subscription");
    String before = text(subscription, "latest_invoice");
    refuseIfEnded(subscription);
    addItems(params, text(subscription, "customer"), text(subscription, "id"));
    ObjectNode change = pick(details);
    if (isSet(params, "discounts") || isUnset(params, "discounts")) {
      change.set("discounts", params.get("discounts"));
    }
    if (!change.isEmpty()) {
      billing.changes().update(subscription, change);
    }
    String after = text(subscription, "latest_invoice");
    return after == null || after.equals(before)
        ? upcoming(subscription)
        : account.get("invoice", after);
  }

  private ObjectNode upcoming(ObjectNode subscription) {
    refuseIfEnded(subscription);
    if (isSet(subscription, "cancel_at")
        && Json.number(subscription, "cancel_at") <= Subscriptions.periodEnd(subscription)) {
      throw none();
    }
    long start = Subscriptions.periodEnd(subscription);
    long oldStart = Subscriptions.periodStart(subscription);
    ObjectNode[] made = new ObjectNode[1];
    account
        .clock()
        .at(
            start,
            () -> {
              subscription.put("status", "active");
              made[0] = billing.cycle().nextInvoice(subscription, start, "upcoming");
            });
    made[0].put("period_start", oldStart).put("period_end", start);
    return made[0].put("next_payment_attempt", start);
  }

  private static void refuseIfEnded(ObjectNode subscription) {
    if (Subscriptions.ENDED.contains(text(subscription, "status"))) {
      throw none();
    }
  }

  private static StripeError none() {
    return StripeError.of(
        404,
        "invalid_request_error",
        "invoice_upcoming_none",
        "No upcoming invoices for customer",
        null);
  }

  private static ObjectNode pick(JsonNode details) {
    ObjectNode picked = Json.object();
    for (String name : CHANGES) {
      if (details.has(name)) {
        picked.set(name, details.get(name).deepCopy());
      }
    }
    return picked;
  }

  private void addItems(JsonNode params, String customer, String subscription) {
    for (JsonNode spec : params.path("invoice_items")) {
      ObjectNode with = (ObjectNode) spec.deepCopy();
      with.put("customer", customer);
      if (subscription != null) {
        with.put("subscription", subscription);
      }
      new InvoiceItems(billing).create(with);
    }
  }

  private static ObjectNode shown(ObjectNode invoice) {
    ObjectNode shown = invoice.deepCopy();
    String id = "upcoming_" + Ids.next("in_");
    shown.put("id", id).put("status", "draft");
    ((ObjectNode) shown.get("lines")).put("url", "/v1/invoices/" + id + "/lines");
    shown.get("lines").get("data").forEach(line -> ((ObjectNode) line).put("invoice", id));
    return Json.merge(shown, object("attempt_count", 0, "attempted", false));
  }
}
