package io.backstop.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.account.Cause;
import io.backstop.sandbox.account.Destination;
import io.backstop.sandbox.clock.Timetable;
import io.backstop.sandbox.control.ControlFront;
import io.backstop.sandbox.control.WebhookControl;
import io.backstop.sandbox.elements.ElementsFront;
import io.backstop.sandbox.fixture.Fixtures;
import io.backstop.sandbox.http.Desks;
import io.backstop.sandbox.http.Received;
import io.backstop.sandbox.http.StripeFront;
import io.backstop.sandbox.resources.Resources;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.webhook.Courier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A running double of Stripe: its HTTP API under /v1 for what Backstop uses, a stand-in for
 * Stripe.js, and controls for tests under /_sandbox. Everything is kept in memory and gone when it
 * is closed.
 */
public final class Sandbox implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Sandbox.class.getName());

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(daemons());
  private final Courier courier;
  private final StripeFront stripe;
  private final ControlFront control;
  private final ElementsFront elements;

  private Sandbox(SandboxOptions options) throws IOException {
    // The JDK's server waits 40 ms for more to send on kept connections unless told otherwise.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
    courier = new Courier(options.retryPauses());
    WebhookControl webhooks = new WebhookControl(courier, key -> destinations(options, key));
    Desks desks = new Desks(key -> open(options, key, webhooks));
    stripe = new StripeFront(desks, Resources.routes(), Sandbox::catchUp, options.listener());
    control = new ControlFront(desks, options.defaultKey(), webhooks);
    elements = new ElementsFront(desks);
    server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port()), 256);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /**
   * Starts a sandbox; it answers when this returns.
   *
   * @throws UncheckedIOException if the port is taken
   */
  public static Sandbox start(SandboxOptions options) {
    try {
      return new Sandbox(options);
    } catch (IOException e) {
      throw new UncheckedIOException("the sandbox cannot listen on port " + options.port(), e);
    }
  }

  private static List<Destination> destinations(SandboxOptions options, String key) {
    Destination destination = options.destinations().get(key);
    return destination == null ? List.of() : List.of(destination);
  }

  private Account open(SandboxOptions options, String key, WebhookControl webhooks) {
    boolean seeded = options.seeded() && key.equals(options.defaultKey());
    Account account =
        new Account(
            key,
            options.time(),
            (mine, event) -> {
              options.listener().happened(event);
              courier.deliver(mine, event);
            },
            mine -> {
              if (seeded) {
                new Fixtures(mine).lay(demoFixtures());
              }
            });
    account.exclusively(
        Cause.CLOCK,
        () -> {
          webhooks.reset(account);
          return account;
        });
    return account;
  }

  private static void catchUp(Account account) {
    if (!account.caughtUp()) {
      long now = account.now();
      new Timetable(account).runUntil(now);
      account.caughtUpAt(now);
    }
  }

  private static JsonNode demoFixtures() {
    return Json.resource(Sandbox.class, "demo-fixtures.json").get("objects");
  }

  private void handle(HttpExchange exchange) throws IOException {
    Received received = Received.of(exchange);
    try {
      if (received.method().equals("OPTIONS")) {
        received.answer(204, "");
      } else if (received.path().startsWith("/v1/")) {
        stripe.handle(received);
      } else if (elements.answers(received)) {
        elements.handle(received);
      } else {
        control.handle(received);
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "no answer to " + received.path(), e);
      exchange.close();
    }
  }

  /** For example {@code http://127.0.0.1:12111}, without a slash at the end. */
  public URI baseUri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /**
   * Tells the destinations of the default key of every customer there is, with an event each: for
   * who begins to listen later than the sandbox answers. Returns at once.
   */
  public void tellOfCustomers() {
    control.tellOfCustomers();
  }

  /** Stops at once; connections that a fault holds are dropped. */
  @Override
  public void close() {
    stripe.close();
    server.stop(0);
    courier.close();
    threads.shutdownNow();
  }

  private static ThreadFactory daemons() {
    AtomicInteger count = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, "sandbox-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * Runs a sandbox with the demo's data until it is stopped.
   *
   * @param args an optional port; otherwise BACKSTOP_SANDBOX_PORT, otherwise 12111
   */
  public static void main(String[] args) throws InterruptedException {
    String set = System.getenv().getOrDefault("BACKSTOP_SANDBOX_PORT", "12111");
    int port = Integer.parseInt(args.length > 0 ? args[0] : set);
    try (Sandbox sandbox = start(SandboxOptions.demo().withPort(port))) {
      System.out.println("Stripe sandbox: " + sandbox.baseUri());
      Thread.currentThread().join();
    }
  }
}
