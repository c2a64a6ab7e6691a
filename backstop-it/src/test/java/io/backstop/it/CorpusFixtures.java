package io.backstop.it;

import io.backstop.corpus.FixtureSecrets;
import java.net.URI;
import java.net.http.HttpRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/** The workspaces and customers that the corpus's lines speak of; see the corpus's README. */
final class CorpusFixtures {

  private static final List<String> SLUGS =
      List.of("acme", "beta", "rollout", "rollout-expired", "suspended");

  private static final String PRICE =
      """
      {"object": "product", "id": "prod_corpus", "name": "Pro"},
      {"object": "price", "id": "price_corpus", "product": "prod_corpus", "currency": "usd",
       "unit_amount": 4900, "recurring": {"interval": "month", "interval_count": 1}},
      """;

  private final Stage stage;

  CorpusFixtures(Stage stage) {
    this.stage = stage;
  }

  void lay() throws SQLException {
    for (String slug : SLUGS) {
      set(slug, "embed.secret", FixtureSecrets.ALL.get(slug + ".current"));
      set(slug, "embed.allowed-origins", "https://app." + slug + ".test");
      set(slug, "stripe.secret-key", key(slug));
      set(slug, "embed.calls-per-second", "100000");
      set(slug, "embed.require-signature", Boolean.toString(!slug.startsWith("rollout")));
    }
    set("acme", "embed.previous-secret", FixtureSecrets.ALL.get("acme.previous"));
    set("rollout-expired", "embed.unsigned-until", "2020-01-01T00:00:00Z");
    set("suspended", "suspended", "true");
    for (String slug : SLUGS) {
      execute("INSERT INTO workspace (workspace_id) VALUES (?)", slug);
    }
    stripeHas(
        "acme",
        customer("cus_AcmeAlice0001")
            + subscription("sub_AcmeAlice0001", "cus_AcmeAlice0001", "active")
            + subscription("sub_AcmeAlice0002", "cus_AcmeAlice0001", "active")
            + subscription("sub_AcmeAliceOld1", "cus_AcmeAlice0001", "canceled")
            + customer("cus_AcmeBob000001")
            + subscription("sub_AcmeBob000001", "cus_AcmeBob000001", "active")
            + customer("cus_AcmePastDue01")
            + subscription("sub_AcmePastDue01", "cus_AcmePastDue01", "past_due")
            + "{\"object\": \"customer\", \"id\": \"cus_AcmeDeleted01\", \"deleted\": true}");
    stripeHas(
        "beta",
        customer("cus_BetaCarol0001")
            + last(subscription("sub_BetaCarol0001", "cus_BetaCarol0001", "active")));
    stripeHas(
        "rollout",
        customer("cus_RollDave00001")
            + last(subscription("sub_RollDave00001", "cus_RollDave00001", "active")));
    awaitKnown(stage.backstop());
    awaitKnown(stage.otherNode());
  }

  void awaitKnown(URI node) {
    String body =
        "{\"workspace\":\"rollout\",\"customer\":\"cus_RollDave00001\","
            + "\"subscription\":\"sub_RollDave00001\"}";
    Awaitility.await("the corpus's workspaces on " + node)
        .atMost(Duration.ofSeconds(60))
        .until(() -> Merchant.post(node, "cancel", body, Map.of()).status() == 200);
  }

  private static String key(String slug) {
    return "sk_test_corpus_" + slug;
  }

  private static String customer(String id) {
    return "{\"object\": \"customer\", \"id\": \"" + id + "\", \"email\": \"x@example.test\"},\n";
  }

  private static String subscription(String id, String customer, String status) {
    return "{\"object\": \"subscription\", \"id\": \""
        + id
        + "\", \"customer\": \""
        + customer
        + "\", \"status\": \""
        + status
        + "\", \"items\": [{\"price\": \"price_corpus\"}]},\n";
  }

  private static String last(String object) {
    return object.substring(0, object.lastIndexOf(','));
  }

  private void stripeHas(String slug, String objects) {
    Merchant.Answer answer =
        Merchant.send(
            HttpRequest.newBuilder(stage.sandbox().baseUri().resolve("/_sandbox/fixtures"))
                .header("Authorization", "Bearer " + key(slug))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString("{\"objects\": [" + PRICE + objects + "]}"))
                .build());
    if (answer.status() != 200) {
      throw new IllegalStateException(answer.body());
    }
  }

  private void set(String slug, String key, String value) throws SQLException {
    execute(
        "INSERT INTO workspace_setting (workspace_id, key, value) VALUES (?, ?, ?)",
        slug,
        key,
        value);
  }

  private void execute(String sql, String... values) throws SQLException {
    try (Connection connection = stage.database();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  /** Links of the corpus's workspaces. */
  long links() throws SQLException {
    return count("");
  }

  /** Those that were minted unsigned. */
  long unsignedLinks() throws SQLException {
    return count(" AND NOT signed");
  }

  private long count(String also) throws SQLException {
    try (Connection connection = stage.database();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT count(*) FROM hosted_link WHERE workspace_id = ANY (?)" + also)) {
      query.setArray(1, connection.createArrayOf("text", SLUGS.toArray()));
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** Whom a link that was handed out is for. */
  String customerOf(String url) throws SQLException {
    try (Connection connection = stage.database();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT customer_id FROM hosted_link"
                    + " WHERE token_digest = sha256(convert_to(?, 'UTF8'))")) {
      query.setString(1, url.substring(url.lastIndexOf('/') + 1));
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getString(1) : "nobody";
      }
    }
  }

  /** What Stripe was asked to change in any of the corpus's accounts. */
  long stripeWrites() {
    return SLUGS.stream().mapToLong(this::stripeWrites).sum();
  }

  private long stripeWrites(String slug) {
    Merchant.Answer answer =
        Merchant.send(
            HttpRequest.newBuilder(stage.sandbox().baseUri().resolve("/_sandbox/requests"))
                .header("Authorization", "Bearer " + key(slug))
                .build());
    var all = answer.json().isArray() ? answer.json() : answer.json().path("requests");
    return StreamSupport.stream(all.spliterator(), false)
        .filter(request -> !request.path("method").asText().equals("GET"))
        // A POST, and yet a question: what the next invoice would be.
        .filter(request -> !request.path("path").asText().endsWith("/invoices/create_preview"))
        .count();
  }
}
