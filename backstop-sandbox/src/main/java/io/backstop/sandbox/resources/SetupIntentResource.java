package io.backstop.sandbox.resources;

import static io.backstop.sandbox.shape.Json.flag;
import static io.backstop.sandbox.shape.Json.isSet;
import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.billing.Billing;
import io.backstop.sandbox.billing.Metadata;
import io.backstop.sandbox.billing.PaymentIntents;
import io.backstop.sandbox.billing.SetupIntents;
import io.backstop.sandbox.http.Call;
import io.backstop.sandbox.http.ListPage;
import io.backstop.sandbox.http.Routes;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.StripeError;

/** Setup intents. */
final class SetupIntentResource {
  private SetupIntentResource() {}

  static void register(Routes routes) {
    routes.on("POST /v1/setup_intents", SetupIntentResource::createAndConfirm);
    routes.on("GET /v1/setup_intents", SetupIntentResource::list);
    routes.onForClients(
        "GET /v1/setup_intents/{setup_intent}",
        call -> call.permitted(call.account().get("setup_intent", call.id())));
    routes.on("POST /v1/setup_intents/{setup_intent}", SetupIntentResource::update);
    routes.onForClients(
        "POST /v1/setup_intents/{setup_intent}/confirm",
        call -> confirm(call, call.permitted(call.account().get("setup_intent", call.id()))));
    routes.on("POST /v1/setup_intents/{setup_intent}/cancel", SetupIntentResource::cancel);
  }

  private static ObjectNode createAndConfirm(Call call) {
    ObjectNode intent = call.account().allOrNothing(() -> create(call));
    return flag(call.params(), "confirm") ? confirm(call, intent) : intent;
  }

  private static ObjectNode create(Call call) {
    Account account = call.account();
    String customer = call.text("customer");
    if (customer != null) {
      account.referred("customer", customer, "customer");
    }
    ObjectNode intent = new Billing(account).setupIntents().create(customer);
    if (call.has("automatic_payment_methods")) {
      Json.set(
          intent,
          "automatic_payment_methods",
          Json.object(
              "allow_redirects",
              "always",
              "enabled",
              flag(call.params(), "automatic_payment_methods", "enabled")));
    }
    set(call, intent);
    account.events().announce("setup_intent.created", intent);
    return intent;
  }

  private static void set(Call call, ObjectNode intent) {
    for (String name : new String[] {"description", "usage", "payment_method_types"}) {
      if (isSet(call.params(), name)) {
        intent.set(name, call.params().get(name));
      }
    }
    if (call.has("payment_method")) {
      ObjectNode method =
          new Billing(call.account())
              .paymentMethods()
              .resolve(call.text("payment_method"), "payment_method");
      intent.set("payment_method", method.get("id"));
      intent.put("status", "requires_confirmation");
    }
    Metadata.apply(intent, call.params());
  }

  private static ObjectNode update(Call call) {
    ObjectNode intent = call.account().get("setup_intent", call.id());
    SetupIntents.requireConfirmable(intent, "update");
    set(call, intent);
    return intent;
  }

  private static ObjectNode confirm(Call call, ObjectNode intent) {
    SetupIntents.requireConfirmable(intent, "confirm");
    Billing billing = new Billing(call.account());
    billing.setupIntents().confirm(intent, ConfirmedMethod.of(call, billing, intent));
    if (PaymentIntents.declined(intent)) {
      ObjectNode error = intent.get("last_setup_error").deepCopy();
      error.set("setup_intent", intent.deepCopy());
      throw StripeError.card(error);
    }
    return intent;
  }

  private static ObjectNode cancel(Call call) {
    ObjectNode intent = call.account().get("setup_intent", call.id());
    new Billing(call.account()).setupIntents().cancel(intent, call.text("cancellation_reason"));
    return intent;
  }

  private static ObjectNode list(Call call) {
    String customer = call.text("customer");
    String method = call.text("payment_method");
    return ListPage.of(
        call,
        "setup_intent",
        each ->
            (customer == null || customer.equals(text(each, "customer")))
                && (method == null || method.equals(text(each, "payment_method"))));
  }
}
