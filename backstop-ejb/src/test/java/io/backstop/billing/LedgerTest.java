package io.backstop.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.billing.BillingOrder.Cancel;
import io.backstop.billing.BillingOrder.Discount;
import io.backstop.billing.PaperStripe.Fault;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.workspace.Workspace.CancelTiming;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The races and promises that the ledger's documentation names. */
class LedgerTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final BillingOrder CANCEL =
      new Cancel(CancelTiming.PERIOD_END, Optional.empty(), Optional.empty());

  private final TestClock clock = new TestClock(NOW);
  private final PaperStripe stripe = new PaperStripe(clock::instant);
  private final Bench bench = new Bench(stripe, clock, Bench.noStripe());

  private BillingReceipt carryOut(SessionId session, BillingOrder order, Admission admission) {
    return bench.desk.carryOut(
        bench.workspace, session, PaperStripe.CUSTOMER, PaperStripe.SUBSCRIPTION, order, admission);
  }

  private BillingReceipt cancel() {
    return carryOut(bench.session(), CANCEL, () -> {});
  }

  @Test
  void ifTheAdmissionRefusesNothingIsStoredOrSent() {
    Refusal dead = new Refusal(RefusalCode.LINK_DEAD, "spent");

    assertThatThrownBy(
            () ->
                carryOut(
                    bench.session(),
                    CANCEL,
                    () -> {
                      throw dead;
                    }))
        .isSameAs(dead);

    assertThat(bench.attempts()).isZero();
    assertThat(stripe.sent).isEmpty();
  }

  @Test
  void tenConfirmationsOfOneSessionAreOne() throws Exception {
    SessionId session = bench.session();
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(10);
    try {
      List<Future<String>> answers =
          IntStream.range(0, 10)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            start.await();
                            try {
                              return carryOut(session, CANCEL, () -> {}).state().name();
                            } catch (Refusal refusal) {
                              return refusal.code().name();
                            }
                          }))
              .toList();
      start.countDown();
      int applied = 0;
      for (Future<String> answer : answers) {
        String told = answer.get();
        assertThat(told).isIn("APPLIED", "ALREADY_CONFIRMING");
        applied += told.equals("APPLIED") ? 1 : 0;
      }
      assertThat(applied).isEqualTo(1);
    } finally {
      threads.shutdown();
    }
    assertThat(stripe.effects).hasSize(1);
    assertThat(bench.receipts).hasSize(1);
  }

  @Test
  void twoSweepersAtOnceHaveOneEffect() throws Exception {
    stripe.faults.add(Fault.LOST_BEFORE);
    carryOut(bench.session(), new Discount(20, 3), () -> {});
    clock.advance(Duration.ofSeconds(11));
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<? extends Future<?>> sweeps =
          IntStream.range(0, 4)
              .mapToObj(i -> bench.sweeper())
              .map(
                  sweeper ->
                      threads.submit(
                          () -> {
                            start.await();
                            sweeper.sweep();
                            return null;
                          }))
              .toList();
      start.countDown();
      for (Future<?> sweep : sweeps) {
        sweep.get();
      }
    } finally {
      threads.shutdown();
    }

    assertThat(stripe.effects).hasSize(1);
    assertThat(bench.receipts).hasSize(1);
    assertThat(bench.attempt().tries()).isEqualTo(1);
  }

  @Test
  void aSweeperThatOutlivesItsLeaseSendsTheSameUnderTheSameKey() {
    stripe.faults.add(Fault.LOST_BEFORE);
    carryOut(bench.session(), new Discount(20, 3), () -> {});
    clock.advance(Duration.ofSeconds(11));
    Attempt slow = bench.ledger.lease().orElseThrow();
    clock.advance(AttemptLedger.LEASE);
    bench.sweeper().sweep();

    Attempt late = bench.ledger.conclude(slow, bench.teller().perform(bench.workspace, slow));

    assertThat(late.state()).isEqualTo(AttemptState.APPLIED);
    assertThat(stripe.effects).hasSize(1);
    assertThat(bench.receipts).hasSize(1);
  }

  @Test
  void ofTwoThatWouldMakeANewRoundOneDoes() {
    stripe.down = true;
    cancel();
    stripe.down = false;
    Attempt open = bench.attempt();

    assertThat(bench.ledger.freeze(open, List.of(), Optional.empty())).isPresent();
    assertThat(bench.ledger.freeze(open, List.of(), Optional.empty())).isEmpty();
    assertThat(bench.attempt().state()).isEqualTo(AttemptState.CONFIRMING);
  }

  @Test
  void theFirstConclusionCounts() {
    cancel();
    Attempt applied = bench.attempt();

    Attempt second = bench.ledger.conclude(applied, Finding.unknown(Optional.empty(), false));

    assertThat(second.state()).isEqualTo(AttemptState.APPLIED);
    assertThat(bench.receipts).hasSize(1);
  }

  @Test
  void aFailingRecordRollsTheConclusionBackAndIsMadeGoodLater() {
    bench.recordsFail = true;
    BillingReceipt told = cancel();
    assertThat(told.state()).isEqualTo(BillingReceipt.State.PENDING);
    assertThat(bench.attempt().state()).isEqualTo(AttemptState.CONFIRMING);
    bench.recordsFail = false;
    clock.advance(Duration.ofSeconds(61));

    bench.sweeper().sweep();

    assertThat(bench.attempt().state()).isEqualTo(AttemptState.APPLIED);
    assertThat(stripe.effects).hasSize(1);
    assertThat(bench.receipts).hasSize(1);
  }

  @Test
  void anUnknownSubscriptionIsRefusedBeforeAnythingIsStored() {
    assertThatThrownBy(
            () -> bench.carryOut(PaperStripe.CUSTOMER, new SubscriptionId("sub_of_nobody"), CANCEL))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.code()).isEqualTo(RefusalCode.SUBSCRIPTION_NOT_FOUND));
    assertThat(bench.attempts()).isZero();
  }

  @Test
  void anotherCustomersSubscriptionIsRefusedBeforeAnythingIsStored() {
    assertThatThrownBy(
            () -> bench.carryOut(new CustomerId("cus_other"), PaperStripe.SUBSCRIPTION, CANCEL))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.code()).isEqualTo(RefusalCode.SUBSCRIPTION_NOT_FOUND));
    assertThat(bench.attempts()).isZero();
    assertThat(stripe.sent).isEmpty();
  }

  @Test
  void theMirrorIsAsFreshAsTheReceipt() {
    cancel();

    assertThat(bench.desk.recall(bench.workspace, PaperStripe.SUBSCRIPTION))
        .map(SubscriptionSnapshot::cancelAt)
        .contains(Optional.of(stripe.items.get(0).periodEnd()));
  }
}
