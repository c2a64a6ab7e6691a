package io.backstop.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.backstop.billing.BillingOrder.Cancel;
import io.backstop.billing.PaperStripe.Sent;
import io.backstop.workspace.Workspace.CancelTiming;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cancellation is, for each state that a subscription can be in. */
class CancelTreatmentTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final TestClock clock = new TestClock(NOW);
  private final PaperStripe stripe = new PaperStripe(clock::instant);
  private final Bench bench = new Bench(stripe, clock, Bench.noStripe());

  private BillingReceipt cancel(CancelTiming timing) {
    return cancel(timing, Optional.empty(), Optional.empty());
  }

  private BillingReceipt cancel(
      CancelTiming timing, Optional<String> feedback, Optional<String> comment) {
    return bench.carryOut(
        PaperStripe.CUSTOMER, PaperStripe.SUBSCRIPTION, new Cancel(timing, feedback, comment));
  }

  @ParameterizedTest
  @ValueSource(strings = {"active", "trialing", "past_due", "unpaid"})
  void atPeriodEndIsAnUpdateWhateverIsDue(String status) {
    stripe.status = status;

    BillingReceipt receipt =
        cancel(
            CancelTiming.PERIOD_END, Optional.of("too_expensive"), Optional.of("très chér & co"));

    assertThat(receipt.state()).isEqualTo(BillingReceipt.State.APPLIED);
    assertThat(receipt.effectiveAt()).contains(stripe.items.get(0).periodEnd());
    Sent sent = stripe.effects.get(0);
    assertThat(sent.method()).isEqualTo("POST");
    assertThat(sent.path()).isEqualTo("/v1/subscriptions/sub_paper");
    assertThat(sent.key()).isEqualTo(receipt.attemptId());
    assertThat(sent.form())
        .contains(
            entry("cancel_at_period_end", "true"),
            entry("cancellation_details[feedback]", "too_expensive"),
            entry("cancellation_details[comment]", "très chér & co"),
            entry("metadata[backstop_attempt]", receipt.attemptId()));
  }

  @Test
  void immediatelyIsADeleteThatInvoicesAndProratesNothing() {
    BillingReceipt receipt =
        cancel(CancelTiming.IMMEDIATELY, Optional.of("unused"), Optional.of("bye"));

    assertThat(receipt.state()).isEqualTo(BillingReceipt.State.APPLIED);
    assertThat(receipt.effectiveAt()).contains(NOW);
    Sent sent = stripe.effects.get(0);
    assertThat(sent.method()).isEqualTo("DELETE");
    assertThat(sent.form())
        .contains(
            entry("invoice_now", "false"),
            entry("prorate", "false"),
            entry("cancellation_details[feedback]", "unused"),
            entry("cancellation_details[comment]", "bye"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"paused", "incomplete"})
  void whatHasNoPaidPeriodEndsAtOnce(String status) {
    stripe.status = status;

    BillingReceipt receipt = cancel(CancelTiming.PERIOD_END);

    assertThat(receipt.effectiveAt()).contains(NOW);
    assertThat(stripe.effects).extracting(Sent::method).containsExactly("DELETE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"canceled", "incomplete_expired"})
  void whatHasEndedIsAppliedWithoutAWrite(String status) {
    stripe.status = status;
    stripe.endedAt = NOW.minus(Duration.ofDays(3));

    BillingReceipt receipt = cancel(CancelTiming.PERIOD_END);

    assertThat(receipt.state()).isEqualTo(BillingReceipt.State.APPLIED);
    assertThat(receipt.effectiveAt()).contains(stripe.endedAt);
    assertThat(stripe.sent).isEmpty();
    assertThat(bench.receipts).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PERIOD_END", "IMMEDIATELY"})
  void whatIsEndingAlreadyIsAppliedWithoutAWrite(CancelTiming timing) {
    stripe.cancelAt = stripe.items.get(0).periodEnd();

    BillingReceipt receipt = cancel(timing);

    assertThat(receipt.state()).isEqualTo(BillingReceipt.State.APPLIED);
    assertThat(receipt.effectiveAt()).contains(stripe.cancelAt);
    assertThat(stripe.sent).isEmpty();
  }

  @Test
  void anEndFarBeyondThePeriodDoesNotHoldTheCustomer() {
    stripe.cancelAt = NOW.plus(Duration.ofDays(700));

    BillingReceipt receipt = cancel(CancelTiming.PERIOD_END);

    assertThat(receipt.effectiveAt()).contains(stripe.items.get(0).periodEnd());
    assertThat(stripe.effects).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PERIOD_END", "IMMEDIATELY"})
  void aScheduleIsReleasedFirst(CancelTiming timing) {
    stripe.schedule = "sub_sched_1";

    BillingReceipt receipt = cancel(timing);

    assertThat(receipt.state()).isEqualTo(BillingReceipt.State.APPLIED);
    assertThat(stripe.sent)
        .extracting(Sent::path)
        .containsExactly(
            "/v1/subscription_schedules/sub_sched_1/release", "/v1/subscriptions/sub_paper");
    assertThat(stripe.sent)
        .extracting(Sent::key)
        .containsExactly(receipt.attemptId() + ".1", receipt.attemptId() + ".2");
  }

  @Test
  void aPauseIsNotClearedByTheCancellation() {
    stripe.pausedUntil = NOW.plus(Duration.ofDays(50));

    cancel(CancelTiming.PERIOD_END);

    assertThat(stripe.effects.get(0).form()).containsEntry("cancel_at_period_end", "true");
    assertThat(stripe.effects.get(0).form().keySet())
        .noneMatch(name -> name.startsWith("pause_collection"));
  }

  @Test
  void itemsOfOnePeriodEndTogether() {
    Instant end = NOW.plus(Duration.ofDays(9));
    stripe.items =
        List.of(
            PaperStripe.item("si_1", "price_a", 900, 1, "month", end),
            PaperStripe.item("si_2", "price_b", 100, 5, "month", end));

    BillingReceipt receipt = cancel(CancelTiming.PERIOD_END);

    assertThat(receipt.effectiveAt()).contains(end);
    assertThat(stripe.effects.get(0).form()).containsEntry("cancel_at_period_end", "true");
  }

  @Test
  void itemsOfDifferentPeriodsEndWithTheLastThatIsPaidFor() {
    Instant year = NOW.plus(Duration.ofDays(300));
    stripe.items =
        List.of(
            PaperStripe.item("si_1", "price_a", 900, 1, "month", NOW.plus(Duration.ofDays(9))),
            PaperStripe.item("si_2", "price_b", 9_000, 1, "year", year));

    BillingReceipt receipt = cancel(CancelTiming.PERIOD_END);

    assertThat(receipt.effectiveAt()).contains(year);
    assertThat(stripe.effects.get(0).form())
        .containsEntry("cancel_at", "max_period_end")
        .doesNotContainKey("cancel_at_period_end");
  }

  @Test
  void aFeedbackThatStripeDoesNotKnowIsOther() {
    cancel(CancelTiming.PERIOD_END, Optional.of("moved_to_mars"), Optional.empty());

    assertThat(stripe.effects.get(0).form())
        .containsEntry("cancellation_details[feedback]", "other");
  }

  @Test
  void aCommentThatTheDatabaseWouldRefuseDoesNotStopTheCancellation() {
    String comment = "nul \u0000 half \ud83d end";

    BillingReceipt receipt =
        cancel(CancelTiming.PERIOD_END, Optional.empty(), Optional.of(comment));

    assertThat(receipt.state()).isEqualTo(BillingReceipt.State.APPLIED);
    assertThat(stripe.effects.get(0).form())
        .containsEntry("cancellation_details[comment]", "nul  half ? end");
  }

  @Test
  void aLongCommentIsCutWhereItStandsInAUrl() {
    cancel(CancelTiming.IMMEDIATELY, Optional.empty(), Optional.of("語".repeat(2_000)));

    Attempt attempt = bench.attempt();
    assertThat(attempt.requests().get(0).path()).hasSizeLessThan(5_000);
    assertThat(stripe.effects.get(0).form().get("cancellation_details[comment]")).startsWith("語語");
  }
}
