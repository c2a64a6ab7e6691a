package io.backstop.billing;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.billing.stripe.ImpatientStripe;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.store.Statements;
import io.backstop.workspace.Workspace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The whole billing station over a Stripe sandbox of its own, for tests of the stations after it.
 * Its time stands still until it is told, for Stripe too.
 */
public final class SandboxStation implements AutoCloseable {

  public static final CustomerId ADA = SandboxShop.ADA;
  public static final SubscriptionId SUBSCRIPTION = SandboxShop.SUBSCRIPTION;

  private final TestClock clock;
  private final SandboxShop shop;
  private final Bench bench;
  private final AccountDesk account;

  public SandboxStation(Instant now) {
    clock = new TestClock(now);
    shop = new SandboxShop(clock);
    bench = new Bench(ImpatientStripe.of(clock), clock, shop.settings());
    account = new AccountDesk(bench.gateway, clock);
  }

  /** The workspace, whose customers may switch between these plans. */
  public Workspace workspace(String... plans) {
    Workspace ours = bench.workspace;
    return new Workspace(
        ours.slug(),
        ours.displayName(),
        ours.suspended(),
        ours.embed(),
        ours.lifetimes(),
        ours.cancel(),
        ours.stripe(),
        ours.brand(),
        new Workspace.PortalSettings(List.of(plans)),
        ours.wall());
  }

  public Clock clock() {
    return clock;
  }

  public void advance(Duration by) {
    clock.advance(by);
  }

  public BillingDesk desk() {
    return bench.desk;
  }

  public OneAttempt oneAttempt() {
    Statements statements = TestDatabase.get().statements();
    return new OneAttempt(statements, new AttemptTable(statements));
  }

  public Mirror mirror() {
    return bench.mirror;
  }

  public AccountDesk account() {
    return account;
  }

  /** Lays the stock and one subscription of Ada's, of which {@code members} are given. */
  public void open(String members) {
    shop.open(members);
  }

  /** As {@link #open}, with a card that attaches and is then declined. */
  public void openWithBadCard(String members) {
    shop.open("pm_card_chargeCustomerFail", members);
  }

  public void lay(String object) {
    shop.lay(object);
  }

  public void fault(String match, String fault, int times) {
    shop.fault(match, fault, times);
  }

  public void clearFaults() {
    shop.clearFaults();
  }

  /** A call of Stripe's API by somebody else than Backstop. */
  public JsonNode stripe(String path, String form) {
    return shop.stripe(path, form);
  }

  /** Somebody deletes the customer at Stripe. */
  public void deleteCustomer() {
    shop.delete("/v1/customers/cus_ada");
  }

  public JsonNode get(String path) {
    return shop.get(path);
  }

  /** How many requests Stripe has had that begin like this, for example {@code GET /v1/prices}. */
  public int requests(String start) {
    return shop.requests(start).size();
  }

  /** What nobody waits for any more is looked into. */
  public void sweep() {
    bench.sweeper().sweep();
  }

  public long attempts() {
    return bench.attempts();
  }

  /** How many statements this station has run since the tests began. */
  public long statements() {
    return TestDatabase.get().connections.get();
  }

  @Override
  public void close() {
    shop.close();
  }
}
