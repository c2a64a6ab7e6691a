package io.backstop.sandbox.billing;

import static io.backstop.sandbox.shape.Json.isSet;
import static io.backstop.sandbox.shape.Json.isUnset;
import static io.backstop.sandbox.shape.Json.number;
import static io.backstop.sandbox.shape.Json.object;
import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.Shapes;
import io.backstop.sandbox.shape.StripeError;

/** The phases of a schedule: read from parameters, drawn from a subscription, put into effect. */
final class SchedulePhases {
  private final Billing billing;
  private final Account account;

  SchedulePhases(Billing billing) {
    this.billing = billing;
    this.account = billing.account();
  }

  /**
   * Phases from the parameter, the first one starting at the moment given unless it says otherwise.
   */
  ArrayNode of(JsonNode given, long start) {
    ArrayNode phases = Json.array();
    long next = start;
    for (JsonNode spec : given) {
      ObjectNode phase = Shapes.make("subscription_schedule.phase");
      ArrayNode items = (ArrayNode) phase.get("items");
      for (JsonNode item : spec.path("items")) {
        items.add(item(item, "phases[" + phases.size() + "][items][" + items.size() + "]"));
      }
      if (spec.path("start_date").isIntegralNumber()) {
        next = number(spec, "start_date");
      }
      phase.put("start_date", next);
      next = end(spec, next, items);
      phase.put("end_date", next);
      for (String same : new String[] {"proration_behavior", "metadata", "trial_end"}) {
        if (isSet(spec, same) && !isUnset(spec, same)) {
          phase.set(same, spec.get(same).deepCopy());
        }
      }
      for (JsonNode discount : spec.path("discounts")) {
        ((ArrayNode) phase.get("discounts")).add(discount(discount));
      }
      phase.put("currency", currency(items));
      phases.add(phase);
    }
    return phases;
  }

  private ObjectNode item(JsonNode spec, String param) {
    return item(
        billing.prices().resolve(spec, param + "[price]"),
        isSet(spec, "quantity") ? number(spec, "quantity") : 1);
  }

  private static ObjectNode item(JsonNode price, long quantity) {
    ObjectNode item = Shapes.make("subscription_schedule.item");
    item.set("price", price.get("id"));
    item.set("plan", price.get("id"));
    return item.put("quantity", quantity);
  }

  private long end(JsonNode spec, long start, ArrayNode items) {
    if (spec.path("end_date").isIntegralNumber()) {
      return number(spec, "end_date");
    }
    JsonNode every =
        isSet(spec, "duration")
            ? spec.get("duration")
            : account.get("price", text(items.path(0), "price")).get("recurring");
    if (items.isEmpty() || every == null) {
      throw StripeError.parameter("parameter_missing", "phases", "Missing required param: items.");
    }
    long end = start;
    for (long i = 0; i < Math.max(1, number(spec, "iterations")); i++) {
      end = Periods.plus(end, every);
    }
    return end;
  }

  private static ObjectNode discount(JsonNode given) {
    ObjectNode discount = object("coupon", null, "discount", null, "promotion_code", null);
    return Json.merge(discount, given);
  }

  private String currency(ArrayNode items) {
    return text(account.get("price", text(items.path(0), "price")), "currency");
  }

  /** The subscription's present period as a phase. */
  ObjectNode like(ObjectNode subscription) {
    ObjectNode phase = Shapes.make("subscription_schedule.phase");
    ArrayNode items = (ArrayNode) phase.get("items");
    for (ObjectNode item : Subscriptions.items(subscription)) {
      items.add(item(item.get("price"), number(item, "quantity")));
    }
    phase.put("start_date", Subscriptions.periodStart(subscription));
    phase.put("end_date", Subscriptions.periodEnd(subscription));
    phase.set("currency", subscription.get("currency"));
    for (JsonNode discount : subscription.get("discounts")) {
      ((ArrayNode) phase.get("discounts")).add(discount(object("discount", discount)));
    }
    return phase;
  }

  /** Gives the subscription the phase's items and discounts; without one, creates it. */
  void enter(ObjectNode schedule, ObjectNode phase) {
    ObjectNode change = object("proration_behavior", phase.get("proration_behavior"));
    ArrayNode items = change.putArray("items");
    for (JsonNode item : phase.get("items")) {
      items.add(object("price", item.get("price"), "quantity", item.get("quantity")));
    }
    ArrayNode discounts = change.putArray("discounts");
    phase.get("discounts").forEach(each -> discounts.add(given(each)));
    if (!isSet(schedule, "subscription")) {
      change.set("customer", schedule.get("customer"));
      ObjectNode made = new SubscriptionStart(billing).create(change);
      made.set("schedule", schedule.get("id"));
      schedule.set("subscription", made.get("id"));
      return;
    }
    ObjectNode subscription = account.get("subscription", text(schedule, "subscription"));
    reuseItems(subscription, items);
    billing.changes().update(subscription, change);
  }

  /** A phase replaces all items: the first ones are changed in place, the rest goes. */
  private static void reuseItems(ObjectNode subscription, ArrayNode items) {
    int index = 0;
    for (ObjectNode present : Subscriptions.items(subscription)) {
      if (index < items.size()) {
        ((ObjectNode) items.get(index++)).set("id", present.get("id"));
      } else {
        items.add(object("id", present.get("id"), "deleted", true));
        index++;
      }
    }
  }

  private static ObjectNode given(JsonNode discount) {
    ObjectNode given = Json.object();
    discount
        .properties()
        .forEach(
            member -> {
              if (!member.getValue().isNull()) {
                given.set(member.getKey(), member.getValue());
              }
            });
    return given;
  }
}
