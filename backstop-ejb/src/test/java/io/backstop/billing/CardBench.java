package io.backstop.billing;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Ids;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.workspace.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The desk for cards on a real database, before a sandbox with one customer who owes. */
final class CardBench {

  static final String PAST_DUE =
      """
      "status": "past_due", "current_period_start": "now-P1D", "latest_invoice": "in_due",
      "items": [{"id": "si_ada", "price": "price_pro"}]""";

  final SandboxShop shop;
  final Workspace workspace;
  final StoppableCards gateway;
  final PaymentLedger ledger;
  final CardDesk cards;
  final PaymentDesk desk;
  final AtomicInteger refreshes = new AtomicInteger();

  /** What keeps the mirror from being refreshed. */
  volatile Optional<Refusal> notRefreshed = Optional.empty();

  volatile Bench.LedgerCrash crash = Bench.LedgerCrash.NONE;
  private final TestClock clock;
  private final Cashier cashier;
  private final Mirror mirror;

  CardBench(SandboxShop shop, TestClock clock, CardGateway stripe) {
    this(shop, clock, stripe, clock::advance);
  }

  CardBench(SandboxShop shop, TestClock clock, CardGateway stripe, Consumer<Duration> pause) {
    this.shop = shop;
    this.clock = clock;
    gateway = new StoppableCards(stripe);
    workspace = new Bench(new PaperStripe(clock::instant), clock, shop.settings()).workspace;
    TestDatabase database = TestDatabase.get();
    // What earlier tests have left unsettled is not due in this one.
    database.statements().change("UPDATE payment_attempt SET next_try_at = 'infinity'");
    ledger = new TransactionalLedger(database);
    cashier = new Cashier(gateway, clock, pause);
    mirror = new CountedMirror();
    Wallet wallet = new Wallet(gateway);
    cards = new CardDesk(gateway, wallet, mirror);
    desk = new PaymentDesk(gateway, wallet, ledger, cashier, mirror, clock, pause);
  }

  SessionId session() {
    return new SessionId(Ids.next("cs_", clock.instant()));
  }

  /** One press of "pay", of a visit of its own. */
  PaymentReceipt pay(String card, SessionId act) {
    return desk.pay(workspace, SandboxShop.ADA, card, agreed(), act, act);
  }

  /** All that Ada owes now. */
  Map<String, Long> agreed() {
    return StreamSupport.stream(
            shop.get("/v1/invoices?customer=cus_ada&status=open").path("data").spliterator(), false)
        .collect(
            Collectors.toMap(
                each -> each.path("id").asText(), each -> each.path("amount_remaining").asLong()));
  }

  /** Lays a card of Ada's down; its last four digits say how it behaves. */
  String card(String lastFour) {
    String id = "pm_" + lastFour;
    shop.lay(
        """
        {"object": "payment_method", "id": "%s", "customer": "cus_ada", "card": {"last4": "%s"}}"""
            .formatted(id, lastFour));
    return id;
  }

  /** The customer's browser finishes a set-up with this card. */
  CardSetup typed(String card) {
    CardSetup setup = cards.begin(workspace, SandboxShop.ADA, session());
    shop.stripe("/v1/setup_intents/" + setup.id() + "/confirm", "payment_method=" + card);
    return setup;
  }

  /** The customer's bank lets it pass, or does not. */
  void bank(String clientSecret, boolean passes) {
    shop.control(
        "/_elements/three_d_secure",
        "{\"key\": \"%s\", \"client_secret\": \"%s\", \"outcome\": \"%s\"}"
            .formatted(
                workspace.stripe().secretKey().orElseThrow().replaceFirst("sk", "pk"),
                clientSecret,
                passes ? "complete" : "fail"));
  }

  String invoice(String id) {
    return shop.get("/v1/invoices/" + id).path("status").asText();
  }

  /** How often money was taken for invoices since they were laid down. */
  long charges() {
    return StreamSupport.stream(shop.get("/_sandbox/state").findPath("charge").spliterator(), false)
        .filter(charge -> charge.path("status").asText().equals("succeeded"))
        .count();
  }

  List<JsonNode> payRequests() {
    return shop.requests("POST /v1/invoices/").stream()
        .filter(request -> request.path("path").asText().endsWith("/pay"))
        .toList();
  }

  /** A sweeper of one more node. It minds this bench's workspace only. */
  void sweepAfter(Duration wait) {
    clock.advance(wait);
    Function<WorkspaceSlug, Optional<Workspace>> known =
        slug -> Optional.of(workspace).filter(ours -> ours.slug().equals(slug));
    new PaymentSweeper(ledger, cashier, mirror, known, clock).sweep();
  }

  Payment payment(String attempt) {
    return TestDatabase.get()
        .statements()
        .text(
            "SELECT to_jsonb(a) FROM payment_attempt a WHERE workspace_id = ? AND attempt_id = ?",
            workspace.slug().value(),
            attempt)
        .map(row -> BillingJson.read(row, Payment.class))
        .orElseThrow();
  }

  /** Every attempt of this workspace. */
  List<Payment> payments() {
    return TestDatabase.get()
        .statements()
        .rows(
            row -> BillingJson.read(row.getString(1), Payment.class),
            "SELECT to_jsonb(a) FROM payment_attempt a WHERE workspace_id = ? ORDER BY created_at",
            workspace.slug().value());
  }

  private final class CountedMirror extends Mirror {
    @Override
    public void refresh(Workspace ours, CustomerId customer) {
      refreshes.incrementAndGet();
      notRefreshed.ifPresent(
          refusal -> {
            throw refusal;
          });
    }
  }

  /** The ledger with the container's transactions, and with leases of this workspace only. */
  private final class TransactionalLedger extends PaymentLedger {
    private final TestDatabase database;

    TransactionalLedger(TestDatabase database) {
      super(new PaymentTable(database.statements()), clock);
      this.database = database;
    }

    @Override
    public Payment begin(Payment payment) {
      return database.inNewTransaction(() -> super.begin(payment));
    }

    @Override
    public Payment conclude(Payment payment, PaymentFinding finding) {
      if (crash == Bench.LedgerCrash.BEFORE_CONCLUDE) {
        throw new Crash();
      }
      Payment concluded = database.inNewTransaction(() -> super.conclude(payment, finding));
      if (crash == Bench.LedgerCrash.AFTER_CONCLUDE) {
        throw new Crash();
      }
      return concluded;
    }

    @Override
    public Optional<Payment> lease() {
      Optional<Payment> leased = database.inNewTransaction(super::lease);
      while (leased.isPresent() && !leased.get().workspaceId().equals(workspace.slug())) {
        leased = database.inNewTransaction(super::lease);
      }
      return leased;
    }
  }
}
