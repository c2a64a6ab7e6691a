package io.backstop.sandbox.billing;

import static io.backstop.sandbox.shape.Json.flag;
import static io.backstop.sandbox.shape.Json.isSet;
import static io.backstop.sandbox.shape.Json.number;
import static io.backstop.sandbox.shape.Json.object;
import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.account.Ids;
import io.backstop.sandbox.shape.Shapes;
import java.util.ArrayList;
import java.util.List;

/** The lines of invoices. */
public final class InvoiceLines {
  private final Account account;

  InvoiceLines(Account account) {
    this.account = account;
  }

  /** A line for each item of the subscription, for the period that the items stand in. */
  List<ObjectNode> recurring(ObjectNode subscription) {
    List<ObjectNode> lines = new ArrayList<>();
    boolean trial = "trialing".equals(text(subscription, "status"));
    for (ObjectNode item : Subscriptions.items(subscription)) {
      lines.add(recurring(subscription, item, trial));
    }
    return lines;
  }

  private ObjectNode recurring(ObjectNode subscription, ObjectNode item, boolean trial) {
    ObjectNode price = (ObjectNode) item.get("price");
    long quantity = number(item, "quantity");
    String name = new Prices(account).name(price);
    String shown = Money.shown(number(price, "unit_amount"), text(price, "currency"));
    String every = text(price, "recurring", "interval");
    ObjectNode line = blank(text(price, "currency"), text(subscription, "id"));
    line.put("amount", trial ? 0 : Prices.amount(price, quantity));
    line.put(
        "description",
        trial
            ? "Trial period for " + name
            : quantity + " × " + name + " (at " + shown + " / " + every + ")");
    line.set("discounts", item.path("discounts").deepCopy());
    line.set(
        "period",
        object("start", item.get("current_period_start"), "end", item.get("current_period_end")));
    line.set("parent", ofSubscriptionItem(subscription, text(item, "id"), null));
    price(line, price, quantity);
    return line;
  }

  /** The line that a pending invoice item becomes. */
  ObjectNode of(ObjectNode invoiceItem) {
    String subscription = text(invoiceItem, "parent", "subscription_details", "subscription");
    ObjectNode line = blank(text(invoiceItem, "currency"), subscription);
    for (String same :
        new String[] {
          "amount",
          "description",
          "discountable",
          "discounts",
          "period",
          "pricing",
          "quantity",
          "quantity_decimal",
          "metadata"
        }) {
      line.set(same, invoiceItem.get(same).deepCopy());
    }
    String item = text(invoiceItem, "parent", "subscription_details", "subscription_item");
    line.set(
        "parent",
        item == null
            ? ofInvoiceItem(invoiceItem, subscription)
            : ofSubscriptionItem(object("id", subscription), item, text(invoiceItem, "id")));
    line.put("subtotal", number(line, "amount"));
    return line;
  }

  private ObjectNode blank(String currency, String subscription) {
    ObjectNode line = Shapes.make("line_item");
    line.put("id", Ids.next("il_")).put("currency", currency).put("subscription", subscription);
    return line.put("livemode", account.key().startsWith("sk_live_"));
  }

  private static void price(ObjectNode line, ObjectNode price, long quantity) {
    line.put("quantity", quantity).put("quantity_decimal", Long.toString(quantity));
    line.set("pricing", pricing(price));
    line.set("subtotal", line.get("amount"));
  }

  static ObjectNode pricing(JsonNode price) {
    return object(
        "price_details", object("price", price.get("id"), "product", price.get("product")),
        "type", "price_details",
        "unit_amount_decimal", price.get("unit_amount_decimal"));
  }

  private static ObjectNode ofSubscriptionItem(
      ObjectNode subscription, String item, String invoiceItem) {
    return object(
        "invoice_item_details",
        null,
        "subscription_item_details",
        object(
            "invoice_item",
            invoiceItem,
            "proration",
            invoiceItem != null,
            "proration_details",
            object("credited_items", null),
            "subscription",
            subscription.get("id"),
            "subscription_item",
            item),
        "type",
        "subscription_item_details");
  }

  private static ObjectNode ofInvoiceItem(ObjectNode item, String subscription) {
    return object(
        "invoice_item_details",
        object(
            "invoice_item", item.get("id"),
            "proration", flag(item, "proration"),
            "proration_details", object("credited_items", null),
            "subscription", subscription),
        "subscription_item_details",
        null,
        "type",
        "invoice_item_details");
  }

  /** Invoice items of the customer that wait for the subscription's, or any, next invoice. */
  List<ObjectNode> pending(String customer, String subscription) {
    return account
        .objects()
        .all(
            "invoiceitem",
            item -> {
              String bound = text(item, "parent", "subscription_details", "subscription");
              return customer.equals(text(item, "customer"))
                  && !isSet(item, "invoice")
                  && (bound == null || bound.equals(subscription));
            });
  }
}
