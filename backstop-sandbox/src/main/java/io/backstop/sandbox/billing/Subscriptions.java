package io.backstop.sandbox.billing;

import static io.backstop.sandbox.shape.Json.isSet;
import static io.backstop.sandbox.shape.Json.number;
import static io.backstop.sandbox.shape.Json.object;
import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.StripeError;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What holds for every subscription: its items, its period, its status after a payment. */
public final class Subscriptions {
  /** Statuses in which a subscription has come to its end. */
  public static final Set<String> ENDED = Set.of("canceled", "incomplete_expired");

  private final Billing billing;
  private final Account account;

  Subscriptions(Billing billing) {
    this.billing = billing;
    this.account = billing.account();
  }

  public static List<ObjectNode> items(ObjectNode subscription) {
    return Json.objects(subscription.path("items").path("data"));
  }

  static Optional<ObjectNode> item(ObjectNode subscription, String id) {
    return items(subscription).stream().filter(item -> id.equals(text(item, "id"))).findFirst();
  }

  public static long periodStart(ObjectNode subscription) {
    return number(items(subscription).get(0), "current_period_start");
  }

  public static long periodEnd(ObjectNode subscription) {
    return number(items(subscription).get(0), "current_period_end");
  }

  static JsonNode recurring(ObjectNode subscription) {
    return items(subscription).get(0).path("price").path("recurring");
  }

  static void period(ObjectNode subscription, long start, long end) {
    for (ObjectNode item : items(subscription)) {
      item.put("current_period_start", start).put("current_period_end", end);
    }
  }

  /** The subscription that the invoice is for. */
  public Optional<ObjectNode> of(ObjectNode invoice) {
    String id = text(invoice, "parent", "subscription_details", "subscription");
    return id == null ? Optional.empty() : account.objects().find("subscription", id);
  }

  /** A new item; the price is taken as it is now. */
  ObjectNode newItem(ObjectNode subscription, JsonNode spec, String param) {
    ObjectNode price = billing.prices().resolve(spec, param + "[price]");
    if (!isSet(price, "recurring")) {
      throw StripeError.invalid(
          param + "[price]",
          "The price specified is set to `type=one_time` but this field only accepts prices with"
              + " `type=recurring`.");
    }
    ObjectNode item = account.make("subscription_item", "si_");
    item.set("subscription", subscription.get("id"));
    item.put("quantity", isSet(spec, "quantity") ? number(spec, "quantity") : 1);
    if (isSet(spec, "metadata")) {
      item.set("metadata", spec.get("metadata").deepCopy());
    }
    if (isSet(spec, "discounts")) {
      item.set(
          "discounts",
          billing.discounts().replace(spec.get("discounts"), Json.array(), owner(subscription)));
    }
    setPrice(item, price);
    return item;
  }

  static void setPrice(ObjectNode item, ObjectNode price) {
    item.set("price", price.deepCopy());
    item.set("plan", Prices.plan(price));
  }

  /** Members that a discount of the subscription has. */
  static ObjectNode owner(ObjectNode subscription) {
    return object("customer", subscription.get("customer"), "subscription", subscription.get("id"));
  }

  /**
   * @throws StripeError 400 if the items' prices do not share an interval
   */
  static void requireOneInterval(ObjectNode subscription) {
    JsonNode first = recurring(subscription);
    for (ObjectNode item : items(subscription)) {
      if (!Periods.sameInterval(first, item.path("price").path("recurring"))) {
        throw StripeError.invalid(
            "items",
            "Currently, all prices on a subscription must have the same `recurring.interval` and"
                + " `recurring.interval_count`.");
      }
    }
  }

  /** The status that the subscription's invoices give it, after one of them was paid or closed. */
  void settleStatus(ObjectNode subscription) {
    String status = text(subscription, "status");
    if (!Set.of("incomplete", "past_due", "unpaid", "paused").contains(status)) {
      return;
    }
    String latest =
        account
            .objects()
            .find("invoice", String.valueOf(text(subscription, "latest_invoice")))
            .map(invoice -> text(invoice, "status"))
            .orElse("paid");
    boolean settled = Set.of("paid", "void", "uncollectible").contains(latest);
    boolean starting = status.equals("incomplete") || status.equals("paused");
    if (starting ? latest.equals("paid") : settled) {
      change(subscription, () -> subscription.put("status", "active"));
      delinquent(subscription, false);
    }
  }

  void paymentFailed(ObjectNode subscription, boolean retriesUsedUp) {
    String status = text(subscription, "status");
    if (ENDED.contains(status) || status.equals("incomplete") || status.equals("paused")) {
      return;
    }
    delinquent(subscription, true);
    if (!retriesUsedUp) {
      change(subscription, () -> subscription.put("status", "past_due"));
      return;
    }
    switch (account.retryRules().whenUsedUp()) {
      case "canceled" -> billing.cycle().end(subscription, "payment_failed");
      case "unpaid" -> change(subscription, () -> subscription.put("status", "unpaid"));
      default -> change(subscription, () -> subscription.put("status", "past_due"));
    }
  }

  private void delinquent(ObjectNode subscription, boolean is) {
    account
        .objects()
        .find("customer", text(subscription, "customer"))
        .filter(customer -> customer.has("delinquent"))
        .ifPresent(customer -> customer.put("delinquent", is));
  }

  /** Does the work and announces it as one customer.subscription.updated. */
  void change(ObjectNode subscription, Runnable work) {
    account.events().changing("customer.subscription.updated", subscription, work);
  }

  /**
   * Gets an invoice of the subscription going, as far as {@code pause_collection} allows: finalized
   * and charged, or void, uncollectible, or left as a draft.
   */
  void issue(ObjectNode subscription, ObjectNode invoice) {
    account.events().announce("invoice.created", invoice);
    if (account.rehearsing()) {
      return;
    }
    String paused = text(subscription, "pause_collection", "behavior");
    if ("keep_as_draft".equals(paused) || "unpaid".equals(text(subscription, "status"))) {
      invoice.put("auto_advance", false);
      return;
    }
    billing.invoices().finalizeInvoice(invoice);
    if (paused != null && "open".equals(text(invoice, "status"))) {
      if (paused.equals("void")) {
        billing.invoices().voidInvoice(invoice);
      } else {
        billing.invoices().markUncollectible(invoice);
      }
      return;
    }
    billing.collection().attempt(invoice);
  }
}
