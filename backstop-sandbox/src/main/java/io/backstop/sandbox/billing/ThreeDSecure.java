package io.backstop.sandbox.billing;

import static io.backstop.sandbox.shape.Json.object;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What an intent says while it waits for 3-D Secure, and after it failed. */
final class ThreeDSecure {
  private ThreeDSecure() {}

  /** What Stripe.js is to do; the details are between it and Stripe, so there are none. */
  static ObjectNode action() {
    return object("type", "use_stripe_sdk", "use_stripe_sdk", object());
  }

  static ObjectNode failure(String code, ObjectNode method) {
    return object(
        "code",
        code,
        "message",
        "We are unable to authenticate your payment method. Please choose a different payment method"
            + " and try again.",
        "payment_method",
        method.deepCopy(),
        "type",
        "invalid_request_error");
  }

  /** The refusal of a request that may not end in 3-D Secure. */
  static ObjectNode required() {
    return object(
        "code",
        "subscription_payment_intent_requires_action",
        "message",
        "Subscription creation failed because the card requires authentication.",
        "type",
        "card_error");
  }
}
