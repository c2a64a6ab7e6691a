package io.backstop.demo;

import io.backstop.demo.node.DatabaseAddress;
import io.backstop.demo.node.EmbeddedDatabase;
import io.backstop.demo.node.NodeOptions;
import io.backstop.demo.node.NodeStartFailed;
import io.backstop.demo.node.PayaraMicroNode;
import io.backstop.demo.node.PrivateFiles;
import io.backstop.demo.node.ReadinessProbe;
import io.backstop.demo.shop.AcmeShop;
import io.backstop.demo.shop.ShopOptions;
import io.backstop.sandbox.Sandbox;
import io.backstop.sandbox.SandboxOptions;
import io.backstop.sandbox.account.Destination;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** Starts everything, in the order in which one part needs another. */
final class Stack {
  private static final Duration LONGEST_BOOT = Duration.ofMinutes(5);
  private static final int LONGEST_CONNECT_SECONDS = 10;

  private final LauncherSettings settings;
  private final Distribution distribution;
  private final Parts parts;
  private final Terminal terminal;
  private final long begin = System.nanoTime();

  Stack(LauncherSettings settings, Distribution distribution, Parts parts, Terminal terminal) {
    this.settings = settings;
    this.distribution = distribution;
    this.parts = parts;
    this.terminal = terminal;
  }

  /** Comes back when every address answers. */
  PayaraMicroNode start() throws Exception {
    settings.portsWanted().check();
    DataDirectory data = parts.start(() -> DataDirectory.open(settings.dataDirectory()));
    try {
      return start(data);
    } catch (NodeStartFailed e) {
      if (!parts.ending()) {
        data.keepLogs();
      }
      throw e;
    }
  }

  private PayaraMicroNode start(DataDirectory data) throws Exception {
    DatabaseAddress database = database(data);
    Optional<Sandbox> stripe = sandbox();
    Optional<URI> sandbox = stripe.map(Sandbox::baseUri);
    DemoWorkspace acme = new DemoWorkspace(sandbox.map(URI::toString), settings.configuration());
    PayaraMicroNode node = node(data, database, acme);
    // Nobody listened when the account's customers were laid.
    stripe.ifPresent(Sandbox::tellOfCustomers);
    Optional<URI> shop = shop(node, acme);
    for (URI address : answering(sandbox, shop)) {
      if (!new ReadinessProbe().answers(address)) {
        throw new NodeStartFailed(address + " does not answer.", List.of(), null);
      }
    }
    ReadyNotice notice = new ReadyNotice(settings, data, database, node, sandbox, shop);
    notice.lines(Duration.ofNanos(System.nanoTime() - begin)).forEach(terminal::say);
    return node;
  }

  private DatabaseAddress database(DataDirectory data) throws Exception {
    Optional<DatabaseAddress> given = settings.database();
    if (given.isPresent()) {
      reach(given.get());
      return given.get();
    }
    return step(
        "PostgreSQL",
        "embedded; unpacked first, if this is its first start",
        () ->
            parts
                .start(() -> EmbeddedDatabase.start(data.path().resolve("postgres")))
                .database("backstop"));
  }

  private static void reach(DatabaseAddress address) throws NodeStartFailed {
    DriverManager.setLoginTimeout(LONGEST_CONNECT_SECONDS);
    try (Connection open =
        DriverManager.getConnection(address.url(), address.user(), address.password())) {
      open.isValid(LONGEST_CONNECT_SECONDS);
    } catch (SQLException e) {
      throw new NodeStartFailed(
          "The database cannot be used (" + address + "): " + e.getMessage(), List.of(), e);
    }
  }

  private Optional<Sandbox> sandbox() throws Exception {
    if (settings.sandboxPort().isEmpty()) {
      return Optional.empty();
    }
    int port = settings.sandboxPort().getAsInt();
    return Optional.of(
        step(
            "the Stripe sandbox",
            "in this process",
            () -> parts.start(() -> Sandbox.start(account(port)))));
  }

  /** Acme's account sends its events to Acme's workspace; plain mode has neither. */
  private SandboxOptions account(int port) {
    if (settings.mode() == Mode.PLAIN) {
      return SandboxOptions.empty().withPort(port);
    }
    DemoWorkspace acme = new DemoWorkspace(Optional.empty(), settings.configuration());
    URI webhooks = URI.create(settings.ownUrl() + "/api/stripe/webhooks/" + DemoWorkspace.SLUG);
    return SandboxOptions.demo()
        .withPort(port)
        .withDefaultKey(acme.stripeSecretKey())
        .withDestination(acme.stripeSecretKey(), Destination.of(webhooks, acme.webhookSecret()));
  }

  private PayaraMicroNode node(DataDirectory data, DatabaseAddress database, DemoWorkspace acme)
      throws Exception {
    Path directory = PrivateFiles.directory(data.path().resolve("server"));
    NodeOptions options =
        new NodeOptions(
            distribution.payaraJar(),
            distribution.driverJar(),
            distribution.war(),
            directory,
            settings.httpAddress(),
            settings.httpPort(),
            database,
            systemProperties(data, directory, acme));
    return step(
        "Backstop",
        "Payara Micro, log in " + directory.resolve("server.log"),
        () -> {
          PayaraMicroNode node = parts.start(() -> PayaraMicroNode.start(options));
          node.awaitReady(LONGEST_BOOT);
          return node;
        });
  }

  /** What the application finds at the top of its configuration. */
  private Map<String, String> systemProperties(
      DataDirectory data, Path directory, DemoWorkspace acme) throws IOException, LaunchRefused {
    Map<String, String> properties = new TreeMap<>();
    properties.put(LauncherSettings.BASE_URL_PROPERTY, settings.baseUrl().toString());
    properties.putAll(settings.configuration());
    MasterKey key =
        settings.masterKey().isPresent()
            ? settings.masterKey().get()
            : MasterKey.keptIn(data.path().resolve("master-key"));
    properties.put(LauncherSettings.MASTER_KEY_PROPERTY, key.base64());
    if (settings.mode() == Mode.DEMO) {
      Path initial =
          PrivateFiles.writeProperties(
              directory.resolve("initial-settings.properties"), acme.initialSettings());
      properties.put("backstop.initial-settings", initial.toString());
    }
    return properties;
  }

  private Optional<URI> shop(PayaraMicroNode node, DemoWorkspace acme) throws Exception {
    if (settings.mode() == Mode.PLAIN || settings.shopPort().isEmpty()) {
      return Optional.empty();
    }
    ShopOptions options =
        new ShopOptions(
            settings.shopPort().getAsInt(),
            settings.baseUrl(),
            DemoWorkspace.SLUG,
            acme.embedSecret(),
            acme.stripeApi()
                .map(api -> new ShopOptions.StripeAccess(URI.create(api), acme.stripeSecretKey())),
            Clock.systemUTC());
    return Optional.of(
        step("Acme's shop", "in this process", () -> parts.start(() -> AcmeShop.start(options)))
            .uri());
  }

  private static List<URI> answering(Optional<URI> sandbox, Optional<URI> shop) {
    List<URI> addresses = new ArrayList<>();
    sandbox.ifPresent(uri -> addresses.add(URI.create(uri + "/_sandbox/state")));
    shop.ifPresent(addresses::add);
    return addresses;
  }

  private <T> T step(String part, String what, Callable<T> work) throws Exception {
    terminal.starting(part, what);
    long from = System.nanoTime();
    T result = work.call();
    terminal.ready(part, Duration.ofNanos(System.nanoTime() - from));
    return result;
  }
}
