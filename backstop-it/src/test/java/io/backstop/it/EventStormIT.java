package io.backstop.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Many events at once, on two servers with one database: whatever order they come in and however
 * often, the mirror ends in what Stripe has.
 */
@ExtendWith(StageExtension.class)
class EventStormIT {

  private static final String SECRET = "whsec_it_storm";
  private static final int CUSTOMERS = 40;
  private static final int SENDERS = 16;

  private final Stage stage;
  private final Random chance = new Random(20261128);
  private Merchant merchant;

  EventStormIT(Stage stage) {
    this.stage = stage;
  }

  @BeforeEach
  void aMerchantWithCustomers() {
    merchant = Merchant.open(stage, Map.of("stripe.webhook-secrets", SECRET));
    List<String> objects = new ArrayList<>();
    objects.add(
        """
        {"object": "price", "id": "price_pro_monthly", "currency": "usd", "unit_amount": 4900,
         "product": "prod_pro", "recurring": {"interval": "month"}}""");
    for (int i = 0; i < CUSTOMERS; i++) {
      String card = i % 3 == 0 ? "pm_card_chargeCustomerFail" : "pm_card_visa";
      objects.add(
          """
          {"object": "customer", "id": "cus_%d", "email": "c%d@acme.example",
           "invoice_settings": {"default_payment_method": "%s"}},
          {"object": "subscription", "id": "sub_%d", "customer": "cus_%d", "status": "active",
           "current_period_start": "now-P10D",
           "items": [{"id": "si_%d", "price": "price_pro_monthly"}]}"""
              .formatted(i, i, card, i, i, i));
    }
    merchant.stripeHas("[" + String.join(",", objects) + "]");
  }

  @Test
  void everyEventOfTwoMonthsInAnyOrderOnTwoServersEndsInWhatStripeHas() throws Exception {
    twoMonthsPass();
    List<String> events = new ArrayList<>();
    merchant
        .sandbox("GET", "/_sandbox/state", null)
        .path("event")
        .forEach(event -> events.add(event.toString()));
    assertThat(events).hasSizeGreaterThan(300);
    List<String> deliveries = new ArrayList<>();
    for (String event : events) {
      for (int i = 1 + chance.nextInt(5); i > 0; i--) {
        deliveries.add(event);
      }
    }

    deliver(deliveries);
    awaitIdle();

    assertThat(count("SELECT count(*) FROM stripe_event WHERE workspace_id = ?"))
        .isEqualTo(events.size());
    assertThat(mirrored()).isEqualTo(atStripe());
    assertThat(openInvoicesOfTheMirror()).isEqualTo(openInvoicesAtStripe()).isNotEmpty();
  }

  @Test
  void fiveThousandEventsAtOnceAreTakenAndWorkedOff() throws Exception {
    for (int i = 0; i < CUSTOMERS; i += 2) {
      merchant.form("/v1/subscriptions/sub_" + i, "cancel_at_period_end=true");
    }
    List<String> deliveries = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      deliveries.add(changed(i, "cus_" + i % CUSTOMERS, "sub_" + i % CUSTOMERS));
    }

    deliver(deliveries);
    awaitIdle();

    assertThat(count("SELECT count(*) FROM stripe_event WHERE workspace_id = ?")).isEqualTo(5_000);
    assertThat(
            count(
                "SELECT count(*) FROM stripe_event WHERE workspace_id = ? AND state <> 'settled'"))
        .isZero();
    assertThat(mirrored()).isEqualTo(atStripe());
  }

  /** A renewal that fails for some, then what customers and merchants do, then a second renewal. */
  private void twoMonthsPass() {
    merchant.sandbox("POST", "/_sandbox/clock", "{\"advance\": \"P1M\"}");
    for (int i = 0; i < CUSTOMERS; i++) {
      String subscription = "/v1/subscriptions/sub_" + i;
      switch (i % 5) {
        case 0 -> merchant.form(subscription, "cancel_at_period_end=true");
        case 1 -> merchant.form(subscription, "items[0][id]=si_" + i + "&items[0][quantity]=3");
        case 2 -> merchant.sandbox("DELETE", subscription, null);
        case 3 -> merchant.form(subscription, "pause_collection[behavior]=void");
        default -> merchant.form("/v1/customers/cus_" + i, "email=new" + i + "@acme.example");
      }
    }
    merchant.sandbox("POST", "/_sandbox/clock", "{\"advance\": \"P1M\"}");
  }

  private static String changed(int number, String customer, String subscription) {
    ObjectNode event = Merchant.JSON.createObjectNode();
    event.put("id", "evt_storm" + number).put("object", "event");
    event.put("type", "customer.subscription.updated").put("api_version", "2026-07-29.dahlia");
    event.put("created", Instant.now().getEpochSecond()).put("livemode", false);
    ObjectNode object = event.putObject("data").putObject("object");
    object.put("object", "subscription").put("id", subscription).put("customer", customer);
    return event.toString();
  }

  /** Shuffled, by many senders at once, each delivery to either node. */
  private void deliver(List<String> deliveries) throws Exception {
    Collections.shuffle(deliveries, chance);
    List<URI> nodes = List.of(stage.backstop(), stage.otherNode());
    ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    try {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < deliveries.size(); i++) {
        URI node = nodes.get(i % nodes.size());
        String body = deliveries.get(i);
        answers.add(senders.submit(() -> merchant.tell(node, SECRET, body)));
      }
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isEqualTo(200);
      }
    } finally {
      senders.shutdownNow();
    }
  }

  private void awaitIdle() {
    Awaitility.await("an empty inbox")
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> count("SELECT count(*) FROM stripe_refresh WHERE workspace_id = ?") == 0);
  }

  private Set<String> mirrored() throws SQLException {
    return texts(
        "SELECT concat_ws(' ', subscription_id, status, snapshot #>> '{items,0,quantity}',"
            + " CASE WHEN status = 'active' AND snapshot ->> 'cancel_at' IS NOT NULL THEN 'ends' END)"
            + " FROM stripe_subscription WHERE workspace_id = ?");
  }

  private Set<String> atStripe() {
    Set<String> all = new TreeSet<>();
    for (JsonNode subscription :
        merchant.sandbox("GET", "/_sandbox/state", null).path("subscription")) {
      String status = subscription.path("status").asText();
      boolean ends = status.equals("active") && !subscription.path("cancel_at").isNull();
      all.add(
          subscription.path("id").asText()
              + " "
              + status
              + " "
              + subscription.at("/items/data/0/quantity").asText()
              + (ends ? " ends" : ""));
    }
    assertThat(all).hasSize(CUSTOMERS);
    return all;
  }

  private Set<String> openInvoicesOfTheMirror() throws SQLException {
    return texts(
        "SELECT invoice_id FROM stripe_invoice WHERE workspace_id = ? AND status = 'open'");
  }

  private Set<String> openInvoicesAtStripe() {
    Set<String> all = new TreeSet<>();
    for (JsonNode invoice : merchant.sandbox("GET", "/_sandbox/state", null).path("invoice")) {
      if (invoice.path("status").asText().equals("open")) {
        all.add(invoice.path("id").asText());
      }
    }
    return all;
  }

  private long count(String query) throws SQLException {
    return Long.parseLong(texts(query).iterator().next());
  }

  private Set<String> texts(String query) throws SQLException {
    try (Connection connection = stage.database();
        PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, merchant.slug());
      Set<String> all = new TreeSet<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          all.add(row.getString(1));
        }
      }
      return all;
    }
  }
}
