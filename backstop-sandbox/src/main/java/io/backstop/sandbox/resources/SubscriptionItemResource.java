package io.backstop.sandbox.resources;

import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.billing.Billing;
import io.backstop.sandbox.billing.Subscriptions;
import io.backstop.sandbox.http.Call;
import io.backstop.sandbox.http.ListPage;
import io.backstop.sandbox.http.Routes;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.Shapes;
import io.backstop.sandbox.shape.StripeError;
import java.util.List;

/** Subscription items by themselves: each change is the subscription's, in other words. */
final class SubscriptionItemResource {
  private static final List<String> OF_SUBSCRIPTION =
      List.of("proration_behavior", "proration_date", "payment_behavior");

  private SubscriptionItemResource() {}

  static void register(Routes routes) {
    routes.on("GET /v1/subscription_items", SubscriptionItemResource::list);
    routes.on("POST /v1/subscription_items", SubscriptionItemResource::create);
    routes.on(
        "GET /v1/subscription_items/{subscription_item}", call -> item(call, subscription(call)));
    routes.on("POST /v1/subscription_items/{subscription_item}", SubscriptionItemResource::update);
    routes.on(
        "DELETE /v1/subscription_items/{subscription_item}", SubscriptionItemResource::delete);
  }

  private static ObjectNode list(Call call) {
    ObjectNode subscription =
        call.account().referred("subscription", call.text("subscription"), "subscription");
    return ListPage.of(call, Subscriptions.items(subscription));
  }

  private static ObjectNode create(Call call) {
    ObjectNode subscription =
        call.account()
            .referred("subscription", String.valueOf(call.text("subscription")), "subscription");
    ObjectNode spec = call.params().deepCopy();
    spec.remove("subscription");
    change(call, subscription, spec);
    List<ObjectNode> items = Subscriptions.items(subscription);
    return items.get(items.size() - 1);
  }

  private static ObjectNode update(Call call) {
    ObjectNode subscription = subscription(call);
    change(call, subscription, call.params().deepCopy().put("id", call.id()));
    return item(call, subscription);
  }

  private static ObjectNode delete(Call call) {
    ObjectNode subscription = subscription(call);
    ObjectNode spec = call.params().deepCopy();
    change(call, subscription, spec.put("id", call.id()).put("deleted", true));
    return Shapes.deleted("subscription_item", call.id());
  }

  private static void change(Call call, ObjectNode subscription, ObjectNode spec) {
    ObjectNode change = Json.object();
    for (String name : OF_SUBSCRIPTION) {
      if (spec.has(name)) {
        change.set(name, spec.remove(name));
      }
    }
    spec.remove("expand");
    change.putArray("items").add(spec);
    new Billing(call.account()).changes().update(subscription, change);
  }

  private static ObjectNode subscription(Call call) {
    return call
        .account()
        .objects()
        .all(
            "subscription",
            each ->
                Subscriptions.items(each).stream()
                    .anyMatch(item -> call.id().equals(text(item, "id"))))
        .stream()
        .findFirst()
        .orElseThrow(() -> StripeError.missing("subscription_item", call.id()));
  }

  private static ObjectNode item(Call call, ObjectNode subscription) {
    return Subscriptions.items(subscription).stream()
        .filter(item -> call.id().equals(text(item, "id")))
        .findFirst()
        .orElseThrow(() -> StripeError.missing("subscription_item", call.id()));
  }
}
