package io.backstop.sandbox.billing;

import static io.backstop.sandbox.shape.Json.isSet;
import static io.backstop.sandbox.shape.Json.number;
import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How a change is to be prorated.
 *
 * @param behavior create_prorations, always_invoice or none
 * @param date {@code proration_date} in epoch seconds, null for now
 */
record Proration(String behavior, Long date) {
  static Proration of(JsonNode params) {
    String behavior = text(params, "proration_behavior");
    return new Proration(
        behavior == null ? "create_prorations" : behavior,
        isSet(params, "proration_date") ? number(params, "proration_date") : null);
  }

  boolean none() {
    return behavior.equals("none");
  }

  boolean always() {
    return behavior.equals("always_invoice");
  }
}
