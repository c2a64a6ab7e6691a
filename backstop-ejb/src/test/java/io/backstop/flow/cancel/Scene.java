package io.backstop.flow.cancel;

import io.backstop.billing.Appraiser;
import io.backstop.billing.BillingReceipt;
import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Ids;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.Surface;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.link.FlowPass;
import io.backstop.link.LinkGate;
import io.backstop.outcome.Outcome;
import io.backstop.outcome.OutcomeLedger;
import io.backstop.store.PlayedContainer;
import io.backstop.store.Statements;
import io.backstop.store.TestDatabase;
import io.backstop.workspace.Workspace;
import io.backstop.workspace.Workspace.CancelTiming;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One workspace with its flow, one customer with his subscription, and the clock. */
final class Scene {

  static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

  final TestClock clock = new TestClock(START);
  final PlayedContainer container = new PlayedContainer(TestDatabase.shared().entityManagers());
  final PlayedDesk desk;
  final VisitBook book;
  final CancelFlow flow;
  final OutcomeLedger ledger;
  Workspace workspace;

  Scene(String... definition) {
    String slug = Ids.next("w", clock.instant());
    workspace =
        workspace(
            slug,
            definition.length == 0 ? Optional.empty() : Optional.of(definition[0]),
            CancelTiming.PERIOD_END);
    LinkGate gate = container.bean(LinkGate.class, container.injected(new LinkGate(), clock));
    ledger = container.bean(OutcomeLedger.class, container.injected(new OutcomeLedger()));
    FlowShelf shelf = container.injected(new FlowShelf());
    OfferPolicy policy = container.injected(new OfferPolicy(), clock);
    book =
        container.bean(
            VisitBook.class,
            container.injected(
                new VisitBook(
                    shelf,
                    policy,
                    gate,
                    ledger,
                    container.injected(new StepLog()),
                    appraiser(),
                    clock)));
    desk = new PlayedDesk(container, clock, book::conclude);
    desk.stripe = subscription("active", Optional.empty());
    flow =
        container.bean(
            CancelFlow.class,
            new CancelFlow(
                desk,
                new SubscriptionSight(desk, clock),
                book,
                shelf,
                new Stage(book, new Terms(desk, clock), policy, clock),
                new Terms(desk, clock),
                clock));
  }

  static Workspace workspace(String slug, Optional<String> definition, CancelTiming timing) {
    return workspace(slug, new Workspace.CancelSettings(timing, definition));
  }

  static Workspace workspace(String slug, Workspace.CancelSettings cancel) {
    return new Workspace(
        new WorkspaceSlug(slug),
        "Acme",
        false,
        new Workspace.EmbedSettings(List.of("secret"), false, Optional.empty(), List.of(), 50, 60),
        new Workspace.LinkLifetimes(
            Duration.ofMinutes(60),
            Duration.ofDays(400),
            Duration.ofMinutes(30),
            Duration.ofMinutes(15)),
        cancel,
        new Workspace.StripeSettings(
            Optional.of("sk_test"),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            URI.create("https://api.stripe.com"),
            URI.create("https://js.stripe.com/dahlia/stripe.js")),
        new Workspace.BrandSettings("Acme", Optional.empty(), "#123456", Workspace.Theme.AUTO),
        new Workspace.PortalSettings(List.of()),
        new Workspace.WallSettings(Optional.empty(), Optional.empty()));
  }

  static SubscriptionSnapshot subscription(String status, Optional<Instant> cancelAt) {
    return subscription(
        new CustomerId("cus_1"),
        status,
        START.plus(Duration.ofDays(20)),
        Optional.empty(),
        cancelAt);
  }

  static SubscriptionSnapshot of(CustomerId customer) {
    return subscription(
        customer, "active", START.plus(Duration.ofDays(20)), Optional.empty(), Optional.empty());
  }

  static SubscriptionSnapshot withPeriodEnd(Instant end) {
    return subscription(new CustomerId("cus_1"), "active", end, Optional.empty(), Optional.empty());
  }

  static SubscriptionSnapshot withSeats(long seats) {
    return subscription(
        new CustomerId("cus_1"),
        "active",
        seats,
        START.plus(Duration.ofDays(20)),
        Optional.empty(),
        Optional.empty());
  }

  static SubscriptionSnapshot trialing(Instant end) {
    return subscription(
        new CustomerId("cus_1"), "trialing", end, Optional.of(end), Optional.empty());
  }

  private static SubscriptionSnapshot subscription(
      CustomerId customer,
      String status,
      Instant periodEnd,
      Optional<Instant> trialEnd,
      Optional<Instant> cancelAt) {
    return subscription(customer, status, 1, periodEnd, trialEnd, cancelAt);
  }

