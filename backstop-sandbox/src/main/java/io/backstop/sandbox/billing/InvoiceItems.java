package io.backstop.sandbox.billing;

import static io.backstop.sandbox.shape.Json.isSet;
import static io.backstop.sandbox.shape.Json.number;
import static io.backstop.sandbox.shape.Json.object;
import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.shape.Json;

/** Invoice items that are made by hand. */
public final class InvoiceItems {
  private final Billing billing;
  private final Account account;

  public InvoiceItems(Billing billing) {
    this.billing = billing;
    this.account = billing.account();
  }

  /** From the parameters of POST /v1/invoiceitems, or an entry of a preview's invoice_items. */
  public ObjectNode create(JsonNode params) {
    ObjectNode customer = account.referred("customer", text(params, "customer"), "customer");
    ObjectNode item = account.make("invoiceitem", "ii_");
    item.put("customer", text(customer, "id")).put("date", account.now());
    long quantity = isSet(params, "quantity") ? number(params, "quantity") : 1;
    item.put("quantity", quantity).put("quantity_decimal", Long.toString(quantity));
    item.put("currency", isSet(params, "currency") ? text(params, "currency") : "usd");
    item.set("period", object("start", account.now(), "end", account.now()));
    price(item, params, quantity);
    for (String same : new String[] {"description", "discountable", "period"}) {
      if (isSet(params, same)) {
        item.set(same, params.get(same).deepCopy());
      }
    }
    Metadata.apply(item, params);
    if (isSet(params, "subscription")) {
      account.referred("subscription", text(params, "subscription"), "subscription");
      item.set(
          "parent",
          object(
              "subscription_details",
              object("subscription", text(params, "subscription")),
              "type",
              "subscription_details"));
    }
    if (isSet(params, "discounts")) {
      ObjectNode owner = object("customer", customer.get("id"), "invoice_item", item.get("id"));
      item.set(
          "discounts", billing.discounts().replace(params.get("discounts"), Json.array(), owner));
    }
    account.objects().put(item);
    account.events().announce("invoiceitem.created", item);
    return item;
  }

  private void price(ObjectNode item, JsonNode params, long quantity) {
    JsonNode priced = isSet(params, "pricing") ? params.get("pricing") : params;
    if (isSet(priced, "price") || isSet(priced, "price_data")) {
      ObjectNode price = billing.prices().resolve(priced, "price");
      item.put("amount", Prices.amount(price, quantity));
      item.set("currency", price.get("currency"));
      item.put("description", billing.prices().name(price));
      item.set("pricing", InvoiceLines.pricing(price));
    } else {
      item.put("amount", number(params, "amount"));
    }
    item.put("net_amount", number(item, "amount"));
  }
}
