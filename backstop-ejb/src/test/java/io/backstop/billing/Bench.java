package io.backstop.billing;

import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Ids;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.workspace.Workspace;
import io.backstop.workspace.Workspace.BrandSettings;
import io.backstop.workspace.Workspace.CancelSettings;
import io.backstop.workspace.Workspace.CancelTiming;
import io.backstop.workspace.Workspace.EmbedSettings;
import io.backstop.workspace.Workspace.LinkLifetimes;
import io.backstop.workspace.Workspace.StripeSettings;
import io.backstop.workspace.Workspace.Theme;
import io.backstop.workspace.Workspace.WallSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** The whole station on a real database, with a workspace of its own and any gateway. */
final class Bench {

  /** Where the machine may stop on its way through the ledger. */
  enum LedgerCrash {
    NONE,
    BEFORE_CONCLUDE,
    AFTER_CONCLUDE
  }

  final Workspace workspace;
  final TestClock clock;
  final List<BillingReceipt> receipts = new CopyOnWriteArrayList<>();
  final MirrorTable table;
  final AttemptLedger ledger;
  final BillingGateway gateway;
  final BillingDesk desk;
  final Mirror mirror;
  final PictureTable pictures;
  final PictureShelf shelf;
  final List<CustomerRefreshed> refreshed = new CopyOnWriteArrayList<>();
  volatile LedgerCrash crash = LedgerCrash.NONE;
  volatile boolean recordsFail;

  Bench(BillingGateway gateway, TestClock clock, StripeSettings stripe) {
    this.gateway = gateway;
    this.clock = clock;
    this.workspace = workspace(stripe);
    TestDatabase database = TestDatabase.get();
    // What earlier tests have left unsettled is not due in this one.
    database.statements().change("UPDATE billing_attempt SET next_try_at = 'infinity'");
    table = new MirrorTable(database.statements());
    ledger = new TransactionalLedger(database);
    OrderScribe scribe = new OrderScribe(gateway);
    Quoter quoter = new Quoter(gateway, scribe, clock);
    desk = new BillingDesk(gateway, table, scribe, quoter, ledger, teller(), clock);
    pictures = new PictureTable(database.statements());
    shelf = new TransactionalShelf(database, table, pictures, this::follow);
    mirror = new Mirror(gateway, table, pictures, shelf, clock);
  }

  Teller teller() {
    return new Teller(gateway, clock, clock::advance);
  }

  /** A sweeper of one more node. It minds this bench's workspace only. */
  AttemptSweeper sweeper() {
    Function<WorkspaceSlug, Optional<Workspace>> known =
        slug -> Optional.of(workspace).filter(ours -> ours.slug().equals(slug));
    return new AttemptSweeper(ledger, gateway, new OrderScribe(gateway), teller(), known, clock);
  }

  /** A sweeper of a node whose configuration lacks this bench's workspace. */
  AttemptSweeper sweeperWithoutWorkspaces() {
    return new AttemptSweeper(
        ledger, gateway, new OrderScribe(gateway), teller(), slug -> Optional.empty(), clock);
  }

  /** Whether the mirror has the customer and, where given, that subscription as his. */
  boolean knows(Workspace of, CustomerId customer, Optional<SubscriptionId> subscription) {
    return table.knows(of.slug(), customer)
        && subscription
            .map(id -> table.recall(of.slug(), id).filter(s -> s.customer().equals(customer)))
            .map(Optional::isPresent)
            .orElse(true);
  }

  SessionId session() {
    return new SessionId(Ids.next("cs_", clock.instant()));
  }

  BillingReceipt carryOut(CustomerId customer, SubscriptionId subscription, BillingOrder order) {
    return desk.carryOut(workspace, session(), customer, subscription, order, () -> {});
  }

