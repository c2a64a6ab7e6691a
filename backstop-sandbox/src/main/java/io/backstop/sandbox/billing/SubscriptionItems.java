package io.backstop.sandbox.billing;

import static io.backstop.sandbox.shape.Json.isSet;
import static io.backstop.sandbox.shape.Json.number;
import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.StripeError;
import java.util.ArrayList;
import java.util.List;

/**
 * What an {@code items} parameter does to the items of a subscription; money is not its business.
 */
final class SubscriptionItems {
  private final Billing billing;

  SubscriptionItems(Billing billing) {
    this.billing = billing;
  }

  /**
   * Edits by item id; an entry without an id adds an item, a price without a quantity means one.
   */
  void edit(ObjectNode subscription, JsonNode specs) {
    ArrayNode data = (ArrayNode) subscription.get("items").get("data");
    int index = 0;
    for (JsonNode spec : specs) {
      String param = "items[" + index++ + "]";
      if (!isSet(spec, "id")) {
        refuseSamePrice(subscription, spec, param);
        ObjectNode added = billing.subscriptions().newItem(subscription, spec, param);
        added.put("current_period_start", Subscriptions.periodStart(subscription));
        added.put("current_period_end", Subscriptions.periodEnd(subscription));
        data.add(added);
        continue;
      }
      String id = text(spec, "id");
      ObjectNode item =
          Subscriptions.item(subscription, id)
              .orElseThrow(() -> StripeError.missing(400, param + "[id]", "subscription item", id));
      edit(subscription, data, item, spec, param);
    }
    List<ObjectNode> left = Subscriptions.items(subscription);
    if (left.isEmpty()) {
      throw StripeError.invalid(
          "items", "A subscription must have at least one active price. To cancel, delete it.");
    }
    ((ObjectNode) subscription.get("items")).put("total_count", left.size());
    Subscriptions.requireOneInterval(subscription);
  }

  private void edit(
      ObjectNode subscription, ArrayNode data, ObjectNode item, JsonNode spec, String param) {
    if (Json.flag(spec, "deleted")) {
      List<ObjectNode> kept = new ArrayList<>(Json.objects(data));
      kept.remove(item);
      data.removeAll().addAll(kept);
      return;
    }
    boolean priced = isSet(spec, "price") || isSet(spec, "price_data");
    if (priced) {
      Subscriptions.setPrice(item, billing.prices().resolve(spec, param + "[price]"));
    }
    if (isSet(spec, "quantity")) {
      item.put("quantity", number(spec, "quantity"));
    } else if (priced) {
      item.put("quantity", 1);
    }
    Metadata.apply(item, spec);
    if (spec.has("discounts")) {
      item.set(
          "discounts",
          billing
              .discounts()
              .replace(
                  spec.get("discounts"), item.get("discounts"), Subscriptions.owner(subscription)));
    }
  }

  private static void refuseSamePrice(ObjectNode subscription, JsonNode spec, String param) {
    for (ObjectNode item : Subscriptions.items(subscription)) {
      if (isSet(spec, "price") && text(spec, "price").equals(text(item, "price", "id"))) {
        throw StripeError.invalid(
            param + "[price]",
            "Cannot add multiple subscription items with the same price: " + text(spec, "price"));
      }
    }
  }
}
