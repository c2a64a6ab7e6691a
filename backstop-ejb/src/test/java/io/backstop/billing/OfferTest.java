package io.backstop.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.backstop.billing.BillingOrder.Cancel;
import io.backstop.billing.BillingOrder.Discount;
import io.backstop.billing.BillingOrder.Gift;
import io.backstop.billing.BillingOrder.Pause;
import io.backstop.billing.BillingOrder.Resume;
import io.backstop.billing.BillingOrder.SwitchPlan;
import io.backstop.billing.BillingOrder.TrialExtension;
import io.backstop.billing.BillingOrder.UndoCancel;
import io.backstop.billing.PaperStripe.Fault;
import io.backstop.billing.PaperStripe.Sent;
import io.backstop.workspace.Workspace.CancelTiming;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be offered, and what is sent when it is taken. */
class OfferTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final BillingOrder DISCOUNT = new Discount(20, 3);
  private static final BillingOrder GIFT = new Gift(2);
  private static final BillingOrder PAUSE = new Pause(NOW.plus(Duration.ofDays(60)));
  private static final BillingOrder SWITCH = new SwitchPlan("price_lite", NOW);
  private static final BillingOrder TRIAL = new TrialExtension(NOW.plus(Duration.ofDays(12)));
  private static final BillingOrder CANCEL =
      new Cancel(CancelTiming.PERIOD_END, Optional.empty(), Optional.empty());
  private static final List<BillingOrder> ALL = List.of(DISCOUNT, GIFT, PAUSE, SWITCH, TRIAL);

  private final TestClock clock = new TestClock(NOW);
  private final PaperStripe stripe = new PaperStripe(clock::instant);
  private final Bench bench = new Bench(stripe, clock, Bench.noStripe());

  private List<BillingOrder> suiting() {
    return ALL.stream()
        .filter(order -> bench.desk.suits(order, stripe.sighting().snapshot()))
        .toList();
  }

  private BillingReceipt take(BillingOrder order) {
    return bench.carryOut(PaperStripe.CUSTOMER, PaperStripe.SUBSCRIPTION, order);
  }

  private Map<String, String> form() {
    return stripe.effects.get(0).form();
  }

  @Test
  void anActiveSubscriptionSuitsAllButATrialExtension() {
    assertThat(suiting()).containsExactly(DISCOUNT, GIFT, PAUSE, SWITCH);
  }

  @Test
  void aTrialIsExtendedOrDiscountedOrSwitched() {
    stripe.status = "trialing";
    stripe.trialEnd = NOW.plus(Duration.ofDays(5));
    assertThat(suiting()).containsExactly(DISCOUNT, SWITCH, TRIAL);
  }

  @Test
  void aTrialIsNotShortened() {
    stripe.status = "trialing";
    stripe.trialEnd = NOW.plus(Duration.ofDays(30));
    assertThat(suiting()).doesNotContain(TRIAL);
  }

  @Test
  void whatIsPastDueIsNotPausedOrGivenAway() {
    stripe.status = "past_due";
    assertThat(suiting()).containsExactly(DISCOUNT, SWITCH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"incomplete", "incomplete_expired", "canceled", "unpaid", "paused", "unheard_of"})
  void nothingIsOfferedOnWhatDoesNotRun(String status) {
    stripe.status = status;
    assertThat(suiting()).isEmpty();
  }

  @Test
  void nothingIsOfferedOnWhatIsEnding() {
    stripe.cancelAt = stripe.items.get(0).periodEnd();
    assertThat(suiting()).isEmpty();
  }

  @Test
  void onlyAPendingEndIsTakenBackAndOnlyAPauseIsResumed() {
    SubscriptionSnapshot active = stripe.sighting().snapshot();
    stripe.cancelAt = stripe.items.get(0).periodEnd();
    SubscriptionSnapshot ending = stripe.sighting().snapshot();
    stripe.pausedUntil = NOW.plus(Duration.ofDays(40));
    SubscriptionSnapshot endingPause = stripe.sighting().snapshot();
    stripe.schedule = "sub_sched_1";
    SubscriptionSnapshot scheduled = stripe.sighting().snapshot();
    stripe.schedule = null;
    stripe.status = "paused";
    SubscriptionSnapshot withoutCard = stripe.sighting().snapshot();

    BillingOrder undo = new UndoCancel();
    assertThat(Stream.of(active, ending, endingPause, scheduled, withoutCard))
        .filteredOn(snapshot -> bench.desk.suits(undo, snapshot))
        .containsExactly(ending, endingPause);
    BillingOrder resume = new Resume();
    assertThat(Stream.of(active, ending, endingPause, scheduled, withoutCard))
        .filteredOn(snapshot -> bench.desk.suits(resume, snapshot))
        .containsExactly(endingPause);
  }

  @Test
  void anEndIsTakenBackAsItWasSet() {
    stripe.cancelAt = stripe.items.get(0).periodEnd();
    stripe.endsWithPeriod = true;
    assertThat(take(new UndoCancel()).state()).isEqualTo(BillingReceipt.State.APPLIED);
    stripe.cancelAt = NOW.plus(Duration.ofDays(90));
    stripe.endsWithPeriod = false;
    assertThat(take(new UndoCancel()).state()).isEqualTo(BillingReceipt.State.APPLIED);

    assertThat(stripe.effects.get(0).form())
        .containsEntry("cancel_at_period_end", "false")
        .doesNotContainKey("cancel_at");
    assertThat(stripe.effects.get(1).form())
        .containsEntry("cancel_at", "")
        .doesNotContainKey("cancel_at_period_end");
  }

  @Test
  void nothingIsOfferedOnWhatAScheduleManages() {
    stripe.schedule = "sub_sched_1";
    assertThat(suiting()).isEmpty();
  }

  @Test
  void aPausedCollectionIsNotPausedAgainOrSwitched() {
    stripe.pausedUntil = NOW.plus(Duration.ofDays(4));
    assertThat(suiting()).containsExactly(DISCOUNT, GIFT);
  }

  @Test
  void aPauseThatIsOverBeforeItBeginsDoesNotSuit() {
    assertThat(bench.desk.suits(new Pause(NOW), stripe.sighting().snapshot())).isFalse();
  }

  @Test
  void severalItemsAreNotSwitched() {
    Instant end = NOW.plus(Duration.ofDays(9));
    stripe.items =
        List.of(
            PaperStripe.item("si_1", "price_a", 900, 1, "month", end),
            PaperStripe.item("si_2", "price_b", 100, 5, "month", end));
    assertThat(suiting()).containsExactly(DISCOUNT, GIFT, PAUSE);
  }

  @Test
  void theSamePriceIsNoSwitch() {
    assertThat(bench.desk.suits(new SwitchPlan("price_pro", NOW), stripe.sighting().snapshot()))
        .isFalse();
  }

  @Test
  void aMeteredItemIsNotSwitched() {
    stripe.items =
        List.of(PaperStripe.item("si_1", "price_a", 900, 0, "month", NOW.plusSeconds(99)));
    assertThat(suiting()).doesNotContain(SWITCH);
  }

  @Test
  void monthsAreNotGivenOnAYearlyPrice() {
    stripe.items =
        List.of(PaperStripe.item("si_1", "price_a", 9_000, 1, "year", NOW.plusSeconds(99)));
    assertThat(suiting()).doesNotContain(GIFT).contains(DISCOUNT);
  }

  @Test
  void cancellingAlwaysSuits() {
    stripe.status = "unheard_of";
    assertThat(bench.desk.suits(CANCEL, stripe.sighting().snapshot())).isTrue();
  }

  @Test
  void existingDiscountsAreSentAgainBeforeTheNewOne() {
    stripe.discounts.put("di_a", "loyal");
    stripe.discounts.put("di_b", "spring");

    assertThat(take(DISCOUNT).state()).isEqualTo(BillingReceipt.State.APPLIED);

    assertThat(form())
        .contains(
            entry("discounts[0][discount]", "di_a"),
            entry("discounts[1][discount]", "di_b"),
            entry("discounts[2][coupon]", "backstop_20pct_3mo"));
    assertThat(stripe.discounts.values()).containsExactly("loyal", "spring", "backstop_20pct_3mo");
  }

  @Test
  void theCouponIsMadeOnceForTheSameTerms() {
    take(DISCOUNT);
    take(DISCOUNT);

    assertThat(stripe.sent)
        .extracting(Sent::path)
        .containsExactly(
            "/v1/coupons", "/v1/subscriptions/sub_paper", "/v1/subscriptions/sub_paper");
    assertThat(stripe.sent.get(0).form())
        .contains(
            entry("id", "backstop_20pct_3mo"),
            entry("percent_off", "20"),
            entry("duration", "repeating"),
            entry("duration_in_months", "3"));
  }

  @Test
  void aYearlyPriceIsDiscountedOnce() {
    stripe.items =
        List.of(PaperStripe.item("si_1", "price_a", 9_000, 1, "year", NOW.plusSeconds(99)));

    take(DISCOUNT);

    assertThat(stripe.sent.get(0).form())
        .contains(entry("id", "backstop_20pct_once"), entry("duration", "once"))
        .doesNotContainKey("duration_in_months");
  }

  @Test
  void aSwitchNamesTheItemAndKeepsTheQuantity() {
    take(SWITCH);

    assertThat(form())
        .contains(
            entry("items[0][id]", "si_1"),
            entry("items[0][price]", "price_lite"),
            entry("items[0][quantity]", "3"),
            entry("proration_behavior", "create_prorations"),
            entry("proration_date", Long.toString(NOW.getEpochSecond())),
            entry("payment_behavior", "error_if_incomplete"));
  }

  @Test
  void aPauseVoidsWhatFallsDue() {
    take(PAUSE);

    assertThat(form())
        .contains(
            entry("pause_collection[behavior]", "void"),
            entry(
                "pause_collection[resumes_at]",
                Long.toString(NOW.plus(Duration.ofDays(60)).getEpochSecond())));
  }

  @Test
  void anOfferThatStripeRefusesIsRejectedAndTheSessionMayGoOn() {
    stripe.faults.add(Fault.REFUSE);
    var session = bench.session();

    BillingReceipt refused =
        bench.desk.carryOut(
            bench.workspace,
            session,
            PaperStripe.CUSTOMER,
            PaperStripe.SUBSCRIPTION,
            PAUSE,
            () -> {});
    BillingReceipt cancelled =
        bench.desk.carryOut(
            bench.workspace,
            session,
            PaperStripe.CUSTOMER,
            PaperStripe.SUBSCRIPTION,
            CANCEL,
            () -> {});

    assertThat(refused.state()).isEqualTo(BillingReceipt.State.REJECTED);
    assertThat(refused.requestId()).contains("req_400");
    assertThat(cancelled.state()).isEqualTo(BillingReceipt.State.APPLIED);
    assertThat(bench.receipts).hasSize(2);
  }

  @Test
  void anOfferThatNoLongerSuitsIsRejectedWithoutACall() {
    stripe.cancelAt = stripe.items.get(0).periodEnd();

    assertThat(take(PAUSE).state()).isEqualTo(BillingReceipt.State.REJECTED);
    assertThat(stripe.sent).isEmpty();
  }
}