  /** The one attempt of this workspace, as the table has it. */
  Attempt attempt() {
    return TestDatabase.get()
        .statements()
        .text(
            "SELECT to_jsonb(a) FROM billing_attempt a WHERE workspace_id = ?",
            workspace.slug().value())
        .map(row -> BillingJson.read(row, Attempt.class))
        .orElseThrow();
  }

  /** As {@link #attempt}, the one with that receipt. */
  Attempt attempt(BillingReceipt receipt) {
    return TestDatabase.get()
        .statements()
        .text(
            "SELECT to_jsonb(a) FROM billing_attempt a WHERE workspace_id = ? AND attempt_id = ?",
            workspace.slug().value(),
            receipt.attemptId())
        .map(row -> BillingJson.read(row, Attempt.class))
        .orElseThrow();
  }

  long attempts() {
    return TestDatabase.get()
        .statements()
        .text(
            "SELECT count(*) FROM billing_attempt WHERE workspace_id = ?", workspace.slug().value())
        .map(Long::valueOf)
        .orElseThrow();
  }

  private Workspace workspace(StripeSettings stripe) {
    String slug = Ids.next("w", clock.instant());
    return new Workspace(
        new WorkspaceSlug(slug),
        slug,
        false,
        new EmbedSettings(List.of("secret"), false, Optional.empty(), List.of(), 50, 60),
        new LinkLifetimes(
            Duration.ofMinutes(60),
            Duration.ofDays(400),
            Duration.ofMinutes(30),
            Duration.ofMinutes(15)),
        new CancelSettings(CancelTiming.PERIOD_END, Optional.empty()),
        stripe,
        new BrandSettings(slug, Optional.empty(), "#334455", Theme.AUTO),
        new Workspace.PortalSettings(List.of()),
        new WallSettings(Optional.empty(), Optional.empty()));
  }

  static StripeSettings noStripe() {
    return stripeOf("sk_test_scripted");
  }

  static StripeSettings stripeOf(String secretKey) {
    return new StripeSettings(
        Optional.of(secretKey),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        URI.create("http://127.0.0.1:1"),
        URI.create("http://127.0.0.1:1/v3/"));
  }

  /**
   * The ledger with the container's transactions, and with leases of this workspace only: other
   * tests' attempts are no business of this one's sweepers.
   */
  private final class TransactionalLedger extends AttemptLedger {
    private final TestDatabase database;

    TransactionalLedger(TestDatabase database) {
      super(new AttemptTable(database.statements()), table, Bench.this::record, clock);
      this.database = database;
    }

    @Override
    public Attempt begin(Attempt attempt, Admission admission) {
      return database.inNewTransaction(() -> super.begin(attempt, admission));
    }

    @Override
    public Optional<Attempt> freeze(
        Attempt attempt,
        List<BillingGateway.FrozenRequest> requests,
        Optional<String> seenAttempt) {
      return database.inNewTransaction(() -> super.freeze(attempt, requests, seenAttempt));
    }

    @Override
    public Attempt conclude(Attempt attempt, Finding finding) {
      if (crash == LedgerCrash.BEFORE_CONCLUDE) {
        throw new Crash();
      }
      Attempt concluded = database.inNewTransaction(() -> super.conclude(attempt, finding));
      if (crash == LedgerCrash.AFTER_CONCLUDE) {
        throw new Crash();
      }
      return concluded;
    }

    @Override
    public Optional<Attempt> lease() {
      Optional<Attempt> leased = database.inNewTransaction(super::lease);
      while (leased.isPresent() && !leased.get().workspaceId().equals(workspace.slug())) {
        leased = database.inNewTransaction(super::lease);
      }
      return leased;
    }
  }

  private void follow(CustomerRefreshed event) {
    if (recordsFail) {
      throw new IllegalStateException("the follower failed");
    }
    refreshed.add(event);
  }

  private void record(BillingReceipt receipt) {
    if (recordsFail) {
      throw new IllegalStateException("the outcome could not be recorded");
    }
    receipts.add(receipt);
  }
}
