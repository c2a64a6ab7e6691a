package io.backstop.demo.node;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Stands in for Payara Micro: takes the same arguments, and answers the readiness probe. Named
 * {@code die.war}, the archive it is given makes it end at once instead.
 */
public final class TrivialServer {
  private TrivialServer() {}

  public static void main(String[] arguments) throws Exception {
    List<String> given = List.of(arguments);
    if (given.get(given.indexOf("--deploy") + 1).endsWith("die.war")) {
      System.out.println("cannot deploy");
      System.exit(7);
    }
    int port = Integer.parseInt(given.get(given.indexOf("--port") + 1));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
    server.createContext(
        "/health/ready",
        exchange -> {
          byte[] body = String.join(" ", arguments).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.createContext(
        "/environment",
        exchange -> {
          byte[] body = System.getenv().toString().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    System.out.println("serving");
  }
}
