package io.backstop.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.corpus.EmbedRecipe;
import io.backstop.corpus.WebhookRecipe;
import io.backstop.it.Merchant.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Stripe's webhooks, sent byte for byte to the WAR on Payara Micro and to the EAR on WildFly: every
 * line of the corpus that is one call, then those that are sequences, and real events of the
 * sandbox on their whole way into the mirror.
 */
@ExtendWith(StageExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StripeEventsIT {

  /** Sequences with a test of their own here, and those that are tested in process or measured. */
  private static final Set<String> SEQUENCES =
      Set.of(
          "duplicate-2x-concurrent",
          "duplicate-10x-concurrent",
          "same-object-two-events",
          "updated-before-created",
          "deleted-before-updated",
          "paid-before-failed",
          "failed-after-paid-late",
          "ack-before-work");

  /** The first by EventConvergenceTest, the second by EventWorkerTest, the third by the bench. */
  private static final Set<String> ELSEWHERE =
      Set.of("shuffle-500-events", "handler-throws", "storm-5000");

  private static final AtomicLong NUMBER = new AtomicLong();

  private final Stage stage;
  private final Map<String, String> secrets =
      Map.of(
          "current", "whsec_it_current",
          "previous", "whsec_it_previous",
          "beta", "whsec_it_of_another");
  private Merchant merchant;

  StripeEventsIT(Stage stage) {
    this.stage = stage;
  }

  @BeforeAll
  void aMerchantWithTwoLiveSecrets() {
    merchant =
        Merchant.open(
            stage, Map.of("stripe.webhook-secrets", "whsec_it_current,whsec_it_previous"));
    merchant.stripeHas(Customers.MONTHLY);
  }

  // ---- single calls

  @TestFactory
  Stream<DynamicTest> onPayaraMicro() {
    return lines(stage.backstop());
  }

  @TestFactory
  Stream<DynamicTest> onWildFly() {
    URI wildfly = stage.wildfly();
    Awaitility.await("the workspace on WildFly")
        .atMost(Duration.ofSeconds(60))
        .until(() -> send(wildfly, event("price.updated", "price", "price_1", null)) == 200);
    return lines(wildfly);
  }

  @Test
  void everyLineIsSent() {
    assertThat(WebhookRecipe.all()).hasSize(30);
    assertThat(
            WebhookRecipe.all().stream()
                .filter(WebhookRecipe::sequence)
                .map(WebhookRecipe::name)
                .filter(name -> !ELSEWHERE.contains(name)))
        .containsExactlyInAnyOrderElementsOf(SEQUENCES);
  }

  private Stream<DynamicTest> lines(URI node) {
    return WebhookRecipe.all().stream()
        .filter(line -> !line.sequence())
        .map(line -> DynamicTest.dynamicTest(line.name(), () -> judge(node, line)));
  }

  private void judge(URI node, WebhookRecipe line) throws Exception {
    ObjectNode event = event("invoice.updated", "invoice", "in_corpus", "cus_ada");
    awaitIdle();
    long before = rows("stripe_event", "TRUE");
    int asked = requests("GET /v1/customers/cus_ada").size();
    Instant signedAt = Instant.now();
    EmbedRecipe.Call call = line.call(path(), event, signedAt, secrets);
    Answer answer = line.endless() ? endless(node) : RawHttp.send(node, call);
    // At the very edge the next second is out of the window: then it is signed anew.
    while (line.name().equals("ok-edge-300")
        && answer.status() == 400
        && isAnotherSecond(signedAt)) {
      signedAt = Instant.now();
      answer = RawHttp.send(node, line.call(path(), event, signedAt, secrets));
    }

    assertThat(answer.status()).as(answer.body()).isIn(line.statuses());
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    if (answer.status() != 200) {
      assertThat(answer.json().at("/error/type").asText()).isNotEmpty();
      assertThat(answer.json().at("/error/request_id").asText()).startsWith("req_");
      assertThat(answer.body()).doesNotContain("whsec_", "evt_", "cus_");
    }
    for (String invariant : line.invariants()) {
      switch (invariant) {
        case "event_stored_once" -> {
          assertThat(rows("stripe_event", "TRUE")).isEqualTo(before + 1);
          awaitState(event, "settled");
        }
        case "no_state_change" -> assertThat(rows("stripe_event", "TRUE")).isEqualTo(before);
        case "no_outbox_row" -> {
          assertThat(rows("stripe_refresh", "TRUE")).isZero();
          assertThat(requests("GET /v1/customers/cus_ada")).hasSize(asked);
        }
        default -> throw new IllegalStateException("unknown: " + invariant);
      }
    }
  }

  /** Chunk after chunk, until the server has answered or will take no more. */
  private Answer endless(URI node) throws IOException {
    byte[] chunk = ("2000\r\n" + " ".repeat(0x2000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    String head =
        "POST "
            + path()
            + " HTTP/1.1\r\nHost: "
            + node.getAuthority()
            + "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
    try (Socket socket = new Socket(node.getHost(), node.getPort())) {
      socket.setSoTimeout(40_000);
      OutputStream out = socket.getOutputStream();
      InputStream in = socket.getInputStream();
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < 100 && in.available() == 0; i++) {
        out.write(chunk);
      }
      return RawHttp.answer(in);
    }
  }

  // ---- what is not in the corpus

  @Test
  void otherMethodsAndUnknownWorkspacesAreRefused() {
    URI base = stage.backstop();
    EmbedRecipe.Call call = signed(event("invoice.updated", "invoice", "in_1", "cus_ada"));
    Map<String, List<String>> headers = call.headers();

    for (String method : List.of("GET", "PUT", "DELETE")) {
      Answer refused =
          RawHttp.send(
              base, new EmbedRecipe.Call(method, path(), headers, new byte[0], Duration.ZERO));
      assertThat(refused.status()).as(method).isEqualTo(405);
      assertThat(refused.header("Allow")).isEqualTo("POST");
    }
    for (String slug : List.of("nobody-knows", "", "UPPER", "a/b")) {
      Answer missing =
          RawHttp.send(
              base,
              new EmbedRecipe.Call(
                  "POST", "/api/stripe/webhooks/" + slug, headers, call.body(), Duration.ZERO));
      assertThat(missing.status()).as(slug).isEqualTo(404);
    }
  }

  // ---- sequences of the corpus

  @Test
  void twoDeliveriesAtOnceAreOneEvent() throws Exception {
    duplicates(2);
  }

  @Test
  void tenDeliveriesAtOnceAreOneEvent() throws Exception {
    duplicates(10);
  }

  private void duplicates(int times) throws Exception {
    awaitIdle();
    int asked = requests("GET /v1/customers/cus_ada").size();
    EmbedRecipe.Call call = signed(event("invoice.updated", "invoice", "in_1", "cus_ada"));
    long before = rows("stripe_event", "TRUE");
    ExecutorService threads = Executors.newFixedThreadPool(times);
    try {
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        URI node = i % 2 == 0 ? stage.backstop() : stage.otherNode();
        answers.add(threads.submit(() -> RawHttp.send(node, call)));
      }
      for (Future<Answer> answer : answers) {
        assertThat(answer.get().status()).isEqualTo(200);
      }
    } finally {
      threads.shutdown();
    }
    awaitIdle();
    assertThat(rows("stripe_event", "TRUE")).isEqualTo(before + 1);
    assertThat(requests("GET /v1/customers/cus_ada")).as("side effects").hasSize(asked + 1);
  }

  @Test
  void twoEventsAboutOneChangeEndInWhatStripeHas() throws Exception {
    String customer = subscriber("active");
    subscription(customer, "cancel_at_period_end=true");
    tell("customer.subscription.updated", "subscription", "sub_" + customer, customer);
    tell("customer.subscription.updated", "subscription", "sub_" + customer, customer);

    awaitMirror(customer, "cancel_at", text -> !text.isEmpty());
  }

  @Test
  void updatedBeforeCreatedEndsInWhatStripeHas() throws Exception {
    String customer = subscriber("active");
    tell("customer.subscription.updated", "subscription", "sub_" + customer, customer);
    tell("customer.subscription.created", "subscription", "sub_" + customer, customer);
    awaitMirror(customer, "status", "active"::equals);
  }

  @Test
  void whatWasDeletedStaysCanceled() throws Exception {
    String customer = subscriber("active");
    merchant.sandbox("DELETE", "/v1/subscriptions/sub_" + customer, null);
    tell("customer.subscription.deleted", "subscription", "sub_" + customer, customer);
    awaitMirror(customer, "status", "canceled"::equals);
    tell("customer.subscription.updated", "subscription", "sub_" + customer, customer);
    awaitIdle();
    assertThat(mirror(customer, "status")).isEqualTo("canceled");
  }

  @Test
  void whoHasPaidIsNotDunnedForALateFailure() throws Exception {
    for (List<String> order :
        List.of(
            List.of("invoice.paid", "invoice.payment_failed"),
            List.of("invoice.paid", "customer.updated", "invoice.payment_failed"))) {
      String customer = subscriber("past_due");
      JsonNode invoice =
          merchant
              .sandbox("GET", "/v1/invoices?status=open&customer=" + customer, null)
              .at("/data/0/id");
      merchant.sandbox(
          "POST", "/v1/invoices/" + invoice.asText() + "/pay", "payment_method=pm_card_visa");
      for (String type : order) {
        boolean ofCustomer = type.startsWith("customer");
        tell(
            type,
            ofCustomer ? "customer" : "invoice",
            ofCustomer ? customer : invoice.asText(),
            customer);
        awaitIdle();
      }
      assertThat(
              rows("recovery_campaign", "state = 'in_flight' AND customer_id = '" + customer + "'"))
          .as("no dunning")
          .isZero();
      Answer wall =
          Merchant.post(
              stage.backstop(),
              "payment-wall",
              merchant.bundle(customer, null).toString(),
              Map.of());
      assertThat(wall.json().path("current").asBoolean()).as(wall.body()).isTrue();
    }
  }

  @Test
  void acknowledgedBeforeAnythingIsReadWhileStripeHangs() throws Exception {
    String customer = subscriber("active");
    merchant.sandbox(
        "POST",
        "/_sandbox/faults",
        "{\"match\": \"GET /v1/*\", \"fault\": \"slow\", \"delay\": \"PT3S\", \"times\": 3}");
    for (int i = 0; i < 5; i++) {
      EmbedRecipe.Call call = signed(event("customer.updated", "customer", customer, customer));
      long start = System.nanoTime();
      assertThat(RawHttp.send(stage.backstop(), call).status()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("one reading takes three seconds")
          .isLessThan(Duration.ofSeconds(3));
    }
    awaitMirror(customer, "status", "active"::equals);
  }

  // ---- the whole way

  @Test
  void whatHappensAtStripeIsInTheMirrorWithinMoments() throws Exception {
    followsFrom(stage.backstop());
  }

  @Test
  void andSoItIsOnWildFly() throws Exception {
    followsFrom(stage.wildfly());
  }

  private void followsFrom(URI node) throws Exception {
    Merchant own = Merchant.open(stage, Map.of("stripe.webhook-secrets", "whsec_it_way"));
    own.sandbox(
        "POST",
        "/_sandbox/webhooks",
        "{\"url\": \"%s/api/stripe/webhooks/%s\", \"secret\": \"whsec_it_way\"}"
            .formatted(node, own.slug()));
    own.stripeHas(Customers.MONTHLY);
    Awaitility.await("a customer who was laid down")
        .atMost(Duration.ofSeconds(30))
        .until(() -> text(own.slug(), "cus_ada", "status").equals("active"));
    own.sandbox("DELETE", "/v1/subscriptions/sub_ada", null);
    Awaitility.await("a cancellation by somebody else")
        .atMost(Duration.ofSeconds(30))
        .until(() -> text(own.slug(), "cus_ada", "status").equals("canceled"));
    JsonNode deliveries = own.sandbox("GET", "/_sandbox/deliveries", null).get("deliveries");
    assertThat(deliveries).isNotEmpty();
    assertThat(deliveries)
        .allSatisfy(delivery -> assertThat(delivery.get("result").asText()).isEqualTo("200"));
  }

  // ---- what they stand on

  private String path() {
    return "/api/stripe/webhooks/" + merchant.slug();
  }

  private static ObjectNode event(String type, String object, String id, String customer) {
    ObjectNode event = Merchant.JSON.createObjectNode();
    event.put("id", "evt_it" + NUMBER.incrementAndGet()).put("object", "event").put("type", type);
    event.put("created", Instant.now().getEpochSecond()).put("livemode", false);
    event.put("api_version", "2026-07-29.dahlia");
    event
        .putObject("data")
        .putObject("object")
        .put("id", id)
        .put("object", object)
        .put("customer", customer);
    return event;
  }

  private EmbedRecipe.Call signed(ObjectNode event) {
    return WebhookRecipe.all().get(0).call(path(), event, Instant.now(), secrets);
  }

  private int send(URI node, ObjectNode event) {
    return RawHttp.send(node, signed(event)).status();
  }

  private void tell(String type, String object, String id, String customer) {
    assertThat(send(stage.backstop(), event(type, object, id, customer))).isEqualTo(200);
  }

  /** A new customer with one subscription; the answer is his id, and {@code sub_} and it hers. */
  private String subscriber(String status) {
    String customer = "cus_it" + NUMBER.incrementAndGet();
    merchant.stripeHas(
        """
        [{"object": "customer", "id": "%s",
          "invoice_settings": {"default_payment_method": "pm_card_chargeCustomerFail"}},
         {"object": "subscription", "id": "sub_%s", "customer": "%s", "status": "%s",
          "items": [{"price": "price_pro_monthly"}]}]"""
            .formatted(customer, customer, customer, status));
    return customer;
  }

  private void subscription(String customer, String form) {
    merchant.sandbox("POST", "/v1/subscriptions/sub_" + customer, form);
  }

  private void awaitMirror(
      String customer, String member, java.util.function.Predicate<String> expected) {
    Awaitility.await(member + " of " + customer)
        .atMost(Duration.ofSeconds(40))
        .until(() -> expected.test(mirror(customer, member)));
  }

  private String mirror(String customer, String member) throws SQLException {
    return text(merchant.slug(), customer, member);
  }

  private String text(String slug, String customer, String member) throws SQLException {
    return query(
        "SELECT COALESCE(max(snapshot ->> ?), '') FROM stripe_subscription"
            + " WHERE workspace_id = ? AND customer_id = ?",
        member,
        slug,
        customer);
  }

  private void awaitState(ObjectNode event, String state) {
    Awaitility.await(event.get("id").asText() + " " + state)
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                query(
                        "SELECT state FROM stripe_event WHERE workspace_id = ? AND event_id = ?",
                        merchant.slug(),
                        event.get("id").asText())
                    .equals(state));
  }

  private static boolean isAnotherSecond(Instant since) {
    return Instant.now().getEpochSecond() != since.getEpochSecond();
  }

  /** Until nobody is to be read any more. */
  private void awaitIdle() {
    Awaitility.await("an empty inbox")
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> rows("stripe_refresh", "TRUE") == 0);
  }

  private long rows(String table, String condition) throws SQLException {
    return Long.parseLong(
        query(
            "SELECT count(*) FROM " + table + " WHERE workspace_id = ? AND " + condition,
            merchant.slug()));
  }

  private String query(String sql, String... values) throws SQLException {
    try (Connection connection = stage.database();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private List<String> requests(String start) {
    return StreamSupport.stream(
            merchant.sandbox("GET", "/_sandbox/requests", null).path("requests").spliterator(),
            false)
        .map(request -> request.path("method").asText() + " " + request.path("path").asText())
        .filter(request -> request.equals(start))
        .collect(Collectors.toList());
  }
}
