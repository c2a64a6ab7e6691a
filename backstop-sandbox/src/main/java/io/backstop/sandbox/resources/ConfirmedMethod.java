package io.backstop.sandbox.resources;

import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.billing.Billing;
import io.backstop.sandbox.http.Call;
import io.backstop.sandbox.shape.StripeError;

/** The card that a confirmation is to use: a new one, one named, or the intent's own. */
final class ConfirmedMethod {
  private ConfirmedMethod() {}

  static ObjectNode of(Call call, Billing billing, ObjectNode intent) {
    if (call.has("payment_method_data")) {
      return billing.paymentMethods().create(call.params().get("payment_method_data"));
    }
    if (call.has("payment_method")) {
      return billing.paymentMethods().resolve(call.text("payment_method"), "payment_method");
    }
    String own = text(intent, "payment_method");
    if (own == null) {
      throw StripeError.invalid(
          text(intent, "object") + "_unexpected_state",
          null,
          "You cannot confirm this intent because it's missing a payment method.");
    }
    return call.account().get("payment_method", own);
  }
}
