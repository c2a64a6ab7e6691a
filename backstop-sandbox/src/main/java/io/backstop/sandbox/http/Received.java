package io.backstop.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A request as it came from the network, its body read. */
public record Received(
    HttpExchange exchange, String method, String path, String query, String body) {
  private static final int LARGEST_BODY = 4 * 1024 * 1024;

  /**
   * @throws IOException if the client is gone, or sends more than 4 MiB
   */
  public static Received of(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      throw new IOException("a request body of more than " + LARGEST_BODY + " bytes");
    }
    return new Received(
        exchange,
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        exchange.getRequestURI().getRawQuery(),
        new String(body, StandardCharsets.UTF_8));
  }

  public String header(String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }

  /** Answers with JSON, or any text; pages of other origins may read it. */
  public void answer(int status, String contentType, byte[] body) throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", contentType);
    headers.set("Cache-Control", "no-store");
    headers.set("Access-Control-Allow-Origin", "*");
    headers.set("Access-Control-Allow-Methods", "GET, POST, DELETE, OPTIONS");
    headers.set(
        "Access-Control-Allow-Headers",
        "Authorization, Content-Type, Idempotency-Key, Stripe-Version, Stripe-Account");
    headers.set("Access-Control-Expose-Headers", "Request-Id, Idempotent-Replayed");
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  public void answer(int status, String json) throws IOException {
    answer(status, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }
}
