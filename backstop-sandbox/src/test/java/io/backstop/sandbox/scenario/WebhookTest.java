package io.backstop.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonParser;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.model.Event;
import com.stripe.model.Subscription;
import com.stripe.net.ApiResource;
import com.stripe.net.Webhook;
import com.sun.net.httpserver.HttpServer;
import io.backstop.sandbox.Sandbox;
import io.backstop.sandbox.SandboxOptions;
import io.backstop.sandbox.account.Destination;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookTest extends SandboxScenario {
  private static final String SECRET = "whsec_one";

  private record Delivery(String body, String signature) {}

  private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private HttpServer receiver;

  @BeforeEach
  void receive() throws Exception {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          boolean refused = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
          if (!refused) {
            deliveries.add(
                new Delivery(body, exchange.getRequestHeaders().getFirst("Stripe-Signature")));
          }
          exchange.sendResponseHeaders(refused ? 500 : 200, -1);
          exchange.close();
        });
    receiver.start();
    fixtures(Catalogue.subscribed("pm_card_visa"));
  }

  @AfterEach
  void stop() {
    receiver.stop(0);
  }

  private void send(String more) throws Exception {
    String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
    send(
        "POST",
        "/_sandbox/webhooks",
        "{\"url\": \"%s\", \"secret\": \"%s\"%s}".formatted(url, SECRET, more));
  }

  private void change(String email) throws Exception {
    send("POST", "/v1/customers/cus_one", "email=" + email);
  }

  @Test
  void eventIsSignedSoThatStripesOwnClientTakesIt() throws Exception {
    send("");
    send("POST", "/v1/subscriptions/sub_one", "cancel_at_period_end=true");
    await().until(() -> deliveries.size() == 1);
    Delivery delivery = deliveries.get(0);
    Event event = Webhook.constructEvent(delivery.body(), delivery.signature(), SECRET);
    assertThat(event.getType()).isEqualTo("customer.subscription.updated");
    assertThat(event.getApiVersion()).isEqualTo("2026-07-29.dahlia");
    Subscription subscription =
        (Subscription) event.getDataObjectDeserializer().getObject().orElseThrow();
    assertThat(subscription.getCancelAtPeriodEnd()).isTrue();
    assertThat(event.getData().getPreviousAttributes()).containsKey("cancel_at_period_end");
    assertThatThrownBy(
            () -> Webhook.constructEvent(delivery.body(), delivery.signature(), "whsec_other"))
        .isInstanceOf(SignatureVerificationException.class);
  }

  @Test
  void signatureCarriesTheReceiversTimeHoweverFarTheAccountIs() throws Exception {
    send("");
    advance("P2M");
    await().until(() -> !deliveries.isEmpty());
    for (Delivery delivery : deliveries) {
      assertThat(Webhook.constructEvent(delivery.body(), delivery.signature(), SECRET)).isNotNull();
    }
  }

  @Test
  void eventThatIsNotTakenIsSentAgain() throws Exception {
    refusals.set(2);
    send("");
    change("two@acme.example");
    await().until(() -> deliveries.size() == 1);
    JsonNode log = json("GET", "/_sandbox/deliveries", "").get("deliveries");
    assertThat(log).extracting(entry -> entry.get("result").asText()).startsWith("500", "500");
  }

  @Test
  void lostEventsNeverArriveAndALaterOneDoes() throws Exception {
    send(", \"drop\": 1");
    change("two@acme.example");
    change("three@acme.example");
    await().until(() -> deliveries.size() == 1);
    assertThat(deliveries.get(0).body()).contains("three@acme.example");
  }

  @Test
  void delayedEventArrivesLater() throws Exception {
    send(", \"delay\": \"PT0.4S\"");
    long start = System.nanoTime();
    change("two@acme.example");
    await().until(() -> deliveries.size() == 1);
    assertThat(System.nanoTime() - start).isGreaterThan(400_000_000L);
  }

  @Test
  void switchedOffDestinationGetsNothing() throws Exception {
    send(", \"enabled\": false");
    change("two@acme.example");
    assertThat(json("GET", "/_sandbox/deliveries", "").get("deliveries")).isEmpty();
    assertThat(events()).containsExactly("customer.updated");
  }

  @Test
  void eventCanBeSentTwiceAndMadeByHand() throws Exception {
    send("");
    change("two@acme.example");
    String id = json("GET", "/v1/events", "").at("/data/0/id").asText();
    send("POST", "/_sandbox/events", "{\"resend\": \"" + id + "\"}");
    send(
        "POST",
        "/_sandbox/events",
        "{\"type\": \"customer.subscription.updated\", \"object\": \"sub_one\"}");
    await().until(() -> deliveries.size() == 3);
    assertThat(deliveries.get(0).body()).isEqualTo(deliveries.get(1).body());
  }

  @Test
  void registeredEndpointGetsWhatItAskedFor() throws Exception {
    JsonNode endpoint =
        json(
            "POST",
            "/v1/webhook_endpoints",
            "url=http://127.0.0.1:"
                + receiver.getAddress().getPort()
                + "/&enabled_events[]=customer.subscription.updated");
    String secret = endpoint.get("secret").asText();
    change("two@acme.example");
    send("POST", "/v1/subscriptions/sub_one", "cancel_at_period_end=true");
    await().until(() -> deliveries.size() == 1);
    assertThat(
            Webhook.constructEvent(deliveries.get(0).body(), deliveries.get(0).signature(), secret)
                .getType())
        .isEqualTo("customer.subscription.updated");
  }

  private List<String> told() {
    return deliveries.stream()
        .map(
            delivery -> {
              Event event = ApiResource.GSON.fromJson(delivery.body(), Event.class);
              String id =
                  JsonParser.parseString(delivery.body())
                      .getAsJsonObject()
                      .getAsJsonObject("data")
                      .getAsJsonObject("object")
                      .get("id")
                      .getAsString();
              return event.getType() + " " + id;
            })
        .toList();
  }

  @Test
  void whoeverIsLaidDownIsAnnounced() throws Exception {
    send("");
    send(
        "POST",
        "/_sandbox/fixtures",
        """
        {"objects": [{"object": "customer", "id": "cus_new"},
          {"object": "invoice", "customer": "cus_one"}, {"object": "coupon", "id": "half",
           "percent_off": 50}]}""");
    await().until(() -> deliveries.size() == 2);
    assertThat(told())
        .containsExactlyInAnyOrder("customer.updated cus_new", "customer.updated cus_one");

    deliveries.clear();
    send(
        "POST",
        "/_sandbox/fixtures",
        "{\"objects\": [{\"object\": \"customer\", \"id\": \"cus_new\", \"deleted\": true}]}");
    await().until(() -> deliveries.size() == 1);
    assertThat(told()).containsExactly("customer.deleted cus_new");
  }

  @Test
  void aResetTellsWhoIsThereAndWhoIsNot() throws Exception {
    try (Sandbox demo = demo()) {
      post(
          demo,
          "/_sandbox/fixtures",
          "{\"objects\": [{\"object\": \"customer\", \"id\": \"cus_x\"}]}");
      await().until(() -> told().contains("customer.updated cus_x"));
      deliveries.clear();
      post(demo, "/_sandbox/reset", "");
      await().until(() -> told().contains("customer.deleted cus_x"));
      await().until(() -> told().contains("customer.updated cus_demo_grace"));
    }
  }

  @Test
  void whoBeginsToListenLaterIsToldOfAllCustomersThereAre() throws Exception {
    try (Sandbox demo = demo()) {
      assertThat(deliveries).isEmpty();
      demo.tellOfCustomers();
      await().until(() -> deliveries.size() == 4);
      assertThat(told())
          .containsExactlyInAnyOrder(
              "customer.updated cus_demo_ada",
              "customer.updated cus_demo_grace",
              "customer.updated cus_demo_linus",
              "customer.updated cus_demo_new");
    }
  }

  /** The demo's account, whose events come here. */
  private Sandbox demo() {
    URI hook = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook");
    return Sandbox.start(
        SandboxOptions.demo()
            .withDestination(SandboxOptions.DEMO_KEY, Destination.of(hook, SECRET)));
  }

  private static void post(Sandbox sandbox, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(sandbox.baseUri() + path))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
  }
}
