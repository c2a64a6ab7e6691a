package io.backstop.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;

/**
 * A merchant of a test's own: a workspace with its secret, an account of its own on the sandbox,
 * and a backend that signs bundles as the documentation's snippet does.
 */
final class Merchant {

  static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final AtomicLong NUMBER = new AtomicLong(System.nanoTime());

  private final Stage stage;
  private final String slug = "m" + NUMBER.incrementAndGet();
  private final AtomicLong lastTimestamp = new AtomicLong();

  private Merchant(Stage stage) {
    this.stage = stage;
  }

  /** Opens a workspace with these settings over the defaults, and waits until every node has it. */
  static Merchant open(Stage stage, Map<String, String> settings) {
    return openAll(stage, List.of(settings)).get(0);
  }

  /** Opens a workspace for each of these settings, and waits until every node has all of them. */
  static List<Merchant> openAll(Stage stage, List<Map<String, String>> each) {
    List<Merchant> merchants = each.stream().map(settings -> written(stage, settings)).toList();
    for (Merchant merchant : merchants) {
      for (URI node : List.of(stage.backstop(), stage.otherNode())) {
        Awaitility.await("the workspace on " + node)
            .atMost(Duration.ofSeconds(60))
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(100))
            .until(() -> merchant.knownAt(node));
      }
    }
    return merchants;
  }

  private static Merchant written(Stage stage, Map<String, String> settings) {
    Merchant merchant = new Merchant(stage);
    merchant.set("embed.secret", merchant.secret());
    merchant.set("display-name", "Merchant " + merchant.slug);
    merchant.set("stripe.secret-key", merchant.stripeKey());
    settings.forEach(merchant::set);
    // Not in the middle of a test: its customers have been reconciled today.
    merchant.execute(
        "INSERT INTO stripe_reconcile (workspace_id, begun_at) VALUES (?, now() + interval '1 day')",
        merchant.slug);
    merchant.execute("INSERT INTO workspace (workspace_id) VALUES (?)", merchant.slug);
    return merchant;
  }

  private boolean knownAt(URI node) {
    ObjectNode body = unsigned("cus_nobody", "sub_nobody").put("signature", "");
    body.put("timestamp", Instant.now().getEpochSecond());
    JsonNode answer = post(node, "cancel", body.toString(), Map.of()).json();
    return answer.at("/error/type").asText().equals("signature_invalid");
  }

  String slug() {
    return slug;
  }

  String secret() {
    return "bs_test_" + slug;
  }

  String stripeKey() {
    return "sk_test_" + slug;
  }

  /** Saves a setting as the dashboard would; in force on every node within two seconds. */
  void set(String key, String value) {
    execute(
        "INSERT INTO workspace_setting (workspace_id, key, value) VALUES (?, ?, ?)"
            + " ON CONFLICT (workspace_id, key) DO UPDATE SET value = excluded.value",
        slug,
        key,
        value);
  }

  private void execute(String sql, String... values) {
    try (Connection connection = stage.database();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A bundle nobody has sent before: each call signs another second of the window. */
  ObjectNode bundle(String customer, String subscription) {
    ObjectNode body = unsigned(customer, subscription);
    long oldest = Instant.now().getEpochSecond() - 250;
    String timestamp =
        Long.toString(lastTimestamp.updateAndGet(last -> Math.max(last + 1, oldest)));
    String text =
        subscription == null
            ? customer + "\n" + timestamp
            : customer + "\n" + subscription + "\n" + timestamp;
    return body.put("timestamp", Long.parseLong(timestamp)).put("signature", hmac(secret(), text));
  }

  ObjectNode unsigned(String customer, String subscription) {
    ObjectNode body = JSON.createObjectNode().put("workspace", slug).put("customer", customer);
    return subscription == null ? body : body.put("subscription", subscription);
  }

  /** The hosted cancel link for a fresh bundle, asked of {@code node} as a backend would. */
  URI cancelLink(URI node, String customer, String subscription) {
    Answer answer = post(node, "cancel", bundle(customer, subscription).toString(), Map.of());
    if (answer.status() != 200) {
      throw new IllegalStateException("no link: " + answer.status() + " " + answer.body());
    }
    return URI.create(answer.json().path("url").asText());
  }

  /** An answer of Backstop's. */
  record Answer(int status, Map<String, List<String>> headers, String body) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new IllegalStateException("not JSON: " + body, e);
      }
    }

    String header(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(header -> String.join(", ", header.getValue()))
          .findFirst()
          .orElse("");
    }
  }

  static Answer post(URI node, String surface, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(node.resolve("/api/embed/" + surface))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return send(request.build());
  }

  /** Tells {@code node} of an event, as Stripe does; the answer's status. */
  int tell(URI node, String webhookSecret, String event) {
    long now = Instant.now().getEpochSecond();
    return send(HttpRequest.newBuilder(node.resolve("/api/stripe/webhooks/" + slug))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .header(
                "Stripe-Signature", "t=" + now + ",v1=" + hmac(webhookSecret, now + "." + event))
            .POST(HttpRequest.BodyPublishers.ofString(event))
            .build())
        .status();
  }

  /** Sends it, and waits a minute at most unless the request says otherwise. */
  static Answer send(HttpRequest request) {
    HttpRequest bounded =
        request.timeout().isPresent()
            ? request
            : HttpRequest.newBuilder(request, (name, value) -> true).timeout(PATIENCE).build();
    try {
      HttpResponse<String> response = HTTP.send(bounded, HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.headers().map(), response.body());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Puts objects into this merchant's account on the sandbox. */
  void stripeHas(String objectsJson) {
    sandbox("POST", "/_sandbox/fixtures", "{\"objects\": " + objectsJson + "}");
  }

  /** Asks the sandbox, in the name of this merchant's account. */
  JsonNode sandbox(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(stage.sandbox().baseUri().resolve(path))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + stripeKey())
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    Answer answer = send(request);
    if (answer.status() != 200) {
      throw new IllegalStateException(path + ": " + answer.status() + " " + answer.body());
    }
    return answer.json();
  }

  /** Asks Stripe for a change, as the merchant himself. */
  JsonNode form(String path, String form) {
    Answer answer =
        send(
            HttpRequest.newBuilder(stage.sandbox().baseUri().resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + stripeKey())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
    if (answer.status() != 200) {
      throw new IllegalStateException(path + ": " + answer.status() + " " + answer.body());
    }
    return answer.json();
  }

  static String hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
