package io.backstop.demo.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstop.demo.shop.ShopOptions.StripeAccess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** Reads a subscription from Stripe and puts it into the account page's words. */
final class SubscriptionReader {
  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("MMMM d, yyyy", Locale.US).withZone(ZoneOffset.UTC);

  private final Optional<StripeAccess> stripe;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  private final ObjectMapper json = new ObjectMapper();

  SubscriptionReader(Optional<StripeAccess> stripe) {
    this.stripe = stripe;
  }

  /** The account as Stripe has it; as it was signed up for when Stripe does not answer. */
  Account read(Customer customer) throws InterruptedException {
    Optional<JsonNode> subscription = subscription(customer);
    return subscription.isPresent()
        ? account(subscription.get(), customer.asSignedUp())
        : customer.asSignedUp();
  }

  private Optional<JsonNode> subscription(Customer customer) throws InterruptedException {
    if (stripe.isEmpty()) {
      return Optional.empty();
    }
    String basic = stripe.get().secretKey() + ":";
    URI address =
        URI.create(stripe.get().apiBase() + "/v1/subscriptions/" + customer.subscriptionId());
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(LIMIT)
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200
          ? Optional.of(json.readTree(answer.body()))
          : Optional.empty();
    } catch (IOException unreachable) {
      return Optional.empty();
    }
  }

  private static Account account(JsonNode subscription, Account signedUp) {
    JsonNode item = subscription.path("items").path("data").path(0);
    JsonNode price = item.path("price");
    boolean yearly = price.path("recurring").path("interval").asText().equals("year");
    return new Account(
        yearly ? "Pro, yearly" : "Pro, monthly",
        price.path("unit_amount").isNumber()
            ? amount(price) + (yearly ? " a year" : " a month")
            : signedUp.price(),
        status(subscription),
        next(subscription, item),
        signedUp.card());
  }

  private static String status(JsonNode subscription) {
    if (subscription.path("pause_collection").isObject()) {
      return "Paused";
    }
    return switch (subscription.path("status").asText()) {
      case "active" -> ends(subscription) ? "Ends soon" : "Active";
      case "trialing" -> ends(subscription) ? "Ends soon" : "Trial";
      case "past_due", "unpaid" -> "Past due";
      case "paused" -> "Paused";
      case "canceled" -> "Cancelled";
      default -> "Incomplete";
    };
  }

  private static String next(JsonNode subscription, JsonNode item) {
    String status = subscription.path("status").asText();
    if (status.equals("canceled")) {
      return on("Ended on ", subscription.path("ended_at"));
    }
    if (ends(subscription)) {
      JsonNode end = subscription.path("cancel_at");
      return on("Access ends on ", end.isNumber() ? end : item.path("current_period_end"));
    }
    if (subscription.path("pause_collection").isObject()) {
      return on(
          "Payments start again on ", subscription.path("pause_collection").path("resumes_at"));
    }
    return switch (status) {
      case "trialing" -> on("First payment on ", subscription.path("trial_end"));
      case "past_due", "unpaid" -> "The last payment did not go through";
      default -> on("Renews on ", item.path("current_period_end"));
    };
  }

  private static boolean ends(JsonNode subscription) {
    return subscription.path("cancel_at_period_end").asBoolean()
        || subscription.path("cancel_at").isNumber();
  }

  private static String on(String what, JsonNode epochSeconds) {
    return epochSeconds.isNumber()
        ? what + DAY.format(Instant.ofEpochSecond(epochSeconds.asLong()))
        : "";
  }

  private static String amount(JsonNode price) {
    long cents = price.path("unit_amount").asLong();
    return cents % 100 == 0
        ? "$" + cents / 100
        : String.format(Locale.ROOT, "$%d.%02d", cents / 100, cents % 100);
  }
}
