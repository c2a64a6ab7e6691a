package io.backstop.sandbox.resources;

import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.billing.Billing;
import io.backstop.sandbox.billing.Metadata;
import io.backstop.sandbox.http.Call;
import io.backstop.sandbox.http.ListPage;
import io.backstop.sandbox.http.Routes;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.StripeError;

/** Payment methods; all of them are cards. */
final class PaymentMethodResource {
  private PaymentMethodResource() {}

  static void register(Routes routes) {
    routes.onForClients("POST /v1/payment_methods", PaymentMethodResource::create);
    routes.on("GET /v1/payment_methods", PaymentMethodResource::list);
    routes.on(
        "GET /v1/payment_methods/{payment_method}",
        call -> call.account().get("payment_method", call.id()));
    routes.on("POST /v1/payment_methods/{payment_method}", PaymentMethodResource::update);
    routes.on("POST /v1/payment_methods/{payment_method}/attach", PaymentMethodResource::attach);
    routes.on("POST /v1/payment_methods/{payment_method}/detach", PaymentMethodResource::detach);
  }

  private static ObjectNode create(Call call) {
    if (!"card".equals(call.text("type"))) {
      throw StripeError.parameter(null, "type", "The sandbox knows payment methods of type card.");
    }
    return new Billing(call.account()).paymentMethods().create(call.params());
  }

  private static ObjectNode list(Call call) {
    String customer = call.text("customer");
    return ListPage.of(
        call,
        "payment_method",
        each -> customer == null || customer.equals(text(each, "customer")));
  }

  private static ObjectNode update(Call call) {
    ObjectNode method = call.account().get("payment_method", call.id());
    call.account()
        .events()
        .changing(
            "payment_method.updated",
            method,
            () -> {
              JsonNode card = call.params().path("card");
              for (String name : new String[] {"exp_month", "exp_year"}) {
                if (card.has(name)) {
                  ((ObjectNode) method.get("card")).set(name, card.get(name));
                }
              }
              if (call.has("billing_details")) {
                Json.merge(
                    (ObjectNode) method.get("billing_details"),
                    call.params().get("billing_details"));
              }
              Metadata.apply(method, call.params());
            });
    return method;
  }

  private static ObjectNode attach(Call call) {
    Billing billing = new Billing(call.account());
    if (!call.has("customer")) {
      throw StripeError.parameter(
          "parameter_missing", "customer", "Missing required param: customer.");
    }
    call.account().referred("customer", call.text("customer"), "customer");
    ObjectNode method = billing.paymentMethods().resolve(call.id(), "payment_method");
    billing.paymentMethods().attach(method, call.text("customer"));
    return method;
  }

  private static ObjectNode detach(Call call) {
    ObjectNode method = call.account().get("payment_method", call.id());
    new Billing(call.account()).paymentMethods().detach(method);
    return method;
  }
}
