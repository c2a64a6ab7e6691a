package io.backstop.flow.cancel;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.billing.Admission;
import io.backstop.billing.BillingDesk;
import io.backstop.billing.BillingOrder;
import io.backstop.billing.BillingReceipt;
import io.backstop.billing.BillingUnavailable;
import io.backstop.billing.Quote;
import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Ids;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.store.PlayedContainer;
import io.backstop.workspace.Workspace;
import io.backstop.workspace.Workspace.CancelTiming;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The billing station as far as the flow sees it: it keeps the real one's promises about
 * transactions and insists that it is called outside of one; what Stripe says is set by the test.
 */
final class PlayedDesk extends BillingDesk {

  private final PlayedContainer container;
  private final Clock clock;
  private final Consumer<BillingReceipt> receipts;

  /** What Stripe has; {@code null}: it does not answer. */
  volatile SubscriptionSnapshot stripe;

  volatile SubscriptionSnapshot mirror;

  /** Whether an order of another session is under way. */
  volatile boolean underWay;

  volatile Predicate<BillingOrder> suitable = order -> true;
  volatile Predicate<BillingOrder> quotable = order -> true;
  volatile Duration nextChargeIn = Duration.ofDays(20);
  volatile long laterAmount = 2_900;
  volatile Runnable whileQuoting = () -> {};
  volatile BillingReceipt.State answer = BillingReceipt.State.APPLIED;
  volatile Runnable whileWriting = () -> {};
  volatile Runnable whileAtStripe = () -> {};
  final AtomicInteger looks = new AtomicInteger();
  final AtomicInteger quotes = new AtomicInteger();
  final List<BillingOrder> orders = new CopyOnWriteArrayList<>();
  volatile BillingReceipt last;

  PlayedDesk(PlayedContainer container, Clock clock, Consumer<BillingReceipt> receipts) {
    this.container = container;
    this.clock = clock;
    this.receipts = receipts;
  }

  @Override
  public SubscriptionSnapshot look(Workspace workspace, SubscriptionId id) {
    assertThat(container.isInTransaction()).as("Stripe is asked in a transaction").isFalse();
    looks.incrementAndGet();
    mirror = answering();
    return mirror;
  }

  @Override
  public Optional<SubscriptionSnapshot> recall(Workspace workspace, SubscriptionId id) {
    return Optional.ofNullable(mirror);
  }

  @Override
  public boolean isUnderWay(Workspace workspace, SubscriptionId subscription) {
    return underWay;
  }

  @Override
  public boolean suits(BillingOrder order, SubscriptionSnapshot snapshot) {
    return suitable.test(order);
  }

  @Override
  public Quote quote(Workspace workspace, SubscriptionSnapshot snapshot, BillingOrder order) {
    if (order instanceof BillingOrder.Cancel cancel) {
      boolean atOnce =
          cancel.timing() == CancelTiming.IMMEDIATELY || snapshot.status().equals("paused");
      Instant end = atOnce ? snapshot.readAt() : snapshot.periodEnd().orElseThrow();
      return new Quote(order, "usd", 0, 0, end, 0, Optional.of(end), "month", 1);
    }
    assertThat(container.isInTransaction()).as("Stripe is asked in a transaction").isFalse();
    quotes.incrementAndGet();
    whileQuoting.run();
    answering();
    if (!quotable.test(order)) {
      throw new BillingUnavailable("Stripe will not compute it", null);
    }
    long seats = snapshot.items().get(0).quantity();
    boolean yearly = order instanceof BillingOrder.SwitchPlan plan && plan.priceId().contains("yr");
    return new Quote(
        order,
        "usd",
        0,
        3_675,
        clock.instant().plus(nextChargeIn),
        seats * (yearly ? 49_000 : laterAmount),
        Optional.of(clock.instant().plus(Duration.ofDays(90))),
        yearly ? "year" : "month",
        1);
  }

  @Override
  public BillingReceipt carryOut(
      Workspace workspace,
      SessionId session,
      CustomerId customer,
      SubscriptionId subscription,
      BillingOrder order,
      Admission admission) {
    assertThat(container.isInTransaction()).as("Stripe is asked in a transaction").isFalse();
    whileWriting.run();
    container.transaction(admission::check);
    orders.add(order);
    whileAtStripe.run();
    last =
        new BillingReceipt(
            Ids.next("att_", clock.instant()),
            workspace.slug(),
            session,
            customer,
            subscription,
            order,
            answer,
            order instanceof BillingOrder.Cancel
                ? Optional.of(clock.instant().plus(Duration.ofDays(20)))
                : Optional.empty(),
            Optional.of("req_1"),
            clock.instant());
    if (answer != BillingReceipt.State.PENDING) {
      settle(answer);
    }
    return last;
  }

  /** Concludes the last order: at once, or as the sweeper would, later. */
  void settle(BillingReceipt.State state) {
    BillingReceipt settled =
        new BillingReceipt(
            last.attemptId(),
            last.workspace(),
            last.session(),
            last.customer(),
            last.subscription(),
            last.order(),
            state,
            last.effectiveAt(),
            last.requestId(),
            clock.instant());
    container.transaction(() -> receipts.accept(settled));
  }

  private SubscriptionSnapshot answering() {
    if (stripe == null) {
      throw new BillingUnavailable("Stripe does not answer", null);
    }
    Instant now = clock.instant();
    return new SubscriptionSnapshot(
        stripe.id(),
        stripe.customer(),
        stripe.status(),
        stripe.currency(),
        stripe.items(),
        stripe.discounts(),
        stripe.trialEnd(),
        stripe.cancelAt(),
        stripe.endedAt(),
        stripe.pausedUntil(),
        stripe.scheduled(),
        stripe.openInvoice(),
        stripe.card(),
        stripe.accountHint(),
        stripe.appliedAttempt(),
        now);
  }
}
