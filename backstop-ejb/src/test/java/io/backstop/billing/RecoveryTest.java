package io.backstop.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.billing.BillingOrder.Cancel;
import io.backstop.billing.BillingOrder.Discount;
import io.backstop.billing.BillingOrder.Pause;
import io.backstop.billing.PaperStripe.Fault;
import io.backstop.billing.PaperStripe.Sent;
import io.backstop.workspace.Workspace.CancelTiming;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of an attempt when Stripe says something strange, or nothing. */
class RecoveryTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final BillingOrder CANCEL =
      new Cancel(CancelTiming.PERIOD_END, Optional.of("unused"), Optional.of("bye"));
  private static final BillingOrder CANCEL_NOW =
      new Cancel(CancelTiming.IMMEDIATELY, Optional.empty(), Optional.empty());
  private static final BillingOrder PAUSE = new Pause(NOW.plus(Duration.ofDays(60)));

  private final TestClock clock = new TestClock(NOW);
  private final PaperStripe stripe = new PaperStripe(clock::instant);
  private final Bench bench = new Bench(stripe, clock, Bench.noStripe());

  private BillingReceipt carryOut(BillingOrder order) {
    return bench.carryOut(PaperStripe.CUSTOMER, PaperStripe.SUBSCRIPTION, order);
  }

  private void sweepAfter(Duration pause) {
    clock.advance(pause);
    bench.sweeper().sweep();
  }

  @Test
  void aResetIsTriedOnceMoreWithTheSameKeyWhileTheCustomerWaits() {
    stripe.faults.add(Fault.RESET_ONCE);

    assertThat(carryOut(PAUSE).state()).isEqualTo(BillingReceipt.State.APPLIED);
    assertThat(stripe.effects).hasSize(1);
  }

  @Test
  void aSecondResetIsPending() {
    stripe.faults.add(Fault.RESET_ONCE);
    stripe.faults.add(Fault.RESET_ONCE);

    assertThat(carryOut(PAUSE).state()).isEqualTo(BillingReceipt.State.PENDING);
    assertThat(stripe.sent).isEmpty();
  }

  @Test
  void aStored500IsReadAndThenTriedWithANewKey() {
    stripe.faults.add(Fault.STORED_500);
    BillingReceipt told = carryOut(PAUSE);
    assertThat(told.state()).isEqualTo(BillingReceipt.State.PENDING);

    sweepAfter(Duration.ofSeconds(11));
    assertThat(bench.attempt().keySpent()).as("the failure was replayed").isTrue();
    sweepAfter(Duration.ofMinutes(2));

    assertThat(bench.attempt().state()).isEqualTo(AttemptState.APPLIED);
    assertThat(stripe.effects).extracting(Sent::key).containsExactly(told.attemptId() + ".r2");
    assertThat(stripe.reads()).as("one before each try").isEqualTo(3);
  }

  @Test
  void aKeyOlderThan23HoursIsNotUsedAgain() {
    stripe.faults.add(Fault.LOST_BEFORE);
    BillingReceipt told = carryOut(PAUSE);
    stripe.down = true;
    sweepAfter(Duration.ofSeconds(11));
    clock.advance(Duration.ofHours(23));
    stripe.down = false;
    stripe.forgetKeys();

    bench.sweeper().sweep();

    assertThat(stripe.effects).extracting(Sent::key).containsExactly(told.attemptId() + ".r2");
  }

  @Test
  void anOldKeyIsNotNeededWhenTheReadShowsTheEffect() {
    stripe.faults.add(Fault.LOST_AFTER);
    carryOut(new Discount(20, 3));
    stripe.forgetKeys();

    sweepAfter(Duration.ofHours(30));

    assertThat(bench.attempt().state()).isEqualTo(AttemptState.APPLIED);
    assertThat(stripe.effects).hasSize(1);
  }

  @Test
  void aNewRoundIsFrozenFromAFreshRead() {
    stripe.faults.add(Fault.STORED_500);
    stripe.passes = 1; // the coupon is made
    carryOut(new Discount(20, 3));
    stripe.discounts.put("di_meanwhile", "given_by_support");

    sweepAfter(Duration.ofSeconds(11));
    sweepAfter(Duration.ofMinutes(2));

    assertThat(stripe.discounts.values()).containsExactly("given_by_support", "backstop_20pct_3mo");
  }

  @Test
  void aMarkThatALaterAttemptHasOverwrittenIsNoReasonToDoItTwice() {
    stripe.faults.add(Fault.LOST_AFTER);
    stripe.passes = 1; // the coupon is made
    carryOut(new Discount(20, 3));
    stripe.forgetKeys();
    stripe.mark = "att_of_a_later_visit";

    sweepAfter(Duration.ofHours(30));

    assertThat(bench.attempt().state()).isEqualTo(AttemptState.APPLIED);
    assertThat(stripe.effects).hasSize(1);
  }

  @Test
  void whatALaterAttemptHasUndoneIsNotDoneAgain() {
    stripe.faults.add(Fault.LOST_AFTER);
    carryOut(PAUSE);
    stripe.pausedUntil = null;
    stripe.mark = "att_of_a_later_visit";

    sweepAfter(Duration.ofHours(30));

    assertThat(bench.attempt().state()).isEqualTo(AttemptState.NOT_APPLIED);
    assertThat(stripe.effects).hasSize(1);
    assertThat(bench.receipts)
        .extracting(BillingReceipt::state)
        .containsExactly(BillingReceipt.State.REJECTED);
  }

  @Test
  void aCancellationThatWasTakenBackIsNotRepeated() {
    stripe.faults.add(Fault.LOST_AFTER);
    carryOut(CANCEL);
    stripe.cancelAt = null; // the merchant's support has undone it, the mark is still ours

    sweepAfter(Duration.ofSeconds(11));

    assertThat(bench.attempt().state()).isEqualTo(AttemptState.APPLIED);
    assertThat(stripe.cancelAt).isNull();
  }

  @Test
  void aSecondDeleteThatFindsNothingIsApplied() {
    stripe.faults.add(Fault.LOST_AFTER);
    carryOut(CANCEL_NOW);
    stripe.forgetKeys();
    Attempt attempt = bench.attempt();

    Finding finding = bench.teller().perform(bench.workspace, attempt);

    assertThat(finding.state()).isEqualTo(AttemptState.APPLIED);
    assertThat(finding.effectiveAt()).contains(NOW);
  }

  @Test
  void aRefusedCancellationIsPendingAndTriedWithNewKeysUntilItIsThrough() {
    for (int i = 0; i < 6; i++) {
      stripe.faults.add(Fault.REFUSE);
    }
    BillingReceipt told = carryOut(CANCEL);
    assertThat(told.state()).isEqualTo(BillingReceipt.State.PENDING);

    for (int i = 0; i < 6; i++) {
      sweepAfter(Duration.ofHours(1));
    }

    assertThat(bench.attempt().state()).isEqualTo(AttemptState.APPLIED);
    assertThat(stripe.sent).extracting(Sent::key).doesNotHaveDuplicates().hasSize(7);
    assertThat(stripe.sent.get(1).form()).containsKey("cancellation_details[comment]");
    assertThat(stripe.effects.get(0).form().keySet())
        .as("what only informs is left out in the end")
        .noneMatch(name -> name.startsWith("cancellation_details"));
    assertThat(bench.receipts)
        .extracting(BillingReceipt::state)
        .containsExactly(BillingReceipt.State.APPLIED);
  }

  @Test
  void aCancellationIsNotGivenUpBefore30Days() {
    stripe.down = true;
    carryOut(CANCEL);
    for (int day = 0; day < 29; day++) {
      sweepAfter(Duration.ofDays(1));
    }
    assertThat(bench.attempt().state()).isEqualTo(AttemptState.OPEN);
    stripe.down = false;
    sweepAfter(Duration.ofHours(2));

    assertThat(bench.attempt().state()).isEqualTo(AttemptState.APPLIED);
  }

  @Test
  void aCancellationThatIsGivenUpIsNoAnswerToACustomer() {
    stripe.down = true;
    carryOut(CANCEL);
    sweepAfter(Duration.ofDays(31));

    assertThat(bench.attempt().state()).isEqualTo(AttemptState.NOT_APPLIED);
    assertThat(bench.receipts).isEmpty();
  }

  @Test
  void anOfferIsGivenUpAfterThreeDaysByAReading() {
    stripe.faults.add(Fault.LOST_BEFORE);
    carryOut(new Discount(20, 3));
    stripe.down = true;
    sweepAfter(Duration.ofDays(2));
    assertThat(bench.attempt().state()).isEqualTo(AttemptState.UNKNOWN);
    sweepAfter(Duration.ofDays(2));
    assertThat(bench.attempt().state()).as("nothing was read").isEqualTo(AttemptState.UNKNOWN);
    stripe.down = false;
    sweepAfter(Duration.ofHours(2));

    assertThat(stripe.effects).isEmpty();
    assertThat(bench.attempt().state()).isEqualTo(AttemptState.NOT_APPLIED);
    assertThat(bench.receipts)
        .extracting(BillingReceipt::state)
        .containsExactly(BillingReceipt.State.REJECTED);
  }

  @Test
  void whatWasAppliedIsNotCalledRefusedBecauseStripeWasAwayTooLong() {
    stripe.faults.add(Fault.LOST_AFTER);
    carryOut(PAUSE);
    stripe.down = true;
    sweepAfter(Duration.ofDays(4));
    stripe.down = false;
    sweepAfter(Duration.ofHours(2));

    assertThat(bench.attempt().state()).isEqualTo(AttemptState.APPLIED);
  }

  @Test
  void whatCannotBeReadWithThisKeyWaitsForAnotherOne() {
    stripe.faults.add(Fault.LOST_AFTER);
    carryOut(PAUSE);
    stripe.gone = true; // the key is another account's
    sweepAfter(Duration.ofSeconds(11));
    assertThat(bench.attempt().state()).isEqualTo(AttemptState.UNKNOWN);
    stripe.gone = false;
    sweepAfter(Duration.ofMinutes(1));

    assertThat(bench.attempt().state()).isEqualTo(AttemptState.APPLIED);
    assertThat(stripe.effects).hasSize(1);
  }

  @Test
  void aNodeThatDoesNotKnowTheWorkspaceSaysNothingOfItsOrders() {
    stripe.faults.add(Fault.LOST_AFTER);
    carryOut(PAUSE);
    clock.advance(Duration.ofSeconds(11));
    bench.sweeperWithoutWorkspaces().sweep();

    assertThat(bench.attempt().state()).isEqualTo(AttemptState.UNKNOWN);
    assertThat(bench.receipts).isEmpty();
  }

  @Test
  void anOrderThatNobodyCouldReadForThirtyDaysIsGivenUp() {
    stripe.faults.add(Fault.LOST_AFTER);
    carryOut(PAUSE);
    stripe.gone = true;
    sweepAfter(Duration.ofDays(31));

    assertThat(bench.attempt().state()).isEqualTo(AttemptState.NOT_APPLIED);
  }

  @Test
  void whatHasChangedSinceItWasFrozenIsWrittenAnew() {
    stripe.faults.add(Fault.LOST_BEFORE);
    stripe.passes = 1; // the coupon is made
    carryOut(new Discount(20, 3));
    stripe.discounts.put("di_meanwhile", "given_by_support");

    sweepAfter(Duration.ofSeconds(11));

    assertThat(stripe.discounts.values()).containsExactly("given_by_support", "backstop_20pct_3mo");
    assertThat(bench.attempt().state()).isEqualTo(AttemptState.APPLIED);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"LOST_BEFORE", "STORED_500"})
  void aPlanIsNotSwitchedForMoreThanWasAgreedTo(Fault fault) {
    stripe.faults.add(fault);
    carryOut(new BillingOrder.SwitchPlan("price_basic", NOW));
    stripe.items =
        List.of(
            PaperStripe.item(
                "si_1", "price_pro", 4_900, 10, "month", NOW.plus(Duration.ofDays(20))));

    sweepAfter(Duration.ofSeconds(11));
    sweepAfter(Duration.ofMinutes(2));

    assertThat(stripe.effects).isEmpty();
    assertThat(bench.attempt().state()).isEqualTo(AttemptState.NOT_APPLIED);
  }

  @Test
  void anOfferThatCannotBeWrittenIsNotTriedForDays() {
    stripe.down = true;
    carryOut(new Discount(20, 3));
    stripe.down = false;
    stripe.coupons.put(
        "backstop_20pct_3mo",
        new BillingGateway.Coupon("backstop_20pct_3mo", 50, "forever", 0, true));

    sweepAfter(Duration.ofSeconds(11));

    assertThat(stripe.sent).isEmpty();
    assertThat(bench.attempt().state()).isEqualTo(AttemptState.NOT_APPLIED);
  }

  @Test
  void whatSuitsNoLongerIsNotSent() {
    stripe.faults.add(Fault.LOST_BEFORE);
    carryOut(PAUSE);
    stripe.cancelAt = NOW.plus(Duration.ofDays(20));
    stripe.schedule = "sub_sched_of_the_merchant";

    sweepAfter(Duration.ofSeconds(11));

    assertThat(stripe.sent).isEmpty();
    assertThat(bench.attempt().state()).isEqualTo(AttemptState.NOT_APPLIED);
  }

  @Test
  void pausesGrowToAnHour() {
    stripe.down = true;
    carryOut(CANCEL);
    Instant before = bench.attempt().nextTryAt();
    assertThat(before).isEqualTo(NOW.plusSeconds(10));
    for (int i = 0; i < 12; i++) {
      clock.advance(Duration.ofHours(1));
      bench.sweeper().sweep();
    }
    assertThat(Duration.between(clock.instant(), bench.attempt().nextTryAt()))
        .isEqualTo(Duration.ofHours(1));
  }

  @Test
  void anUnreadableSubscriptionKeepsACancellationWaiting() {
    stripe.down = true;
    carryOut(CANCEL);
    assertThat(bench.attempt().keyRound()).isZero();
    sweepAfter(Duration.ofSeconds(11));
    assertThat(bench.attempt().state()).isEqualTo(AttemptState.OPEN);
    assertThat(stripe.sent).isEmpty();
  }
}
