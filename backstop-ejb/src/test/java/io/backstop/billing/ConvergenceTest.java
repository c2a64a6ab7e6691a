package io.backstop.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.billing.Bench.LedgerCrash;
import io.backstop.billing.BillingOrder.Cancel;
import io.backstop.billing.BillingOrder.Discount;
import io.backstop.billing.BillingOrder.Gift;
import io.backstop.billing.BillingOrder.Pause;
import io.backstop.billing.BillingOrder.Resume;
import io.backstop.billing.BillingOrder.SwitchPlan;
import io.backstop.billing.BillingOrder.TrialExtension;
import io.backstop.billing.BillingOrder.UndoCancel;
import io.backstop.billing.PaperStripe.Fault;
import io.backstop.workspace.Workspace.CancelTiming;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wherever the machine stops, the sweeper brings every order to one effect and one receipt. */
class ConvergenceTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final TestClock clock = new TestClock(NOW);
  private final PaperStripe stripe = new PaperStripe(clock::instant);
  private final Bench bench = new Bench(stripe, clock, Bench.noStripe());

  enum Stop {
    BEFORE_THE_CALL,
    AFTER_THE_CALL,
    BEFORE_THE_LAST_LEG,
    BEFORE_CONCLUDE,
    AFTER_CONCLUDE
  }

  static Map<String, BillingOrder> orders() {
    return Map.ofEntries(
        Map.entry(
            "cancel at period end",
            new Cancel(CancelTiming.PERIOD_END, Optional.of("unused"), Optional.of("bye"))),
        Map.entry(
            "cancel now", new Cancel(CancelTiming.IMMEDIATELY, Optional.empty(), Optional.empty())),
        Map.entry(
            "cancel a scheduled one",
            new Cancel(CancelTiming.PERIOD_END, Optional.empty(), Optional.empty())),
        Map.entry("discount", new Discount(20, 3)),
        Map.entry("gift", new Gift(2)),
        Map.entry("pause", new Pause(NOW.plus(Duration.ofDays(60)))),
        Map.entry("resume", new Resume()),
        Map.entry("switch", new SwitchPlan("price_lite", NOW)),
        Map.entry("trial", new TrialExtension(NOW.plus(Duration.ofDays(12)))),
        Map.entry("undo cancel", new UndoCancel()),
        Map.entry("undo cancel on a day", new UndoCancel()));
  }

  static Stream<Arguments> everyOrderAtEveryStop() {
    return orders().keySet().stream()
        .sorted()
        .flatMap(order -> Arrays.stream(Stop.values()).map(stop -> Arguments.of(order, stop)));
  }

  @ParameterizedTest(name = "{0}, stopped {1}")
  @MethodSource("everyOrderAtEveryStop")
  void oneEffectWhereverTheMachineStops(String name, Stop stop) {
    BillingOrder order = orders().get(name);
    prepare(name, order);
    arrange(stop, Set.of("cancel a scheduled one", "discount", "gift").contains(name) ? 2 : 1);

    assertThatThrownBy(() -> bench.carryOut(PaperStripe.CUSTOMER, PaperStripe.SUBSCRIPTION, order))
        .isInstanceOf(Crash.class);
    bench.crash = LedgerCrash.NONE;

    bench.sweeper().sweep();
    assertThat(bench.attempt().state())
        .as("a request that may still run is left alone")
        .isEqualTo(stop == Stop.AFTER_CONCLUDE ? AttemptState.APPLIED : AttemptState.CONFIRMING);
    clock.advance(Duration.ofSeconds(61));
    bench.sweeper().sweep();
    clock.advance(Duration.ofHours(2));
    bench.sweeper().sweep();

    assertThat(bench.attempt().state()).isEqualTo(AttemptState.APPLIED);
    assertThat(stripe.effects).hasSize(1);
    assertThat(bench.receipts).hasSize(1);
    assertThat(bench.receipts.get(0).state()).isEqualTo(BillingReceipt.State.APPLIED);
    assertThat(bench.receipts.get(0).effectiveAt().isPresent()).isEqualTo(order instanceof Cancel);
  }

  private void prepare(String name, BillingOrder order) {
    if (name.contains("scheduled")) {
      stripe.schedule = "sub_sched_1";
    }
    if (order instanceof Resume) {
      stripe.pausedUntil = NOW.plus(Duration.ofDays(40));
    }
    if (order instanceof UndoCancel) {
      stripe.cancelAt = NOW.plus(Duration.ofDays(20));
      stripe.endsWithPeriod = !name.endsWith("day");
    }
    if (order instanceof TrialExtension) {
      stripe.status = "trialing";
      stripe.trialEnd = NOW.plus(Duration.ofDays(2));
    }
  }

  private void arrange(Stop stop, int legs) {
    switch (stop) {
      case BEFORE_THE_CALL -> stripe.faults.add(Fault.CRASH_BEFORE);
      case AFTER_THE_CALL -> stripe.faults.add(Fault.CRASH_AFTER);
      case BEFORE_THE_LAST_LEG -> {
        stripe.passes = legs - 1;
        stripe.faults.add(Fault.CRASH_BEFORE);
      }
      case BEFORE_CONCLUDE -> bench.crash = LedgerCrash.BEFORE_CONCLUDE;
      case AFTER_CONCLUDE -> bench.crash = LedgerCrash.AFTER_CONCLUDE;
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void anAnswerThatIsLostIsPendingAndThenSettled(String name) {
    BillingOrder order = orders().get(name);
    prepare(name, order);
    stripe.faults.add(Fault.LOST_AFTER);

    BillingReceipt told = bench.carryOut(PaperStripe.CUSTOMER, PaperStripe.SUBSCRIPTION, order);
    assertThat(told.state()).isEqualTo(BillingReceipt.State.PENDING);
    assertThat(bench.receipts).isEmpty();
    clock.advance(Duration.ofSeconds(11));
    bench.sweeper().sweep();

    assertThat(bench.attempt().state()).isEqualTo(AttemptState.APPLIED);
    assertThat(stripe.effects).hasSize(1);
    assertThat(bench.receipts)
        .extracting(BillingReceipt::attemptId)
        .containsExactly(told.attemptId());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void stripeDownIsPendingAndAppliedLater(String name) {
    BillingOrder order = orders().get(name);
    prepare(name, order);
    stripe.down = true;

    BillingReceipt told = bench.carryOut(PaperStripe.CUSTOMER, PaperStripe.SUBSCRIPTION, order);
    assertThat(told.state()).isEqualTo(BillingReceipt.State.PENDING);
    assertThat(bench.attempt().state()).isEqualTo(AttemptState.OPEN);
    clock.advance(Duration.ofSeconds(11));
    bench.sweeper().sweep();
    assertThat(bench.attempt().state()).isEqualTo(AttemptState.OPEN);
    stripe.down = false;
    clock.advance(Duration.ofMinutes(5));
    bench.sweeper().sweep();

    assertThat(bench.attempt().state()).isEqualTo(AttemptState.APPLIED);
    assertThat(stripe.effects).hasSize(1);
    assertThat(bench.receipts).hasSize(1);
  }

  static List<String> names() {
    return orders().keySet().stream().sorted().toList();
  }
}
