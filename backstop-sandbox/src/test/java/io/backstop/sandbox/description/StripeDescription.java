package io.backstop.sandbox.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.backstop.sandbox.http.Exchange;
import io.backstop.sandbox.http.ExchangeListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Checks each request that a sandbox takes, each answer that it gives and each event that it makes
 * against Stripe's API description of 2026-07-29.dahlia. A request that the sandbox refuses need
 * not conform; see {@link #refusals}. Assert {@link #violations} to be empty and {@link #checks}
 * not to be zero, so that the checks cannot be off unnoticed. Thread-safe.
 */
public final class StripeDescription implements ExchangeListener {
  private static final String NAME = "urn:stripe";
  private static final String TEXT = read();
  private static final JsonNode TREE = parse();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDialect(
          Dialects.getOpenApi30(), builder -> builder.schemas(Map.of(NAME, TEXT)));
  private static final Map<String, Schema> COMPILED = new ConcurrentHashMap<>();

  private final List<String> violations = new CopyOnWriteArrayList<>();
  private final List<String> refusals = new CopyOnWriteArrayList<>();
  private final AtomicInteger checks = new AtomicInteger();

  @Override
  public void exchanged(Exchange exchange) {
    String what = exchange.method() + " " + exchange.path() + " → " + exchange.status();
    JsonNode operation = operation(exchange.operation());
    if (exchange.status() >= 400) {
      refusals.add(what + " " + exchange.answer().path("error").path("message").asText());
      check(what, "/components/schemas/error", exchange.answer());
      return;
    }
    if (operation.isMissingNode()) {
      violations.add(what + ": not in the description");
      return;
    }
    if (!exchange.byClient()) {
      checkRequest(what, exchange, operation);
    }
    String answer =
        pointer(exchange.operation()) + "/responses/200/content/application~1json/schema";
    check(what, answer, exchange.answer());
    checkNames(what, exchange.answer());
  }

  @Override
  public void happened(ObjectNode event) {
    String what = "event " + event.path("type").asText();
    check(what, "/components/schemas/event", event);
    JsonNode object = event.path("data").path("object");
    check(what, "/components/schemas/" + object.path("object").asText(), object);
    checkNames(what, object);
  }

  private void checkRequest(String what, Exchange exchange, JsonNode operation) {
    if (exchange.method().equals("POST")) {
      String body =
          pointer(exchange.operation())
              + "/requestBody/content/application~1x-www-form-urlencoded/schema";
      JsonNode schema = TREE.at(body);
      check(what + " request", body, FormCoercion.coerce(schema, exchange.form()));
      return;
    }
    exchange
        .form()
        .properties()
        .forEach(
            given -> {
              int index = parameter(operation, given.getKey());
              if (index < 0) {
                violations.add(what + ": unknown parameter " + given.getKey());
                return;
              }
              String schema = pointer(exchange.operation()) + "/parameters/" + index + "/schema";
              JsonNode value = FormCoercion.coerce(TREE.at(schema), given.getValue());
              check(what + " parameter " + given.getKey(), schema, value);
            });
  }

  private static int parameter(JsonNode operation, String name) {
    JsonNode parameters = operation.path("parameters");
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).path("name").asText().equals(name)
          && parameters.get(i).path("in").asText().equals("query")) {
        return i;
      }
    }
    return -1;
  }

  /** Members that the description does not know, which a schema alone lets pass. */
  private void checkNames(String what, JsonNode object) {
    JsonNode known =
        TREE.at("/components/schemas/" + object.path("object").asText() + "/properties");
    if (known.isObject() && !object.path("deleted").asBoolean()) {
      object
          .fieldNames()
          .forEachRemaining(
              name -> {
                if (!known.has(name)) {
                  violations.add(what + ": unknown member " + name);
                }
              });
    }
  }

  private void check(String what, String pointer, JsonNode value) {
    checks.incrementAndGet();
    COMPILED
        .computeIfAbsent(pointer, same -> REGISTRY.getSchema(SchemaLocation.of(NAME + "#" + same)))
        .validate(value)
        .forEach(error -> violations.add(what + ": " + error));
  }

  private static JsonNode operation(String operation) {
    return operation == null ? TREE.path("no such") : TREE.at(pointer(operation));
  }

  private static String pointer(String operation) {
    String[] parts = operation.split(" ", 2);
    return "/paths/"
        + parts[1].replace("~", "~0").replace("/", "~1")
        + "/"
        + parts[0].toLowerCase(java.util.Locale.ROOT);
  }

  /** What did not conform, one sentence each. */
  public List<String> violations() {
    return List.copyOf(violations);
  }

  /** Requests that were answered with an error, with its message. */
  public List<String> refusals() {
    return List.copyOf(refusals);
  }

  /** How many requests, answers and events have been checked. */
  public int checks() {
    return checks.get();
  }

  private static String read() {
    try (InputStream stream = StripeDescription.class.getResourceAsStream("/stripe/openapi.json")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parse() {
    try {
      return new ObjectMapper().readTree(TEXT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