  private static SubscriptionSnapshot subscription(
      CustomerId customer,
      String status,
      long seats,
      Instant periodEnd,
      Optional<Instant> trialEnd,
      Optional<Instant> cancelAt) {
    return new SubscriptionSnapshot(
        new SubscriptionId("sub_1"),
        customer,
        status,
        "usd",
        List.of(
            new SubscriptionSnapshot.Item(
                "si_1", "price_pro", "Pro", Optional.of(4_900L), seats, "month", 1, periodEnd)),
        List.of(),
        trialEnd,
        cancelAt,
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        START);
  }

  /** Of the mirror's rows, in the running transaction. */
  private Appraiser appraiser() {
    return new Appraiser(new Statements(container.dataSource(TestDatabase.shared().dataSource())));
  }

  static BillingReceipt ofAnotherSession(BillingReceipt receipt) {
    return new BillingReceipt(
        receipt.attemptId(),
        receipt.workspace(),
        new SessionId(Ids.next("cs_", receipt.at())),
        receipt.customer(),
        receipt.subscription(),
        receipt.order(),
        receipt.state(),
        receipt.effectiveAt(),
        receipt.requestId(),
        receipt.at());
  }

  /** The sweeper of one node. */
  VisitSweeper sweeper() {
    return container.bean(VisitSweeper.class, container.injected(new VisitSweeper(ledger, clock)));
  }

  /** A shelf as another node has it: nothing read yet. */
  FlowShelf newShelf() {
    return container.injected(new FlowShelf());
  }

  /** The workspace with other settings for its cancel flow from now on. */
  void set(Workspace.CancelSettings cancel) {
    workspace = workspace(workspace.slug().value(), cancel);
  }

  /** A newly minted link, and the pass that its bearer gets. */
  FlowPass pass() {
    String linkId = Ids.next("", clock.instant());
    container.transaction(
        () ->
            container
                .entityManager()
                .createNativeQuery(
                    "INSERT INTO hosted_link (workspace_id, link_id, surface, customer_id,"
                        + " subscription_id, signed, token_digest, minted_at, expires_at)"
                        + " VALUES (:w, :l, 'cancel', 'cus_1', 'sub_1', true, '\\x00', :now,"
                        + " :until)")
                .setParameter("w", workspace.slug().value())
                .setParameter("l", linkId)
                .setParameter("now", clock.instant())
                .setParameter("until", clock.instant().plus(Duration.ofMinutes(60)))
                .executeUpdate());
    return pass(linkId);
  }

  private FlowPass pass(String linkId) {
    return new FlowPass(
        workspace,
        linkId,
        Surface.CANCEL,
        new SessionId("cs_" + linkId),
        new CustomerId("cus_1"),
        Optional.of(new SubscriptionId("sub_1")),
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        clock.instant().plus(Duration.ofMinutes(60)),
        "key");
  }

  /** The same bearer, after the workspace's settings have changed. */
  FlowPass again(FlowPass pass, Workspace changed) {
    workspace = changed;
    return pass(pass.linkId());
  }

  CancelStep choose(FlowPass pass, Choice.Action action) {
    return flow.choose(pass, choice(action, flow.open(pass).key()));
  }

  CancelStep answer(FlowPass pass, String reason) {
    return flow.choose(
        pass,
        new Choice(
            Choice.Action.CONTINUE,
            flow.open(pass).key(),
            Optional.ofNullable(reason),
            Optional.empty()));
  }

  static Choice choice(Choice.Action action, String key) {
    return new Choice(action, key, Optional.empty(), Optional.empty());
  }

  Optional<Outcome> outcome(FlowPass pass) {
    return ledger.find(workspace.slug(), pass.session());
  }

  boolean isSpent(FlowPass pass) {
    return (boolean) one("SELECT spent_at IS NOT NULL FROM hosted_link", "link_id", pass.linkId());
  }

  Object visit(FlowPass pass, String column) {
    return one("SELECT " + column + " FROM cancel_session", "session_id", pass.session().value());
  }

  Object one(String select, String key, String value) {
    Object[] found = new Object[1];
    container.transaction(
        () ->
            found[0] =
                container
                    .entityManager()
                    .createNativeQuery(select + " WHERE workspace_id = :w AND " + key + " = :v")
                    .setParameter("w", workspace.slug().value())
                    .setParameter("v", value)
                    .getSingleResult());
    return found[0];
  }

  void settle(BillingReceipt.State state) {
    desk.settle(state);
  }
}
