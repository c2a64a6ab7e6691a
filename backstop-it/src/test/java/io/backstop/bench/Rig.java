package io.backstop.bench;

import io.backstop.demo.node.DatabaseAddress;
import io.backstop.demo.node.EmbeddedDatabase;
import io.backstop.demo.node.NodeOptions;
import io.backstop.demo.node.PayaraMicroNode;
import io.backstop.it.Ports;
import io.backstop.sandbox.Sandbox;
import io.backstop.sandbox.SandboxOptions;
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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What is measured: a PostgreSQL with its statistics of statements, a Stripe sandbox, one Payara
 * Micro node with the WAR as it is shipped, and a workspace whose limits are out of the way.
 */
final class Rig implements AutoCloseable {

  static final String WORKSPACE = "bench";
  static final String SECRET = "bs_bench_embed_secret";
  static final String STRIPE_KEY = "sk_test_bench";
  static final String WEBHOOK_SECRET = "whsec_bench";

  private static final Duration START_LIMIT = Duration.ofMinutes(4);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Path directory;
  private final DatabaseAddress database;
  private final Sandbox sandbox;
  private final PayaraMicroNode node;

  private Rig(Path directory, DatabaseAddress database, Sandbox sandbox, PayaraMicroNode node) {
    this.directory = directory;
    this.database = database;
    this.sandbox = sandbox;
    this.node = node;
  }

  /**
   * Starts all of it and fills the mirror; what had started is ended again if one part does not.
   */
  static Rig start(Path dist) throws Exception {
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    try {
      Path directory = Files.createTempDirectory("backstop-bench");
      Path data = directory.resolve("postgres");
      // Libraries are preloaded at a start only: it needs two.
      try (EmbeddedDatabase first = EmbeddedDatabase.start(data)) {
        execute(
            first.database("backstop"),
            "ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'");
      }
      EmbeddedDatabase postgres = EmbeddedDatabase.start(data);
      parts.push(postgres);
      DatabaseAddress database = postgres.database("backstop");
      execute(database, "CREATE EXTENSION pg_stat_statements");
      execute(database, "ALTER SYSTEM SET pg_stat_statements.track = 'none'");
      execute(database, "SELECT pg_reload_conf()");
      Sandbox sandbox = Sandbox.start(SandboxOptions.empty().withPort(0));
      parts.push(sandbox);
      PayaraMicroNode node = PayaraMicroNode.start(options(dist, directory, database, sandbox));
      parts.push(node);
      node.awaitReady(START_LIMIT);
      Rig rig = new Rig(directory, database, sandbox, node);
      try (Connection connection = rig.connect()) {
        Mirror.fill(connection);
      }
      rig.parts.addAll(parts);
      return rig;
    } catch (Exception failed) {
      end(parts);
      throw failed;
    }
  }

  private static NodeOptions options(
      Path dist, Path directory, DatabaseAddress database, Sandbox sandbox) throws IOException {
    int port = Ports.free();
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    String workspace = "backstop.workspace." + WORKSPACE + ".";
    return new NodeOptions(
        dist.resolve("payara-micro.jar"),
        dist.resolve("postgresql.jar"),
        dist.resolve("ROOT.war"),
        directory.resolve("payara"),
        "127.0.0.1",
        port,
        database,
        Map.of(
            "backstop.base-url",
            "http://127.0.0.1:" + port,
            "backstop.master-key",
            Base64.getEncoder().encodeToString(key),
            "backstop.workspaces",
            WORKSPACE,
            workspace + "embed.secret",
            SECRET,
            workspace + "embed.calls-per-second",
            "1000000",
            workspace + "embed.refusals-per-minute",
            "1000000",
            workspace + "stripe.secret-key",
            STRIPE_KEY,
            workspace + "stripe.webhook-secrets",
            WEBHOOK_SECRET,
            workspace + "stripe.api-base",
            sandbox.baseUri().toString()));
  }

  private static void execute(DatabaseAddress database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(DatabaseAddress database) throws SQLException {
    return DriverManager.getConnection(database.url(), database.user(), database.password());
  }

  Connection connect() throws SQLException {
    return connect(database);
  }

  /** Returns once the database answers {@code question} with true. */
  void await(String question, Duration patience) throws SQLException, InterruptedException {
    Instant end = Instant.now().plus(patience);
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      while (!isTrue(statement, question)) {
        if (Instant.now().isAfter(end)) {
          throw new IllegalStateException("not within " + patience + ": " + question);
        }
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
  }

  private static boolean isTrue(Statement statement, String question) throws SQLException {
    try (ResultSet row = statement.executeQuery(question)) {
      row.next();
      return row.getBoolean(1);
    }
  }

  DatabaseAddress database() {
    return database;
  }

  URI node() {
    return node.baseUri();
  }

  ProcessHandle server() {
    return node.process();
  }

  /**
   * What the server's process has had of the processors so far: whatever else they were kept busy
   * by.
   */
  Duration processorTime() {
    return server().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  URI stripe() {
    return sandbox.baseUri();
  }

  /** Lays down customers with one subscription each: by the customer's id, the subscription's. */
  void stripeHas(Map<String, String> subscriptions) throws IOException, InterruptedException {
    StringBuilder objects =
        new StringBuilder(
            """
            {"objects": [
             {"object": "product", "id": "prod_pro", "name": "Pro"},
             {"object": "price", "id": "price_pro_monthly", "product": "prod_pro", "currency": "usd",
              "unit_amount": 4900, "recurring": {"interval": "month", "interval_count": 1}}""");
    subscriptions.forEach(
        (customer, subscription) ->
            objects.append(
                """
                ,
                 {"object": "customer", "id": "%s", "email": "somebody@acme.example"},
                 {"object": "subscription", "id": "%s", "customer": "%s", "status": "active",
                  "items": [{"price": "price_pro_monthly"}]}"""
                    .formatted(customer, subscription, customer)));
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(stripe().resolve("/_sandbox/fixtures"))
                    .header("Authorization", "Bearer " + STRIPE_KEY)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(objects.append("]}").toString()))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("The sandbox says " + answer.statusCode() + " " + answer.body());
    }
  }

  /** For what a measure writes; removed with the rig. */
  Path directory() {
    return directory;
  }

  @Override
  public void close() throws IOException {
    end(parts);
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Ends every part, also when one of them does not end well. */
  private static void end(Deque<AutoCloseable> parts) throws IOException {
    IOException failures = new IOException("Not every part ended");
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception failed) {
        failures.addSuppressed(failed);
      }
    }
    if (failures.getSuppressed().length > 0) {
      throw failures;
    }
  }
}
