package io.backstop.sandbox.billing;

import static io.backstop.sandbox.shape.Json.isUnset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.shape.Json;

/**
 * Stripe's way of writing metadata: keys are added, an empty value takes one away, "" takes all
 * away.
 */
public final class Metadata {
  private Metadata() {}

  public static void apply(ObjectNode object, JsonNode params) {
    if (!params.has("metadata")) {
      return;
    }
    ObjectNode metadata =
        !isUnset(params, "metadata") && object.get("metadata") instanceof ObjectNode present
            ? present
            : Json.object();
    params
        .get("metadata")
        .properties()
        .forEach(
            entry -> {
              if (entry.getValue().asText().isEmpty()) {
                metadata.remove(entry.getKey());
              } else {
                metadata.set(entry.getKey(), entry.getValue());
              }
            });
    object.set("metadata", metadata);
  }
}
