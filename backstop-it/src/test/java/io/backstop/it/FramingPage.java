package io.backstop.it;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A merchant's page that frames a hosted link by hand, without the SDK, and writes down what it
 * hears. On another site than Backstop: localhost, not 127.0.0.1.
 */
final class FramingPage implements AutoCloseable {

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <title>A page with a frame</title>
      <script>
      window.heard = [];
      addEventListener('message', ({ source, origin, data }) => {
        const frame = document.querySelector('iframe');
        heard.push({ data, origin, framed: !!frame && source === frame.contentWindow });
        if (data.type === 'backstop:resize') frame.style.height = data.height + 'px';
        if (data.type === 'backstop:close') frame.remove();
      });
      addEventListener('load', () => {
        const frame = document.createElement('iframe');
        frame.title = 'Cancel subscription';
        frame.style.width = '480px';
        frame.src = decodeURIComponent(location.hash.slice(1));
        document.body.append(frame);
      });
      </script>
      <body></body>
      </html>
      """;

  private final HttpServer server;

  private FramingPage(HttpServer server) {
    this.server = server;
  }

  /** Serves the page; with {@code sandboxed}, its origin is "null". */
  static FramingPage serve(boolean sandboxed) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html;charset=UTF-8");
          if (sandboxed) {
            exchange
                .getResponseHeaders()
                .set("Content-Security-Policy", "sandbox allow-scripts allow-forms");
          }
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
    return new FramingPage(server);
  }

  String origin() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** The page's address, with {@code link} in its frame. */
  String framing(URI link) {
    return origin() + "/#" + link + "?embed=modal";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
