package io.backstop.sandbox.resources;

import static io.backstop.sandbox.shape.Json.flag;
import static io.backstop.sandbox.shape.Json.isSet;
import static io.backstop.sandbox.shape.Json.number;
import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.billing.Billing;
import io.backstop.sandbox.billing.Metadata;
import io.backstop.sandbox.billing.PaymentIntents;
import io.backstop.sandbox.http.Call;
import io.backstop.sandbox.http.ListPage;
import io.backstop.sandbox.http.Routes;
import io.backstop.sandbox.shape.StripeError;

/** Payment intents, those of invoices included. */
final class PaymentIntentResource {
  private PaymentIntentResource() {}

  static void register(Routes routes) {
    routes.on("POST /v1/payment_intents", PaymentIntentResource::createAndConfirm);
    routes.on("GET /v1/payment_intents", PaymentIntentResource::list);
    routes.onForClients(
        "GET /v1/payment_intents/{payment_intent}",
        call -> call.permitted(call.account().get("payment_intent", call.id())));
    routes.on("POST /v1/payment_intents/{payment_intent}", PaymentIntentResource::update);
    routes.onForClients(
        "POST /v1/payment_intents/{payment_intent}/confirm", PaymentIntentResource::confirm);
    routes.on("POST /v1/payment_intents/{payment_intent}/cancel", PaymentIntentResource::cancel);
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
    ObjectNode intent =
        new Billing(account)
            .paymentIntents()
            .create(number(call.params(), "amount"), call.text("currency"), customer);
    set(call, intent);
    account.events().announce("payment_intent.created", intent);
    return intent;
  }

  private static void set(Call call, ObjectNode intent) {
    for (String name :
        new String[] {
          "amount", "description", "receipt_email", "setup_future_usage", "statement_descriptor"
        }) {
      if (call.has(name)) {
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
    ObjectNode intent = call.account().get("payment_intent", call.id());
    PaymentIntents.requireConfirmable(intent);
    set(call, intent);
    return intent;
  }

  private static ObjectNode confirm(Call call) {
    ObjectNode intent = call.permitted(call.account().get("payment_intent", call.id()));
    return confirm(call, intent);
  }

  private static ObjectNode confirm(Call call, ObjectNode intent) {
    PaymentIntents.requireConfirmable(intent);
    Billing billing = new Billing(call.account());
    ObjectNode method = ConfirmedMethod.of(call, billing, intent);
    if (isSet(call.params(), "setup_future_usage")) {
      intent.set("setup_future_usage", call.params().get("setup_future_usage"));
    }
    billing.paymentIntents().charge(intent, method, flag(call.params(), "off_session"));
    var invoice = billing.payments().invoiceOf(intent);
    if ("succeeded".equals(text(intent, "status"))) {
      invoice.ifPresent(open -> billing.collection().paid(open, intent));
    } else if (PaymentIntents.declined(intent)) {
      invoice.ifPresent(open -> billing.collection().failed(open));
      ObjectNode error = intent.get("last_payment_error").deepCopy();
      error.set("payment_intent", intent.deepCopy());
      throw StripeError.card(error);
    }
    return intent;
  }

  private static ObjectNode cancel(Call call) {
    ObjectNode intent = call.account().get("payment_intent", call.id());
    new Billing(call.account()).paymentIntents().cancel(intent, call.text("cancellation_reason"));
    return intent;
  }

  private static ObjectNode list(Call call) {
    String customer = call.text("customer");
    return ListPage.of(
        call,
        "payment_intent",
        each -> customer == null || customer.equals(text(each, "customer")));
  }
}
