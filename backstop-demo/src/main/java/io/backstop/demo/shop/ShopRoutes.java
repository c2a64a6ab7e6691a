package io.backstop.demo.shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/** Finds the handler for a request and writes its answer, with the headers every answer carries. */
final class ShopRoutes implements HttpHandler {
  /** What answers one path. */
  interface Route {
    ShopAnswer answer(ShopRequest request) throws IOException, InterruptedException;
  }

  private final Map<String, Route> gets = new HashMap<>();
  private final Map<String, Route> posts = new HashMap<>();
  private final String contentSecurityPolicy;

  ShopRoutes(String contentSecurityPolicy) {
    this.contentSecurityPolicy = contentSecurityPolicy;
  }

  void get(String path, Route route) {
    gets.put(path, route);
  }

  void post(String path, Route route) {
    posts.put(path, route);
  }

  /** Serves a file of this package. */
  void resource(String path, String type) throws IOException {
    byte[] bytes = bytes(path.substring(1));
    get(path, request -> ShopAnswer.resource(type, bytes));
  }

  static byte[] bytes(String name) throws IOException {
    try (InputStream in = ShopRoutes.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is missing from the class path");
      }
      return in.readAllBytes();
    }
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      ShopAnswer answer = answer(exchange);
      var headers = exchange.getResponseHeaders();
      headers.set("Cache-Control", "no-store");
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("Referrer-Policy", "strict-origin-when-cross-origin");
      headers.set("Content-Security-Policy", contentSecurityPolicy);
      answer.headers().forEach(headers::set);
      boolean bodyless = answer.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(answer.status(), bodyless ? -1 : answer.body().length);
      if (!bodyless) {
        exchange.getResponseBody().write(answer.body());
      }
    }
  }

  private ShopAnswer answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Map<String, Route> byPath =
        switch (exchange.getRequestMethod()) {
          case "GET", "HEAD" -> gets;
          case "POST" -> posts;
          default -> Map.of();
        };
    Route route = byPath.get(path);
    if (route == null) {
      boolean known = gets.containsKey(path) || posts.containsKey(path);
      return known
          ? ShopAnswer.plain(405, "Not this method.")
          : ShopAnswer.plain(404, "Acme has no such page.");
    }
    try {
      String cookies = exchange.getRequestHeaders().getFirst("Cookie");
      return route.answer(
          new ShopRequest(
              Query.parse(exchange.getRequestURI().getRawQuery()), cookies == null ? "" : cookies));
    } catch (IllegalArgumentException unreadable) {
      return ShopAnswer.plain(400, "Acme cannot read this address.");
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      return ShopAnswer.plain(503, "Acme is closing.");
    }
  }
}
