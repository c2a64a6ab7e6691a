package io.backstop.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.SubscriptionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What Backstop knows of Stripe's objects without asking. */
class MirrorTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final CustomerId CUSTOMER = PaperStripe.CUSTOMER;
  private static final SubscriptionId SUBSCRIPTION = PaperStripe.SUBSCRIPTION;

  private final TestClock clock = new TestClock(NOW);
  private final PaperStripe stripe = new PaperStripe(clock::instant);
  private final Bench bench = new Bench(stripe, clock, Bench.noStripe());

  private void refuses(RefusalCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  @Test
  void firstSightIsOneRead() {
    bench.mirror.acquaint(bench.workspace, CUSTOMER, Optional.of(SUBSCRIPTION));

    assertThat(stripe.reads()).isEqualTo(1);
    assertThat(bench.knows(bench.workspace, CUSTOMER, Optional.of(SUBSCRIPTION))).isTrue();
    assertThat(bench.knows(bench.workspace, CUSTOMER, Optional.empty())).isTrue();
  }

  @Test
  void whatWasReadIsRecalledWhole() {
    stripe.pausedUntil = Instant.MAX;
    stripe.discounts.put("di_a", "loyal");
    SubscriptionSnapshot seen = bench.desk.look(bench.workspace, SUBSCRIPTION);

    assertThat(bench.desk.recall(bench.workspace, SUBSCRIPTION)).contains(seen);
    assertThat(stripe.reads()).isEqualTo(1);
  }

  @Test
  void nothingIsRecalledOfWhatWasNeverRead() {
    assertThat(bench.desk.recall(bench.workspace, SUBSCRIPTION)).isEmpty();
    assertThat(bench.knows(bench.workspace, CUSTOMER, Optional.empty())).isFalse();
    assertThat(stripe.reads()).isZero();
  }

  @Test
  void whoeverIsKnownByHimselfIsKnownWithHisSubscriptions() {
    bench.mirror.acquaint(bench.workspace, CUSTOMER, Optional.empty());

    assertThat(bench.knows(bench.workspace, CUSTOMER, Optional.empty())).isTrue();
    assertThat(bench.knows(bench.workspace, CUSTOMER, Optional.of(SUBSCRIPTION))).isTrue();
  }

  @Test
  void strangersAreNotFound() {
    refuses(
        RefusalCode.CUSTOMER_NOT_FOUND,
        () ->
            bench.mirror.acquaint(bench.workspace, new CustomerId("cus_nobody"), Optional.empty()));
    refuses(
        RefusalCode.SUBSCRIPTION_NOT_FOUND,
        () ->
            bench.mirror.acquaint(
                bench.workspace, CUSTOMER, Optional.of(new SubscriptionId("sub_none"))));
  }

  @Test
  void anotherCustomersSubscriptionIsNotFound() {
    refuses(
        RefusalCode.SUBSCRIPTION_NOT_FOUND,
        () ->
            bench.mirror.acquaint(
                bench.workspace, new CustomerId("cus_other"), Optional.of(SUBSCRIPTION)));
    assertThat(bench.knows(bench.workspace, new CustomerId("cus_other"), Optional.of(SUBSCRIPTION)))
        .isFalse();
  }

  @Test
  void aDeletedCustomerIsNotFoundAndNoLongerKnown() {
    bench.mirror.acquaint(bench.workspace, CUSTOMER, Optional.of(SUBSCRIPTION));
    stripe.customerDeleted = true;
    clock.advance(Duration.ofSeconds(1));

    refuses(
        RefusalCode.CUSTOMER_NOT_FOUND,
        () -> bench.mirror.acquaint(bench.workspace, CUSTOMER, Optional.of(SUBSCRIPTION)));
    refuses(
        RefusalCode.CUSTOMER_NOT_FOUND,
        () -> bench.mirror.acquaint(bench.workspace, CUSTOMER, Optional.empty()));
    assertThat(bench.knows(bench.workspace, CUSTOMER, Optional.empty())).isFalse();
  }

  @Test
  void whenStripeIsDownNothingIsLearnedAndNothingForgotten() {
    bench.mirror.acquaint(bench.workspace, CUSTOMER, Optional.of(SUBSCRIPTION));
    stripe.down = true;

    refuses(
        RefusalCode.BILLING_UNAVAILABLE,
        () -> bench.mirror.acquaint(bench.workspace, CUSTOMER, Optional.of(SUBSCRIPTION)));
    assertThat(bench.desk.recall(bench.workspace, SUBSCRIPTION)).isPresent();
  }

  @Test
  void anOlderReadNeverOverwritesANewerOne() {
    var older = stripe.sighting();
    clock.advance(Duration.ofMillis(1));
    stripe.status = "canceled";
    stripe.customerDeleted = true;
    var newer = stripe.sighting();

    bench.table.store(bench.workspace.slug(), newer);
    bench.table.store(bench.workspace.slug(), older);

    assertThat(bench.desk.recall(bench.workspace, SUBSCRIPTION)).contains(newer.snapshot());
    assertThat(bench.knows(bench.workspace, CUSTOMER, Optional.empty())).isFalse();
  }

  @Test
  void manyFirstSightsAtOnceEndInTheLatest() throws Exception {
    var readings =
        IntStream.range(0, 16)
            .mapToObj(
                i -> {
                  clock.advance(Duration.ofMillis(1));
                  return stripe.sighting();
                })
            .toList();
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<? extends Future<?>> stores =
          readings.stream()
              .map(
                  reading ->
                      threads.submit(
                          () -> {
                            start.await();
                            bench.table.store(bench.workspace.slug(), reading);
                            return null;
                          }))
              .toList();
      start.countDown();
      for (Future<?> store : stores) {
        store.get();
      }
    } finally {
      threads.shutdown();
    }

    assertThat(bench.desk.recall(bench.workspace, SUBSCRIPTION))
        .contains(readings.get(15).snapshot());
  }

  @Test
  void workspacesDoNotSeeEachOther() {
    Bench other = new Bench(stripe, clock, Bench.noStripe());
    bench.mirror.acquaint(bench.workspace, CUSTOMER, Optional.of(SUBSCRIPTION));

    assertThat(other.knows(other.workspace, CUSTOMER, Optional.of(SUBSCRIPTION))).isFalse();
    assertThat(other.desk.recall(other.workspace, SUBSCRIPTION)).isEmpty();
  }
}
