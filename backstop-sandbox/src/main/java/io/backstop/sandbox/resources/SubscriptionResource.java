package io.backstop.sandbox.resources;

import static io.backstop.sandbox.shape.Json.isSet;
import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.billing.Billing;
import io.backstop.sandbox.billing.SubscriptionStart;
import io.backstop.sandbox.billing.Subscriptions;
import io.backstop.sandbox.http.Call;
import io.backstop.sandbox.http.ListPage;
import io.backstop.sandbox.http.Routes;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.Shapes;
import io.backstop.sandbox.shape.StripeError;
import java.util.List;

/** Subscriptions. */
final class SubscriptionResource {
  private SubscriptionResource() {}

  static void register(Routes routes) {
    routes.on(
        "POST /v1/subscriptions",
        call -> new SubscriptionStart(new Billing(call.account())).create(call.params()));
    routes.on("GET /v1/subscriptions", SubscriptionResource::list);
    routes.on(
        "GET /v1/subscriptions/{subscription}",
        call -> call.account().get("subscription", call.id()));
    routes.on("POST /v1/subscriptions/{subscription}", SubscriptionResource::update);
    routes.on("DELETE /v1/subscriptions/{subscription}", SubscriptionResource::cancel);
    routes.on("POST /v1/subscriptions/{subscription}/resume", SubscriptionResource::resume);
    routes.on(
        "DELETE /v1/subscriptions/{subscription}/discount", SubscriptionResource::deleteDiscount);
  }

  private static ObjectNode update(Call call) {
    ObjectNode subscription = call.account().get("subscription", call.id());
    new Billing(call.account()).changes().update(subscription, call.params());
    return subscription;
  }

  /** A subscription that has ended is no longer there to be canceled: 404. */
  private static ObjectNode cancel(Call call) {
    ObjectNode subscription = live(call);
    new Billing(call.account()).cycle().cancel(subscription, call.params());
    return subscription;
  }

  private static ObjectNode live(Call call) {
    ObjectNode subscription = call.account().get("subscription", call.id());
    if (Subscriptions.ENDED.contains(text(subscription, "status"))) {
      throw StripeError.missing("subscription", call.id());
    }
    return subscription;
  }

  private static ObjectNode resume(Call call) {
    ObjectNode subscription = call.account().get("subscription", call.id());
    new Billing(call.account()).cycle().resume(subscription);
    return subscription;
  }

  private static ObjectNode deleteDiscount(Call call) {
    Account account = call.account();
    ObjectNode subscription = live(call);
    List<String> ids = Json.texts(subscription.get("discounts"));
    if (ids.isEmpty()) {
      throw StripeError.missing("discount", call.id());
    }
    ObjectNode discount = account.get("discount", ids.get(0)).deepCopy();
    new Billing(account).changes().update(subscription, Json.object("discounts", ""));
    discount.remove("end");
    return Json.merge(discount, Shapes.deleted("discount", ids.get(0)));
  }

  /** Without a status, whatever is not canceled. */
  private static ObjectNode list(Call call) {
    String status = call.text("status");
    return ListPage.of(
        call,
        "subscription",
        each ->
            hasStatus(each, status)
                && same(call, "customer", each)
                && same(call, "collection_method", each)
                && (!call.has("price") || has(each, call.text("price"))));
  }

  private static boolean hasStatus(ObjectNode subscription, String asked) {
    String status = text(subscription, "status");
    if (asked == null) {
      return !status.equals("canceled");
    }
    return switch (asked) {
      case "all" -> true;
      case "ended" -> Subscriptions.ENDED.contains(status);
      default -> asked.equals(status);
    };
  }

  private static boolean has(ObjectNode subscription, String price) {
    return Subscriptions.items(subscription).stream()
        .anyMatch(item -> isSet(item, "price") && price.equals(text(item, "price", "id")));
  }

  private static boolean same(Call call, String name, ObjectNode object) {
    return !call.has(name) || call.text(name).equals(text(object, name));
  }
}
