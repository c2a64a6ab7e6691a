package io.backstop.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstop.billing.BillingGateway;
import io.backstop.billing.CustomerPicture;
import io.backstop.billing.CustomerSnapshot;
import io.backstop.billing.InvoiceSnapshot;
import io.backstop.billing.Mirror;
import io.backstop.billing.PlayedMirror;
import io.backstop.billing.Standing;
import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.billing.stripe.StripeGateway;
import io.backstop.kernel.CustomerId;
import io.backstop.sandbox.Sandbox;
import io.backstop.sandbox.SandboxOptions;
import io.backstop.store.SetClock;
import io.backstop.store.Statements;
import io.backstop.store.TestDatabase;
import io.backstop.store.Together;
import io.backstop.workspace.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever order Stripe's events come in, however often, and whichever get lost: in the end the
 * mirror says what Stripe says. The events are those that the sandbox made.
 */
class EventConvergenceTest {

  private static final String KEY = "sk_test_events";
  private static final int CUSTOMERS = 40;

  private final SetClock clock = new SetClock("2026-11-23T12:00:00Z");
  private final Sandbox sandbox =
      Sandbox.start(SandboxOptions.empty().withDefaultKey(KEY).withTime(clock));
  private final Workspace workspace = Shop.of("acme", KEY, sandbox.baseUri());
  private final TestDatabase database = TestDatabase.fresh();
  private final InboxTable table = new InboxTable(new Statements(database.dataSource()));
  private final BillingGateway gateway = new StripeGateway(clock);
  private final AtomicInteger told = new AtomicInteger();
  private final Mirror mirror =
      PlayedMirror.of(database, gateway, clock, event -> told.incrementAndGet());
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void fiveHundredEventsInAnyOrderEndInWhatStripeHas() {
    open();
    customers().forEach(id -> mirror.refresh(workspace, id));
    change();
    List<JsonNode> events = events();
    assertThat(events).hasSizeGreaterThan(500);
    Random chance = new Random(20261123);
    Set<String> unheard = Set.of("cus_3", "cus_17", "cus_24", "cus_39");
    List<String> deliveries = new ArrayList<>();
    for (JsonNode event : events) {
      boolean lost = unheard.contains(customer(event)) || chance.nextInt(10) == 0;
      for (int i = lost ? 0 : 1 + chance.nextInt(5); i > 0; i--) {
        deliveries.add(event.toString());
      }
    }
    Collections.shuffle(deliveries, chance);
    clock.pass(Duration.ofSeconds(10));

    deliverTo(twoNodes(), deliveries);

    assertThat(database.text("SELECT count(*) FROM stripe_event WHERE state = 'pending'"))
        .isEqualTo("0");
    assertThat(differing()).as("nobody has told of these").containsAll(unheard);

    new Reconcile(
            new ReconcileTable(new Statements(database.dataSource())), () -> Set.of("acme"), clock)
        .run(workspace);
    clock.pass(Duration.ofMinutes(1));
    work(worker());

    assertThat(differing()).isEmpty();
    assertThat(openInvoicesOfTheMirror()).isEqualTo(openInvoicesAtStripe()).isNotEmpty();
  }

  @Test
  void manyEventsOfOneCustomerAreFewReadings() {
    open();
    change();
    List<JsonNode> events =
        events().stream().filter(event -> "cus_1".equals(customer(event))).toList();
    assertThat(events).hasSizeGreaterThan(8);
    clock.pass(Duration.ofSeconds(10));
    EventWorker worker = worker();
    events.forEach(event -> accept(new Inbox(table, worker, clock), event.toString()));
    work(worker);

    assertThat(told).hasValue(1);
    assertThat(differing()).doesNotContain("cus_1");
  }

  private static Set<String> names() {
    return IntStream.range(0, CUSTOMERS).mapToObj(i -> "cus_" + i).collect(Collectors.toSet());
  }

  private static List<CustomerId> customers() {
    return names().stream().sorted().map(CustomerId::new).toList();
  }

  /** Every third has a card that attaches and cannot be charged. */
  private void open() {
    List<String> objects = new ArrayList<>();
    objects.add(
        """
        {"object": "price", "id": "price_pro", "currency": "usd", "unit_amount": 4900,
         "product": "prod_pro", "recurring": {"interval": "month"}}""");
    for (int i = 0; i < CUSTOMERS; i++) {
      String card = i % 3 == 0 ? "pm_card_chargeCustomerFail" : "pm_card_visa";
      objects.add(
          """
          {"object": "customer", "id": "cus_%d", "email": "c%d@acme.example",
           "invoice_settings": {"default_payment_method": "%s"}}"""
              .formatted(i, i, card));
      objects.add(
          """
          {"object": "subscription", "id": "sub_%d", "customer": "cus_%d", "status": "active",
           "current_period_start": "now-P10D", "items": [{"id": "si_%d", "price": "price_pro"}]}"""
              .formatted(i, i, i));
    }
    post("/_sandbox/fixtures", "{\"objects\": [" + String.join(",", objects) + "]}");
  }

