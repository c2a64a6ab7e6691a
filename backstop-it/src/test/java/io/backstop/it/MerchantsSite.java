package io.backstop.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A merchant's site around a snippet that was copied into its page: the two routes of a backend
 * that the snippets call, and the page where a customer comes back to. On another site than
 * Backstop: localhost, not 127.0.0.1.
 */
final class MerchantsSite implements AutoCloseable {

  /** What a backend does when it is asked; may fail. */
  interface Backend {
    String answer() throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private MerchantsSite(HttpServer server) {
    this.server = server;
  }

  /**
   * Serves the page.
   *
   * @param bundle makes what {@code GET /billing/backstop-bundle} answers
   * @param link makes where {@code POST /billing/backstop} leads
   */
  static MerchantsSite serve(String snippet, Backend bundle, Backend link) throws IOException {
    MerchantsSite site =
        new MerchantsSite(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    String page = "<!doctype html><html lang=\"en\"><title>A merchant</title>" + snippet;
    site.server.setExecutor(site.threads);
    site.on("/page", exchange -> answer(exchange, 200, "text/html", page));
    site.on(
        "/billing",
        exchange -> answer(exchange, 200, "text/html", "<!doctype html><h1>Billing</h1>"));
    site.on(
        "/billing/backstop-bundle",
        exchange -> answer(exchange, 200, "application/json", bundle.answer()));
    site.on(
        "/billing/backstop",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("Location", link.answer());
          answer(exchange, 303, "text/plain", "");
        });
    site.server.start();
    return site;
  }

  private void on(String path, com.sun.net.httpserver.HttpHandler handler) {
    server.createContext(path, handler);
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + ";charset=UTF-8");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  String address(String path) {
    return "http://localhost:" + server.getAddress().getPort() + path;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
