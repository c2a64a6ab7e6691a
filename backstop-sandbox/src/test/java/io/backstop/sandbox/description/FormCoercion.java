package io.backstop.sandbox.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Gives the strings of a form the types that a schema wants, where they can have them; what cannot
 * stays a string, for the validator to refuse.
 */
final class FormCoercion {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private FormCoercion() {}

  static JsonNode coerce(JsonNode schema, JsonNode value) {
    if (schema.has("anyOf")) {
      return coerceAnyOf(schema.get("anyOf"), value);
    }
    return switch (schema.path("type").asText()) {
      case "object" -> value.isObject() ? object(schema, value) : value;
      case "array" -> value.isObject() ? array(schema, value) : value;
      case "integer" ->
          value.asText().matches("-?[0-9]{1,18}")
              ? NODES.numberNode(Long.parseLong(value.asText()))
              : value;
      case "number" ->
          value.asText().matches("-?[0-9]+(\\.[0-9]+)?")
              ? NODES.numberNode(new java.math.BigDecimal(value.asText()))
              : value;
      case "boolean" ->
          value.asText().matches("true|false")
              ? NODES.booleanNode(value.asText().equals("true"))
              : value;
      default -> value;
    };
  }

  /** The first branch that the value can become. */
  private static JsonNode coerceAnyOf(JsonNode branches, JsonNode value) {
    for (JsonNode branch : branches) {
      JsonNode coerced = coerce(branch, value);
      boolean fits =
          switch (branch.path("type").asText()) {
            case "object" -> coerced.isObject();
            case "array" -> coerced.isArray();
            case "integer", "number" -> coerced.isNumber();
            case "boolean" -> coerced.isBoolean();
            default ->
                coerced.isTextual()
                    && (!branch.has("enum") || has(branch.get("enum"), coerced.asText()));
          };
      if (fits) {
        return coerced;
      }
    }
    return value;
  }

  private static boolean has(JsonNode values, String text) {
    for (JsonNode value : values) {
      if (value.asText().equals(text)) {
        return true;
      }
    }
    return false;
  }

  private static ObjectNode object(JsonNode schema, JsonNode value) {
    ObjectNode coerced = new ObjectMapper().createObjectNode();
    value
        .properties()
        .forEach(
            member -> {
              JsonNode known = schema.path("properties").path(member.getKey());
              coerced.set(
                  member.getKey(),
                  known.isMissingNode() ? member.getValue() : coerce(known, member.getValue()));
            });
    return coerced;
  }

  private static ArrayNode array(JsonNode schema, JsonNode value) {
    ArrayNode coerced = new ObjectMapper().createArrayNode();
    value.forEach(entry -> coerced.add(coerce(schema.path("items"), entry)));
    return coerced;
  }
}
