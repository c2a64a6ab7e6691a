package io.backstop.sdk;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.backstop.sdk.LoopbackServer.Answer;
import io.backstop.sdk.LoopbackServer.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/**
 * Stands in for Backstop: serves the built bundle, answers the embed endpoints as it is told, and
 * has one hosted page whose script the test conducts from inside the frame.
 */
final class BackstopHost implements AutoCloseable {
  static final String HOSTED_PATH = "/cancel/token";
  private static final String AHEAD_PATH = "/embed/";

  private static final String HOSTED_PAGE =
      """
      <!doctype html><html lang="en"><head><title>Flow</title>
      <style>html{color-scheme:light dark}button{min-height:44px}</style></head>
      <body><main><h1>Before you go</h1><button id="first">Keep</button>
      <button id="last">Cancel anyway</button></main>
      <script>
      const say = (message, to = '*') => parent.postMessage(message, to);
      const ready = () => say({type: 'backstop:ready', v: 1});
      const close = (outcome, session = 'cs_1', surface = 'cancel') =>
        say({type: 'backstop:close', v: 1, surface, outcome, session});
      %s
      </script>%s</body></html>
      """;

  private final LoopbackServer server = new LoopbackServer("127.0.0.1", this::answer);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, String> hostedHeaders = new TreeMap<>();
  private volatile String onLoad = "ready();";
  private volatile int status = 200;
  private volatile String body;
  private volatile boolean hanging;
  private volatile boolean neverLoads;

  BackstopHost() {
    body =
        "{\"url\": \"" + origin() + HOSTED_PATH + "\", \"expires_at\": \"2026-11-23T12:00:00Z\"}";
    hostedHeaders.put("Content-Type", "text/html; charset=utf-8");
  }

  String origin() {
    return server.origin();
  }

  /** The requests to the embed endpoints, preflights left out, in order. */
  List<Request> calls() {
    return server.requests("POST", "/api/embed/");
  }

  /** From now on the embed endpoints answer this. */
  void answers(int status, String body) {
    this.status = status;
    this.body = body;
  }

  void answersUrl(String url) {
    answers(200, new JsonMapper().createObjectNode().put("url", url).toString());
  }

  /** From now on the embed endpoints take the request and say nothing. */
  void hangs() {
    hanging = true;
  }

  /** What the hosted page does by itself, in place of reporting ready. */
  void hostedPageRuns(String script) {
    onLoad = script;
  }

  /** Something in the hosted page takes for ever, so that its frame has no load event. */
  void hostedPageNeverLoads() {
    neverLoads = true;
  }

  void hostedPageSends(String header, String value) {
    hostedHeaders.put(header, value);
  }

  List<Request> hostedPageLoads() {
    return server.requests("GET", HOSTED_PATH);
  }

  /** Loads of the empty page that a browser opens while the link is being made. */
  List<Request> visitsAhead() {
    return server.requests("GET", AHEAD_PATH).stream()
        .filter(request -> request.path().equals(AHEAD_PATH))
        .toList();
  }

  @Override
  public void close() {
    closed.countDown();
    server.close();
  }

  private Answer answer(Request request) {
    String path = request.path().replaceAll("\\?.*", "");
    if (path.startsWith("/api/embed/")) {
      return embedAnswer(request);
    }
    if (path.equals(AHEAD_PATH)) {
      return new Answer(
          200,
          Map.of("Content-Type", "text/html"),
          bytes("<!doctype html><html lang=en><title>-</title>"));
    }
    if (path.equals("/embed.js") || path.startsWith("/embed/")) {
      return new Answer(
          200,
          Map.of("Content-Type", "text/javascript", "Access-Control-Allow-Origin", "*"),
          resource(path));
    }
    if (path.equals("/never")) {
      untilClosed();
    }
    if (path.equals(HOSTED_PATH)) {
      return new Answer(
          200,
          hostedHeaders,
          bytes(HOSTED_PAGE.formatted(onLoad, neverLoads ? "<img src=/never alt>" : "")));
    }
    return new Answer(404, Map.of(), new byte[0]);
  }

  private Answer embedAnswer(Request request) {
    Map<String, String> cors =
        Map.of(
            "Access-Control-Allow-Origin",
            "*",
            "Access-Control-Allow-Headers",
            "content-type",
            "Content-Type",
            "application/json");
    if (request.method().equals("OPTIONS")) {
      return new Answer(204, cors, new byte[0]);
    }
    if (hanging) {
      untilClosed();
    }
    return new Answer(status, cors, bytes(body));
  }

  private void untilClosed() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] resource(String path) {
    try (InputStream stream = BackstopHost.class.getResourceAsStream(path)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
