package io.backstop.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.StripeError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Gives parameters their types, and refuses what Stripe refuses before it looks at any object:
 * unknown, missing and malformed ones, nested ones too. What is known is in parameters.json,
 * derived from Stripe's API description of 2026-07-29.dahlia; the licences stand beside it.
 */
public final class Parameters {
  private static final JsonNode OPERATIONS = Json.resource(Parameters.class, "parameters.json");
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");
  private static final Pattern INDEX = Pattern.compile("[0-9]{1,6}");

  private Parameters() {}

  /**
   * The parameters as integers, booleans, arrays and so on.
   *
   * @param operation for example {@code POST /v1/customers/{customer}}
   * @throws StripeError 400 parameter_unknown, parameter_missing, parameter_invalid_…
   */
  public static ObjectNode typed(String operation, ObjectNode tree) {
    JsonNode schema = OPERATIONS.path(operation);
    if (schema.isMissingNode()) {
      throw new IllegalStateException("no parameters are described for " + operation);
    }
    return (ObjectNode) read(schema, tree, "");
  }

  private static JsonNode read(JsonNode schema, JsonNode given, String name) {
    if (schema.has("anyOf")) {
      return readAnyOf(schema.get("anyOf"), given, name);
    }
    if (schema.has("enum")) {
      return readEnum(schema.get("enum"), given, name);
    }
    return switch (schema.path("type").asText()) {
      case "object" -> readObject(schema, given, name);
      case "array" -> readArray(schema, given, name);
      case "integer" -> number(given, name, INTEGER, "integer");
      case "number" -> number(given, name, DECIMAL, "decimal");
      case "boolean" -> bool(given, name);
      case "string" -> string(given, name);
      default -> given;
    };
  }

  private static JsonNode readAnyOf(JsonNode branches, JsonNode given, String name) {
    StripeError refusal = null;
    for (JsonNode branch : branches) {
      boolean structured = branch.path("type").asText().matches("object|array");
      try {
        return read(branch, given, name);
      } catch (StripeError e) {
        if (refusal == null || structured == given.isObject()) {
          refusal = e;
        }
      }
    }
    throw refusal;
  }

  private static JsonNode readEnum(JsonNode values, JsonNode given, String name) {
    for (JsonNode value : values) {
      if (value.asText().equals(given.asText()) && given.isTextual()) {
        return given;
      }
    }
    String known = String.join(", ", Json.texts(values));
    throw StripeError.parameter(null, name, "Invalid " + name + ": must be one of " + known);
  }

  private static JsonNode readObject(JsonNode schema, JsonNode given, String name) {
    if (!given.isObject()) {
      throw StripeError.parameter(null, name, "Invalid object");
    }
    ObjectNode typed = Json.object();
    List<String> unknown = new ArrayList<>();
    given
        .properties()
        .forEach(
            member -> {
              String inner = name.isEmpty() ? member.getKey() : name + "[" + member.getKey() + "]";
              JsonNode known = schema.path("properties").path(member.getKey());
              if (!known.isMissingNode()) {
                typed.set(member.getKey(), read(known, member.getValue(), inner));
              } else if (schema.has("additionalProperties")) {
                typed.set(member.getKey(), member.getValue());
              } else {
                unknown.add(inner);
              }
            });
    if (!unknown.isEmpty()) {
      String names = String.join(", ", unknown);
      String word = unknown.size() == 1 ? "parameter" : "parameters";
      throw StripeError.parameter(
          "parameter_unknown", unknown.get(0), "Received unknown " + word + ": " + names);
    }
    for (JsonNode required : schema.path("required")) {
      if (!typed.has(required.asText())) {
        String missing = name.isEmpty() ? required.asText() : name + "[" + required.asText() + "]";
        throw StripeError.parameter(
            "parameter_missing", missing, "Missing required param: " + missing + ".");
      }
    }
    return typed;
  }

  private static JsonNode readArray(JsonNode schema, JsonNode given, String name) {
    ArrayNode typed = Json.array();
    if (!given.isObject()) {
      throw StripeError.parameter(null, name, "Invalid array");
    }
    given
        .properties()
        .forEach(
            entry -> {
              if (!INDEX.matcher(entry.getKey()).matches()) {
                throw StripeError.parameter(null, name, "Invalid array");
              }
              typed.add(
                  read(schema.path("items"), entry.getValue(), name + "[" + entry.getKey() + "]"));
            });
    return typed;
  }

  private static JsonNode number(JsonNode given, String name, Pattern form, String what) {
    if (!given.isTextual() || !form.matcher(given.asText()).matches()) {
      throw StripeError.parameter(
          "parameter_invalid_" + what, name, "Invalid " + what + ": " + given.asText());
    }
    return what.equals("integer")
        ? Json.node(Long.parseLong(given.asText()))
        : Json.node(new BigDecimal(given.asText()));
  }

  private static JsonNode bool(JsonNode given, String name) {
    return switch (given.asText()) {
      case "true" -> Json.node(true);
      case "false" -> Json.node(false);
      default -> throw StripeError.parameter(null, name, "Invalid boolean: " + given.asText());
    };
  }

  private static JsonNode string(JsonNode given, String name) {
    if (!given.isTextual()) {
      throw StripeError.parameter(null, name, "Invalid string");
    }
    if (given.asText().isEmpty()) {
      throw StripeError.parameter(
          "parameter_invalid_empty",
          name,
          "You passed an empty string for '"
              + name
              + "'. We assume empty values are an attempt to unset a parameter; however '"
              + name
              + "' cannot be unset.");
    }
    return given;
  }
}
