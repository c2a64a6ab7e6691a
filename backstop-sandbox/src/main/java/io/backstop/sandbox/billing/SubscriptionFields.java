package io.backstop.sandbox.billing;

import static io.backstop.sandbox.shape.Json.isSet;
import static io.backstop.sandbox.shape.Json.isUnset;
import static io.backstop.sandbox.shape.Json.number;
import static io.backstop.sandbox.shape.Json.object;
import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.StripeError;

/** The parameters of a subscription that change no money by themselves. */
final class SubscriptionFields {
  private static final String[] PLAIN = {
    "collection_method", "days_until_due", "description", "trial_settings", "off_session"
  };

  private SubscriptionFields() {}

  static void copy(Account account, ObjectNode subscription, JsonNode params) {
    for (String name : PLAIN) {
      if (subscription.has(name) && params.has(name)) {
        subscription.set(name, isUnset(params, name) ? Json.node(null) : params.get(name));
      }
    }
    Metadata.apply(subscription, params);
    JsonNode settings = params.path("payment_settings");
    for (String name : new String[] {"save_default_payment_method", "payment_method_types"}) {
      if (isSet(settings, name)) {
        ((ObjectNode) subscription.get("payment_settings")).set(name, settings.get(name));
      }
    }
    if (params.has("default_payment_method")) {
      subscription.set("default_payment_method", card(account, subscription, params));
    }
  }

  private static JsonNode card(Account account, ObjectNode subscription, JsonNode params) {
    if (isUnset(params, "default_payment_method")) {
      return Json.node(null);
    }
    String id = text(params, "default_payment_method");
    ObjectNode method = account.referred("payment_method", id, "default_payment_method");
    if (!text(subscription, "customer").equals(text(method, "customer"))) {
      throw StripeError.invalid(
          "resource_missing",
          "default_payment_method",
          "The customer does not have a payment method with the ID "
              + id
              + ". The payment method must be attached to the customer.");
    }
    return method.get("id");
  }

  /** {@code cancel_at_period_end}, {@code cancel_at} and the reasons given. */
  static void endings(Account account, ObjectNode subscription, JsonNode params) {
    ObjectNode details = (ObjectNode) subscription.get("cancellation_details");
    if (isSet(params, "cancel_at_period_end")) {
      boolean ends = Json.flag(params, "cancel_at_period_end");
      if (ends) {
        endAt(account, subscription, Subscriptions.periodEnd(subscription));
      } else if (Json.flag(subscription, "cancel_at_period_end") || !isSet(params, "cancel_at")) {
        stay(subscription);
      }
      subscription.put("cancel_at_period_end", ends);
    }
    if (isUnset(params, "cancel_at")) {
      stay(subscription);
      subscription.put("cancel_at_period_end", false);
    } else if (isSet(params, "cancel_at")) {
      boolean moment = params.get("cancel_at").isIntegralNumber();
      long at = moment ? number(params, "cancel_at") : Subscriptions.periodEnd(subscription);
      if (at <= account.now()) {
        throw StripeError.invalid("cancel_at", "`cancel_at` must be a timestamp in the future.");
      }
      subscription.put("cancel_at_period_end", false);
      endAt(account, subscription, at);
    }
    reasons(details, params);
  }

  private static void endAt(Account account, ObjectNode subscription, long at) {
    subscription.put("cancel_at", at).put("canceled_at", account.now());
    ((ObjectNode) subscription.get("cancellation_details")).put("reason", "cancellation_requested");
  }

  private static void stay(ObjectNode subscription) {
    subscription.putNull("cancel_at").putNull("canceled_at");
    Json.merge(
        (ObjectNode) subscription.get("cancellation_details"),
        object("comment", null, "feedback", null, "reason", null));
  }

  /** Comment and feedback of a cancellation. */
  static void reasons(ObjectNode details, JsonNode params) {
    for (String name : new String[] {"comment", "feedback"}) {
      JsonNode given = params.path("cancellation_details");
      if (given.has(name)) {
        details.set(name, isUnset(given, name) ? Json.node(null) : given.get(name));
      }
    }
  }
}
