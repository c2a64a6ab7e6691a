package io.backstop.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.stripe.StripeClient;
import com.stripe.service.V1Services;
import io.backstop.sandbox.Sandbox;
import io.backstop.sandbox.SandboxOptions;
import io.backstop.sandbox.account.Ids;
import io.backstop.sandbox.description.StripeDescription;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * A sandbox under Stripe's API description, an account for each test, and stripe-java as its
 * client. Every test class ends with the assertion that something was checked and nothing was
 * violated.
 */
abstract class SandboxScenario {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static StripeDescription description;
  static Sandbox sandbox;

  private final HttpClient http = HttpClient.newHttpClient();
  String key;
  V1Services stripe;

  @BeforeAll
  static void start() {
    description = new StripeDescription();
    sandbox =
        Sandbox.start(
            SandboxOptions.empty()
                .withRetryPauses(List.of(Duration.ofMillis(50), Duration.ofMillis(50)))
                .withListener(description));
  }

  @AfterAll
  static void conformsToTheDescription() {
    sandbox.close();
    assertThat(description.violations()).isEmpty();
    assertThat(description.checks()).isPositive();
  }

  @BeforeEach
  void openAccount() {
    key = "sk_test_" + Ids.random(16);
    stripe = client().build().v1();
  }

  StripeClient.StripeClientBuilder client() {
    return StripeClient.builder()
        .setApiKey(key)
        .setApiBase(sandbox.baseUri().toString())
        .setConnectTimeout(2_000)
        .setReadTimeout(10_000);
  }

  /** A request as curl would send it. */
  HttpResponse<String> send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(sandbox.baseUri() + path))
            .timeout(Duration.ofSeconds(10))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    request.setHeader("Authorization", "Bearer " + key);
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  JsonNode json(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    return JSON.readTree(send(method, path, body, headers).body());
  }

  void fixtures(String objects) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send("POST", "/_sandbox/fixtures", "{\"objects\": [" + objects.replace('\'', '"') + "]}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  void advance(String amount) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send("POST", "/_sandbox/clock", "{\"advance\": \"" + amount + "\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  void order(String match, String fault) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(
            "POST",
            "/_sandbox/faults",
            "{\"match\": \"%s\", \"fault\": \"%s\"}".formatted(match, fault));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** Types of the account's events, oldest first. */
  List<String> events() throws IOException, InterruptedException {
    List<String> types = new ArrayList<>();
    json("GET", "/v1/events?limit=100", "")
        .get("data")
        .forEach(e -> types.add(e.get("type").asText()));
    Collections.reverse(types);
    return types;
  }
}
