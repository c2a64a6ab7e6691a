package io.backstop.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A month goes by at Stripe. What the portal says afterwards comes from events alone: opening it
 * asks Stripe nothing.
 */
@ExtendWith(StageExtension.class)
class AfterAMonthIT {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("MMMM d, yyyy", Locale.US).withZone(ZoneOffset.UTC);

  private static final String CUSTOMERS =
      """
      [{"object": "product", "id": "prod_pro", "name": "Pro"},
       {"object": "price", "id": "price_pro_monthly", "product": "prod_pro", "currency": "usd",
        "unit_amount": 4900, "recurring": {"interval": "month"}},
       {"object": "coupon", "id": "half", "percent_off": 50, "duration": "repeating",
        "duration_in_months": 1},
       {"object": "customer", "id": "cus_active", "email": "a@acme.example",
        "invoice_settings": {"default_payment_method": "pm_card_visa"}},
       {"object": "subscription", "id": "sub_active", "customer": "cus_active", "status": "active",
        "current_period_start": "now-P3D", "items": [{"price": "price_pro_monthly"}]},
       {"object": "customer", "id": "cus_paused", "email": "p@acme.example",
        "invoice_settings": {"default_payment_method": "pm_card_visa"}},
       {"object": "subscription", "id": "sub_paused", "customer": "cus_paused", "status": "active",
        "current_period_start": "now-P3D", "items": [{"price": "price_pro_monthly"}],
        "pause_collection": {"behavior": "void", "resumes_at": "now+P70D"}},
       {"object": "customer", "id": "cus_discounted", "email": "d@acme.example",
        "invoice_settings": {"default_payment_method": "pm_card_visa"}},
       {"object": "subscription", "id": "sub_discounted", "customer": "cus_discounted",
        "status": "active", "current_period_start": "now-P3D",
        "items": [{"price": "price_pro_monthly"}], "discounts": [{"coupon": "half"}]}]
      """;

  private final Stage stage;
  private Merchant merchant;

  AfterAMonthIT(Stage stage) {
    this.stage = stage;
  }

  @BeforeEach
  void aMerchantWhomStripeTells() {
    merchant = Merchant.open(stage, Map.of("stripe.webhook-secrets", "whsec_month"));
    merchant.stripeHas(CUSTOMERS);
    merchant.stripeHas(WallVisit.debtor("due"));
    URI webhooks = stage.otherNode().resolve("/api/stripe/webhooks/" + merchant.slug());
    merchant.sandbox(
        "POST",
        "/_sandbox/webhooks",
        "{\"url\": \"%s\", \"secret\": \"whsec_month\"}".formatted(webhooks));
  }

  private URI portal(String name) {
    String bundle = merchant.bundle("cus_" + name, null).toString();
    JsonNode answer = Merchant.post(stage.backstop(), "portal", bundle, Map.of()).json();
    return URI.create(answer.path("url").asText());
  }

  /** The portal's first page, as anybody reads it who has the link. */
  private String home(URI link) {
    HttpRequest request = HttpRequest.newBuilder(link).header("Accept-Language", "en-US").build();
    String page = Merchant.send(request).body();
    assertThat(page).contains("data-backstop-step=\"home\"");
    return page;
  }

  private int requests() {
    return merchant.sandbox("GET", "/_sandbox/requests", null).path("requests").size();
  }

  private JsonNode subscription(String name) {
    return merchant.sandbox("GET", "/v1/subscriptions/sub_" + name, null);
  }

  private static String day(JsonNode epochSeconds) {
    return DAY.format(Instant.ofEpochSecond(epochSeconds.asLong()));
  }

  private String periodEnd(String name) {
    return day(subscription(name).at("/items/data/0/current_period_end"));
  }

  /** Until what has happened is stored, and nobody is left to be read because of it. */
  private void waitUntilBackstopHasHeard(int events) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> stored() >= events && toBeRead() == 0);
  }

  private long stored() throws SQLException {
    return count("SELECT count(*) FROM stripe_event WHERE workspace_id = ?");
  }

  private long toBeRead() throws SQLException {
    return count("SELECT count(*) FROM stripe_refresh WHERE workspace_id = ?");
  }

  private long count(String sql) throws SQLException {
    try (Connection connection = stage.database();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, merchant.slug());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  @Test
  void thePortalTellsTheTruthOfEachFromEventsAlone() {
    URI active = portal("active");
    URI paused = portal("paused");
    URI discounted = portal("discounted");
    URI due = portal("due");
    assertThat(home(active)).contains("$49.00 on " + periodEnd("active"));
    assertThat(home(paused)).contains("Paused until");
    assertThat(home(discounted)).contains("$24.50 on " + periodEnd("discounted"), "50% off");
    assertThat(home(due)).contains("A payment of $49.00 has failed");

    JsonNode month = merchant.sandbox("POST", "/_sandbox/clock", "{\"advance\": \"P1M\"}");
    assertThat(month.path("events").asInt()).isPositive();
    waitUntilBackstopHasHeard(month.path("events").asInt());

    int before = requests();
    List<String> homes = List.of(home(active), home(paused), home(discounted), home(due));
    assertThat(requests()).as("calls to Stripe for four pages").isEqualTo(before);

    assertThat(homes.get(0)).contains("Active", "$49.00 on " + periodEnd("active"));
    assertThat(homes.get(1))
        .contains("Paused until", day(subscription("paused").at("/pause_collection/resumes_at")));
    assertThat(homes.get(2)).contains("$49.00 on " + periodEnd("discounted"));
    assertThat(subscription("due").path("status").asText()).isEqualTo("canceled");
    assertThat(homes.get(3))
        .contains("Ended on", "$49.00 has failed and is still open")
        .doesNotContain("Next charge");
    assertThat(stage.description().checks()).as("requests and answers judged").isPositive();
  }
}
