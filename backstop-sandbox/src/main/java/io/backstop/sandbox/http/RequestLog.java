package io.backstop.sandbox.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.shape.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * The requests that an account has received, in order of arrival. Card numbers are masked.
 * Thread-safe.
 */
public final class RequestLog {
  private final List<ObjectNode> entries = new ArrayList<>();

  synchronized ObjectNode add(
      String at,
      String method,
      String path,
      ObjectNode params,
      String key,
      String requestId,
      String version) {
    ObjectNode entry =
        Json.object(
            "seq", entries.size() + 1,
            "at", at,
            "method", method,
            "path", path,
            "params", masked(params),
            "idempotency_key", key,
            "status", null,
            "request_id", requestId,
            "api_version", version,
            "replayed", false,
            "fault", null);
    entries.add(entry);
    return entry;
  }

  private static ObjectNode masked(ObjectNode params) {
    ObjectNode copy = params.deepCopy();
    if (copy.path("payment_method_data").get("card") instanceof ObjectNode card) {
      mask(card);
    }
    if (copy.get("card") instanceof ObjectNode card) {
      mask(card);
    }
    return copy;
  }

  private static void mask(ObjectNode card) {
    String number = Json.text(card, "number");
    if (number != null) {
      card.put("number", "…" + number.substring(Math.max(0, number.length() - 4)));
    }
    card.remove("cvc");
  }

  /** Sets members of an entry that become known later: status, replayed, fault. */
  synchronized void note(ObjectNode entry, String name, Object value) {
    Json.set(entry, name, value);
  }

  public synchronized ArrayNode all() {
    ArrayNode all = Json.array();
    entries.forEach(entry -> all.add(entry.deepCopy()));
    return all;
  }

  public synchronized void clear() {
    entries.clear();
  }
}
