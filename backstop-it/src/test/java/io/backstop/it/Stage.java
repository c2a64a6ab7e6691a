package io.backstop.it;

import io.backstop.demo.node.DatabaseAddress;
import io.backstop.demo.node.EmbeddedDatabase;
import io.backstop.demo.node.NodeOptions;
import io.backstop.demo.node.NodeStartFailed;
import io.backstop.demo.node.PayaraMicroNode;
import io.backstop.oidc.IdentityProvider;
import io.backstop.sandbox.Sandbox;
import io.backstop.sandbox.SandboxOptions;
import io.backstop.sandbox.description.StripeDescription;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Everything the tests play on: one PostgreSQL, one identity provider, one Stripe sandbox whose
 * traffic is checked against Stripe's description, two Payara Micro nodes with the WAR, and WildFly
 * with the EAR when a test asks for it. Started once for all test classes, ended after the last.
 */
final class Stage implements ExtensionContext.Store.CloseableResource {

  /** The loopback address that a proxy of a test's own calls from. */
  static final String PROXY = "127.0.0.2";

  private static final Duration START_LIMIT = Duration.ofMinutes(4);

  private final Path directory = Path.of(System.getProperty("backstop.it.directory"));
  private final String masterKey = randomKey();
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final TokenIssuer issuer = new TokenIssuer();
  private final StripeDescription description = new StripeDescription();
  private final DatabaseAddress database;
  private final Sandbox sandbox;
  private final IdentityProvider identity;
  private final List<PayaraMicroNode> payara;
  private WildFlyNode wildfly;

  private Stage() throws Exception {
    Files.createDirectories(directory);
    EmbeddedDatabase postgres =
        EmbeddedDatabase.start(directory.resolve("postgres-" + Ports.free()));
    parts.push(postgres);
    database = postgres.database("backstop");
    sandbox = Sandbox.start(SandboxOptions.empty().withPort(0).withListener(description));
    parts.push(sandbox);
    identity = IdentityProvider.start(Instant::now);
    parts.push(identity);
    PayaraMicroNode first = startPayara();
    PayaraMicroNode second = startPayara();
    payara = List.of(first, second);
    for (PayaraMicroNode node : payara) {
      node.awaitReady(START_LIMIT);
    }
  }

  /** The stage of this test run; the first caller waits until it stands. */
  static Stage of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(Stage.class))
        .getOrComputeIfAbsent(Stage.class, key -> raise(), Stage.class);
  }

  private static Stage raise() {
    try {
      return new Stage();
    } catch (NodeStartFailed failed) {
      String log = String.join("\n", failed.logTail());
      throw new IllegalStateException(
          "The stage does not stand. The node's log ends:\n" + log, failed);
    } catch (Exception e) {
      throw new IllegalStateException("The stage does not stand", e);
    }
  }

  private PayaraMicroNode startPayara() throws IOException {
    int port = Ports.free();
    PayaraMicroNode node =
        PayaraMicroNode.start(
            new NodeOptions(
                file("payara"),
                file("driver"),
                file("war"),
                directory.resolve("payara-" + port),
                "127.0.0.1",
                port,
                database,
                settings("http://127.0.0.1:" + port)));
    parts.push(node);
    return node;
  }

  private Map<String, String> settings(String baseUrl) {
    Map<String, String> settings = new HashMap<>();
    settings.put("backstop.base-url", baseUrl);
    settings.put("backstop.master-key", masterKey);
    settings.put("backstop.default.stripe.api-base", sandbox.baseUri().toString());
    settings.put("backstop.default.embed.refusals-per-minute", "100000");
    settings.put("backstop.trusted-proxies", PROXY);
    settings.put("backstop.oidc.issuer", identity.issuer());
    settings.put("backstop.oidc.client-id", IdentityProvider.CLIENT);
    settings.put("backstop.oidc.client-secret", IdentityProvider.SECRET);
    settings.put("backstop.oidc.name", "Acme ID");
    settings.put("mp.jwt.verify.issuer", TokenIssuer.NAME);
    settings.put("mp.jwt.verify.publickey", issuer.publicKey());
    return settings;
  }

  private static Path file(String name) {
    return Path.of(System.getProperty("backstop.it." + name));
  }

  private static String randomKey() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  /** The first Payara Micro node. */
  URI backstop() {
    return payara.get(0).baseUri();
  }

  /** The second node, on the same database. */
  URI otherNode() {
    return payara.get(1).baseUri();
  }

  /** WildFly with the EAR, on the same database; started when first asked for. */
  synchronized URI wildfly() {
    if (wildfly == null) {
      try {
        int port = Ports.free();
        wildfly =
            WildFlyNode.start(
                file("wildfly"),
                file("ear"),
                file("driver"),
                file("server-config").resolve("wildfly/configure.cli"),
                directory.resolve("wildfly"),
                port,
                database,
                settings("http://127.0.0.1:" + port));
        parts.push(wildfly);
        Awaitility.await("WildFly, see " + wildfly.log())
            .atMost(START_LIMIT)
            .failFast(() -> !wildfly.isAlive())
            .until(() -> ready(wildfly.baseUri()));
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException("WildFly does not start", e);
      }
    }
    return wildfly.baseUri();
  }

  private static boolean ready(URI base) throws InterruptedException {
    try {
      return HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(base.resolve("/health/ready"))
                      .timeout(Duration.ofSeconds(10))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Whose tokens the nodes believe. */
  TokenIssuer issuer() {
    return issuer;
  }

  Sandbox sandbox() {
    return sandbox;
  }

  /** The identity provider that every node is told of. */
  IdentityProvider identity() {
    return identity;
  }

  /** Counts and judges what went between Backstop and the sandbox. */
  StripeDescription description() {
    return description;
  }

  Connection database() throws SQLException {
    return DriverManager.getConnection(database.url(), database.user(), database.password());
  }

  /** The servers' logs, for tests that look for what must not stand there. */
  List<Path> logs() {
    return payara.stream().map(PayaraMicroNode::log).toList();
  }

  @Override
  public void close() throws Exception {
    while (!parts.isEmpty()) {
      parts.pop().close();
    }
  }
}
