package io.backstop.sandbox.billing;

import static io.backstop.sandbox.shape.Json.isSet;
import static io.backstop.sandbox.shape.Json.isUnset;
import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.sandbox.shape.StripeError;
import java.util.List;

/**
 * Refuses what Stripe can do and the sandbox cannot, where ignoring it would make the amounts wrong
 * without anybody noticing.
 */
final class NotModelled {
  private NotModelled() {}

  /**
   * @throws StripeError 400 if one of the parameters is given
   */
  static void refuse(JsonNode params, List<String> names) {
    for (String name : names) {
      if (isSet(params, name) && !isUnset(params, name)) {
        throw StripeError.invalid(name, "The sandbox does not model " + name + ".");
      }
    }
  }

  /**
   * @throws StripeError 400 if the parameter has the value
   */
  static void refuseValue(JsonNode params, String name, String value) {
    if (value.equals(text(params, name))) {
      throw StripeError.invalid(name, "The sandbox does not model " + name + "=" + value + ".");
    }
  }
}
