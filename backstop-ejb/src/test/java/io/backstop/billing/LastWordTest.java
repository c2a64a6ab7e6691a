package io.backstop.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstop.billing.BillingOrder.Cancel;
import io.backstop.billing.BillingOrder.Pause;
import io.backstop.billing.BillingOrder.UndoCancel;
import io.backstop.billing.PaperStripe.Fault;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.workspace.Workspace.CancelTiming;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Orders of several sessions on one subscription: what the customer has said last is what holds.
 */
class LastWordTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final BillingOrder CANCEL =
      new Cancel(CancelTiming.PERIOD_END, Optional.empty(), Optional.empty());
  private static final BillingOrder CANCEL_NOW =
      new Cancel(CancelTiming.IMMEDIATELY, Optional.empty(), Optional.empty());
  private static final BillingOrder UNDO = new UndoCancel();
  private static final BillingOrder PAUSE = new Pause(NOW.plus(Duration.ofDays(60)));

  private final TestClock clock = new TestClock(NOW);
  private final PaperStripe stripe = new PaperStripe(clock::instant);
  private final Bench bench = new Bench(stripe, clock, Bench.noStripe());

  private BillingReceipt carryOut(BillingOrder order) {
    return bench.carryOut(PaperStripe.CUSTOMER, PaperStripe.SUBSCRIPTION, order);
  }

  private AttemptState state(BillingReceipt receipt) {
    return bench.attempt(receipt).state();
  }

  private void sweepAfter(Duration pause) {
    clock.advance(pause);
    bench.sweeper().sweep();
  }

  private void settle() {
    for (int i = 0; i < 6; i++) {
      sweepAfter(Duration.ofMinutes(3));
    }
  }

  private void assertStandsBack(BillingOrder order) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> carryOut(order))
        .matches(refusal -> refusal.code() == RefusalCode.ALREADY_CONFIRMING);
  }

  @Test
  void aCancellationOfWhichNothingIsKnownYetIsNotTakenBackBehindItsBack() {
    stripe.faults.add(Fault.LOST_AFTER);
    BillingReceipt cancelled = carryOut(CANCEL);
    assertThat(cancelled.state()).isEqualTo(BillingReceipt.State.PENDING);
    assertStandsBack(UNDO);

    sweepAfter(Duration.ofSeconds(11));
    assertThat(state(cancelled)).isEqualTo(AttemptState.APPLIED);
    assertThat(carryOut(UNDO).state()).isEqualTo(BillingReceipt.State.APPLIED);
    settle();

    assertThat(stripe.cancelAt).isNull();
  }

  @Test
  void anOrderIsNotBegunWhileAnotherOneIsUnderWay() {
    stripe.faults.add(Fault.LOST_BEFORE);
    carryOut(PAUSE);

    assertStandsBack(new BillingOrder.Discount(20, 3));
    assertThat(bench.attempts()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"LOST_BEFORE", "LOST_AFTER", "STORED_500"})
  void aTakingBackThatIsUnderWayNeverUndoesTheCancellationAfterIt(Fault fault) {
    stripe.cancelAt = NOW.plus(Duration.ofDays(20));
    stripe.endsWithPeriod = true;
    stripe.faults.add(fault);
    BillingReceipt undone = carryOut(UNDO);
    BillingReceipt cancelled = carryOut(CANCEL);
    assertThat(List.of(undone.state(), cancelled.state()))
        .as("the other one may still arrive")
        .containsOnly(BillingReceipt.State.PENDING);
    settle();

    assertThat(stripe.cancelAt).isNotNull();
    assertThat(state(cancelled)).isEqualTo(AttemptState.APPLIED);
    assertThat(state(undone).settled()).isTrue();
  }

  @Test
  void aSecondCancellationLeavesTheFirstOneWaitingToo() {
    stripe.cancelAt = NOW.plus(Duration.ofDays(20));
    stripe.endsWithPeriod = true;
    List<BillingReceipt> cancelled = new ArrayList<>();
    stripe.beforeArrival =
        () -> {
          cancelled.add(carryOut(CANCEL));
          cancelled.add(carryOut(CANCEL));
          sweepAfter(Duration.ofSeconds(11));
          assertThat(cancelled).allMatch(each -> state(each) == AttemptState.UNKNOWN);
        };

    carryOut(UNDO);
    settle();

    assertThat(stripe.cancelAt).isNotNull();
    assertThat(cancelled).hasSize(2).allMatch(each -> state(each) == AttemptState.APPLIED);
  }

  @Test
  void whatHasEndedCannotBeTakenBack() {
    stripe.cancelAt = NOW.plus(Duration.ofDays(20));
    stripe.endsWithPeriod = true;
    stripe.faults.add(Fault.LOST_BEFORE);
    carryOut(UNDO);
    stripe.cancelAt = null;

    assertThat(carryOut(CANCEL_NOW).state()).isEqualTo(BillingReceipt.State.APPLIED);
  }

  @Test
  void aPauseUnderWayKeepsNoCancellationWaiting() {
    stripe.faults.add(Fault.LOST_BEFORE);
    BillingReceipt paused = carryOut(PAUSE);
    assertThat(carryOut(CANCEL).state()).isEqualTo(BillingReceipt.State.APPLIED);
    settle();

    assertThat(state(paused)).isEqualTo(AttemptState.NOT_APPLIED);
    assertThat(stripe.pausedUntil).isNull();
  }

  @Test
  void aCancellationUnderWayIsNothingThatMightTakeItBack() {
    stripe.faults.add(Fault.LOST_AFTER);
    carryOut(CANCEL);
    assertThat(isUnderWay()).isFalse();
  }

  @Test
  void whatIsOvertakenIsUnderWayNoMore() {
    stripe.faults.add(Fault.LOST_BEFORE);
    carryOut(PAUSE);
    assertThat(isUnderWay()).isTrue();

    carryOut(CANCEL);
    assertThat(isUnderWay()).isFalse();
  }

  private boolean isUnderWay() {
    return bench.desk.isUnderWay(bench.workspace, PaperStripe.SUBSCRIPTION);
  }

  @Test
  void aTakingBackThatWaitsForStripeIsNotSentAfterTheCancellation() {
    stripe.cancelAt = NOW.plus(Duration.ofDays(20));
    stripe.endsWithPeriod = true;
    stripe.down = true;
    BillingReceipt undone = carryOut(UNDO);
    for (int i = 0; i < 12; i++) {
      sweepAfter(Duration.ofHours(1));
    }
    stripe.down = false;
    BillingReceipt cancelled = carryOut(CANCEL);
    settle();

    assertThat(stripe.sent).as("it was ending already, and stays so").isEmpty();
    assertThat(state(undone)).isEqualTo(AttemptState.NOT_APPLIED);
    assertThat(state(cancelled)).isEqualTo(AttemptState.APPLIED);
    assertThat(bench.attempt(cancelled).effectiveAt()).contains(stripe.cancelAt);
  }

  @Test
  void whatIsOnItsWayWhileTheCancellationIsToldPendingIsOverwritten() {
    stripe.cancelAt = NOW.plus(Duration.ofDays(20));
    stripe.endsWithPeriod = true;
    AtomicReference<BillingReceipt> cancelled = new AtomicReference<>();
    stripe.beforeArrival = () -> cancelled.set(carryOut(CANCEL));

    BillingReceipt undone = carryOut(UNDO);

    assertThat(cancelled.get().state()).isEqualTo(BillingReceipt.State.PENDING);
    assertThat(undone.state()).isEqualTo(BillingReceipt.State.APPLIED);
    assertThat(stripe.cancelAt).as("it arrived after the cancellation").isNull();
    settle();
    assertThat(stripe.cancelAt).isNotNull();
    assertThat(state(cancelled.get())).isEqualTo(AttemptState.APPLIED);
  }

  @Test
  void aCancellationThatReadBeforeAnotherOrderWasAppliedIsWrittenFromANewReading() {
    stripe.cancelAt = NOW.plus(Duration.ofDays(20));
    stripe.endsWithPeriod = true;
    stripe.afterReading = () -> carryOutLater(UNDO);

    BillingReceipt cancelled = carryOut(CANCEL);

    assertThat(stripe.cancelAt).as("taken back after the reading").isNull();
    assertThat(cancelled.state()).isEqualTo(BillingReceipt.State.PENDING);
    sweepAfter(Duration.ofSeconds(11));
    assertThat(stripe.cancelAt).isNotNull();
    assertThat(state(cancelled)).isEqualTo(AttemptState.APPLIED);
  }

  @Test
  void anOrderThatReadBeforeAnotherOneWasAppliedStandsBack() {
    stripe.afterReading = () -> carryOutLater(PAUSE);

    assertStandsBack(new BillingOrder.Discount(20, 3));
    assertThat(stripe.discounts).isEmpty();
  }

  private void carryOutLater(BillingOrder order) {
    clock.advance(Duration.ofMillis(1));
    assertThat(carryOut(order).state()).isEqualTo(BillingReceipt.State.APPLIED);
  }

  @Test
  void anAnswerFromBeforeIsNotTakenForHowItIs() {
    stripe.faults.add(Fault.LOST_AFTER);
    BillingReceipt cancelled = carryOut(CANCEL);
    stripe.cancelAt = null; // and the mark with it: whoever did that was not the customer
    stripe.mark = null;

    sweepAfter(Duration.ofSeconds(11));
    assertThat(state(cancelled)).isEqualTo(AttemptState.UNKNOWN);
    sweepAfter(Duration.ofMinutes(1));

    assertThat(state(cancelled)).isEqualTo(AttemptState.APPLIED);
    assertThat(stripe.cancelAt).isNotNull();
  }
}
