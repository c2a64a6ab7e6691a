package io.backstop.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.sandbox.Sandbox;
import io.backstop.sandbox.SandboxOptions;
import io.backstop.workspace.Workspace.StripeSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * A merchant's account at a Stripe sandbox of its own, whose time is the test's. Has three plans,
 * one customer with a good card, and what the test lays down.
 */
final class SandboxShop implements AutoCloseable {

  static final CustomerId ADA = new CustomerId("cus_ada");
  static final SubscriptionId SUBSCRIPTION = new SubscriptionId("sub_ada");
  private static final String KEY = "sk_test_billing";
  private static final String STOCK =
      """
      {"object": "product", "id": "prod_pro", "name": "Pro"},
      {"object": "price", "id": "price_pro", "product": "prod_pro", "currency": "usd",
       "unit_amount": 4900, "recurring": {"interval": "month"}},
      {"object": "price", "id": "price_year", "product": "prod_pro", "currency": "usd",
       "unit_amount": 49000, "recurring": {"interval": "year"}},
      {"object": "price", "id": "price_lite", "product": "prod_pro", "currency": "usd",
       "unit_amount": 1900, "recurring": {"interval": "month"}},
      {"object": "price", "id": "price_euro", "product": "prod_pro", "currency": "eur",
       "unit_amount": 1900, "recurring": {"interval": "month"}},
      {"object": "coupon", "id": "loyal", "percent_off": 10, "duration": "forever"},
      {"object": "customer", "id": "cus_ada", "email": "ada@acme.example",
       "invoice_settings": {"default_payment_method": "%s"}}""";

  private final Sandbox sandbox;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();

  SandboxShop(TestClock clock) {
    sandbox = Sandbox.start(SandboxOptions.empty().withDefaultKey(KEY).withTime(clock));
  }

  StripeSettings settings() {
    return new StripeSettings(
        Optional.of(KEY),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        sandbox.baseUri(),
        sandbox.baseUri().resolve("/v3/"));
  }

  /** Lays the stock and one subscription of Ada's. */
  void open(String subscription) {
    open("pm_card_visa", subscription);
  }

  void open(String card, String subscription) {
    String ours =
        """
        {"object": "subscription", "id": "sub_ada", "customer": "cus_ada", %s}"""
            .formatted(subscription);
    post(
        "/_sandbox/fixtures", "{\"objects\": [" + STOCK.formatted(card) + ", " + ours + "]}", true);
  }

  void lay(String object) {
    post("/_sandbox/fixtures", "{\"objects\": [" + object + "]}", true);
  }

  /** Three of Pro, monthly, paid ten days ago. */
  void openActive() {
    open(
        """
        "status": "active", "current_period_start": "now-P10D",
        "items": [{"id": "si_ada", "price": "price_pro", "quantity": 3}]""");
  }

  /** A call of the sandbox's own controls. */
  JsonNode control(String path, String json) {
    return post(path, json, true);
  }

  void fault(String match, String fault, int times) {
    post(
        "/_sandbox/faults",
        "{\"match\": \"%s\", \"fault\": \"%s\", \"times\": %d}".formatted(match, fault, times),
        true);
  }

  void clearFaults() {
    send(request("/_sandbox/faults").DELETE().build());
  }

  /** A call of Stripe's API by somebody else than Backstop. */
  JsonNode stripe(String path, String form) {
    return post(path, form, false);
  }

  void delete(String path) {
    send(request(path).DELETE().build());
  }

  JsonNode get(String path) {
    return send(request(path).GET().build());
  }

  JsonNode subscription() {
    return get(
        "/v1/subscriptions/" + SUBSCRIPTION + "?expand[0]=discounts&expand[1]=latest_invoice");
  }

  /** Ids of the coupons that the subscription's discounts come from. */
  List<String> coupons() {
    return StreamSupport.stream(subscription().path("discounts").spliterator(), false)
        .map(discount -> discount.path("source").path("coupon").asText())
        .toList();
  }

  /** The requests that begin with {@code start}, in order. */
  List<JsonNode> requests(String start) {
    return StreamSupport.stream(get("/_sandbox/requests").path("requests").spliterator(), false)
        .filter(
            request ->
                (request.path("method").asText() + " " + request.path("path").asText())
                    .startsWith(start))
        .toList();
  }

  @Override
  public void close() {
    sandbox.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
            sandbox.baseUri().resolve(path.replace("[", "%5B").replace("]", "%5D")))
        .header("Authorization", "Bearer " + KEY);
  }

  private JsonNode post(String path, String body, boolean isJson) {
    String type = isJson ? "application/json" : "application/x-www-form-urlencoded";
    return send(
        request(path)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private JsonNode send(HttpRequest request) {
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(request.uri() + ": " + answer.body());
      }
      return json.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