  /** A renewal that fails for some, then what customers and merchants do, then a second renewal. */
  private void change() {
    post("/_sandbox/clock", "{\"advance\": \"P1M\"}");
    for (int i = 0; i < CUSTOMERS; i++) {
      switch (i % 8) {
        case 0 -> post("/v1/subscriptions/sub_" + i, "cancel_at_period_end=true");
        case 1 -> post("/v1/customers/cus_" + i, "email=new" + i + "@acme.example");
        case 2 ->
            post("/v1/subscriptions/sub_" + i, "items[0][id]=si_" + i + "&items[0][quantity]=3");
        case 3 -> payOrMark(i);
        case 4 -> send("DELETE", "/v1/subscriptions/sub_" + i, null);
        case 5 -> post("/v1/payment_methods/pm_card_visa/attach", "customer=cus_" + i);
        case 6 -> post("/v1/subscriptions/sub_" + i, "pause_collection[behavior]=void");
        default -> send("DELETE", "/v1/customers/cus_" + i, null);
      }
    }
    post("/_sandbox/clock", "{\"advance\": \"P1M\"}");
  }

  private void payOrMark(int i) {
    JsonNode open = send("GET", "/v1/invoices?status=open&customer=cus_" + i, null).get("data");
    if (open.isEmpty()) {
      post("/v1/customers/cus_" + i, "metadata[seen]=yes");
    } else {
      post(
          "/v1/invoices/" + open.get(0).get("id").asText() + "/pay", "payment_method=pm_card_visa");
    }
  }

  private List<JsonNode> events() {
    List<JsonNode> events = new ArrayList<>();
    send("GET", "/_sandbox/state", null).get("event").forEach(events::add);
    return events;
  }

  private static String customer(JsonNode event) {
    JsonNode object = event.at("/data/object");
    return object.path("object").asText().equals("customer")
        ? object.path("id").asText()
        : object.path("customer").asText();
  }

  private EventWorker worker() {
    return new EventWorker(table, mirror, slug -> Optional.of(workspace), clock, asleep -> {});
  }

  private List<EventWorker> twoNodes() {
    return List.of(worker(), worker());
  }

  /** Each node has a thread that is told and one that works; wakes are left to the latter. */
  private void deliverTo(List<EventWorker> nodes, List<String> deliveries) {
    AtomicInteger next = new AtomicInteger();
    Together.run(
        2 * nodes.size(),
        i ->
            () -> {
              EventWorker node = nodes.get(i / 2);
              if (i % 2 == 0) {
                Inbox inbox = new Inbox(table, node, clock);
                for (int d = next.getAndIncrement();
                    d < deliveries.size();
                    d = next.getAndIncrement()) {
                  accept(inbox, deliveries.get(d));
                }
              } else {
                while (next.get() < deliveries.size()) {
                  work(node);
                }
              }
              return i;
            });
    work(nodes.get(0));
  }

  private static void work(EventWorker worker) {
    while (worker.workOne()) {
      // the next one
    }
  }

  private void accept(Inbox inbox, String event) {
    inbox.accept(
        workspace, Shop.signature(event, clock.instant()), event.getBytes(StandardCharsets.UTF_8));
  }

  /** Of whom the mirror says something else than Stripe, whenever either was read. */
  private Set<String> differing() {
    return customers().stream()
        .filter(
            id ->
                !mirror
                    .recall(workspace, id)
                    .map(EventConvergenceTest::timeless)
                    .equals(gateway.picture(workspace, id).map(EventConvergenceTest::timeless)))
        .map(CustomerId::value)
        .collect(Collectors.toSet());
  }

  private static CustomerPicture timeless(CustomerPicture picture) {
    CustomerSnapshot c = picture.customer();
    return new CustomerPicture(
        new CustomerSnapshot(
            c.id(), c.deleted(), c.accountHint(), c.cards(), c.defaultCard(), Instant.EPOCH),
        picture.subscriptions().stream()
            .map(standing -> new Standing(timeless(standing.subscription()), standing.upcoming()))
            .toList(),
        picture.openInvoices());
  }

  private static SubscriptionSnapshot timeless(SubscriptionSnapshot s) {
    return new SubscriptionSnapshot(
        s.id(),
        s.customer(),
        s.status(),
        s.currency(),
        s.items(),
        s.discounts(),
        s.trialEnd(),
        s.cancelAt(),
        s.endedAt(),
        s.pausedUntil(),
        s.scheduled(),
        s.openInvoice(),
        s.card(),
        s.accountHint(),
        s.appliedAttempt(),
        Instant.EPOCH);
  }

  private Set<String> openInvoicesOfTheMirror() {
    return customers().stream()
        .flatMap(id -> mirror.recall(workspace, id).orElseThrow().openInvoices().stream())
        .map(InvoiceSnapshot::id)
        .collect(Collectors.toSet());
  }

  private Set<String> openInvoicesAtStripe() {
    Set<String> open = new HashSet<>();
    send("GET", "/v1/invoices?status=open&limit=100", null)
        .get("data")
        .forEach(invoice -> open.add(invoice.get("id").asText()));
    return open;
  }

  private void post(String path, String body) {
    send("POST", path, body);
  }

  private JsonNode send(String method, String path, String body) {
    String type = path.startsWith("/v1") ? "application/x-www-form-urlencoded" : "application/json";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(sandbox.baseUri() + path))
            .header("Authorization", "Bearer " + KEY)
            .header("Content-Type", type)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(
                        path.startsWith("/v1")
                            ? body.replace("[", "%5B").replace("]", "%5D")
                            : body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(path + ": " + answer.body());
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
