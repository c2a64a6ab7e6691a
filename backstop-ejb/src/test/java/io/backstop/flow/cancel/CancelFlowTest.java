package io.backstop.flow.cancel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.backstop.billing.BillingOrder;
import io.backstop.billing.BillingReceipt;
import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.flow.cancel.CancelStep.Confirm;
import io.backstop.flow.cancel.CancelStep.Done;
import io.backstop.flow.cancel.CancelStep.OfferStep;
import io.backstop.flow.cancel.CancelStep.Stories;
import io.backstop.flow.cancel.CancelStep.Survey;
import io.backstop.flow.cancel.Choice.Action;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.link.FlowPass;
import io.backstop.outcome.Outcome;
import io.backstop.workspace.Workspace;
import io.backstop.workspace.Workspace.CancelTiming;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CancelFlowTest {

  /** Every kind of offer, each behind a reason of its own. */
  private static final String EVERY_OFFER =
      """
      {"version": 1, "name": "every", "steps": ["survey", "stories", "offers", "confirm"],
       "reasons": [
         {"id": "discount", "label": {"en": "L"}, "feedback": "unused", "offers": ["discount"]},
         {"id": "pause", "label": {"en": "L"}, "feedback": "unused", "offers": ["pause"]},
         {"id": "downgrade", "label": {"en": "L"}, "feedback": "unused", "offers": ["downgrade"]},
         {"id": "gift", "label": {"en": "L"}, "feedback": "unused", "offers": ["gift"]},
         {"id": "call", "label": {"en": "L"}, "feedback": "unused", "offers": ["call"]},
         {"id": "trial", "label": {"en": "L"}, "feedback": "unused", "offers": ["trial"]},
         {"id": "annual", "label": {"en": "L"}, "feedback": "unused", "offers": ["annual"]},
         {"id": "told", "label": {"en": "L"}, "feedback": "unused", "stories": ["s2", "s1"],
          "offers": ["gift", "discount", "pause"]},
         {"id": "other", "label": {"en": "L"}, "feedback": "other", "comment": true}],
       "stories": [{"id": "s1", "quote": {"en": "Q"}, "author": "A"},
                   {"id": "s2", "quote": {"en": "Q"}, "author": "B"}],
       "offers": [
         {"id": "discount", "type": "discount", "percent": 10, "months": 2},
         {"id": "pause", "type": "pause", "months": 1},
         {"id": "downgrade", "type": "downgrade", "price": "price_s", "plan_name": {"en": "S"}},
         {"id": "gift", "type": "gift", "months": 1},
         {"id": "call", "type": "call", "url": "https://cal.example/"},
         {"id": "trial", "type": "trial_extension", "days": 14},
         {"id": "annual", "type": "annual_upsell", "price": "price_yr", "plan_name": {"en": "Y"}}]}
      """;

  private final Scene scene = new Scene(EVERY_OFFER);

  private static Choice survey(CancelStep step, String reason, String comment) {
    return new Choice(
        Action.CONTINUE, step.key(), Optional.ofNullable(reason), Optional.ofNullable(comment));
  }

  private void assertRefused(RefusalCode code, Runnable call) {
    Refusal refusal = catchThrowableOfType(Refusal.class, call::run);
    assertThat(refusal).isNotNull();
    assertThat(refusal.code()).isEqualTo(code);
  }

  private OfferStep offer(FlowPass pass, String reason) {
    return (OfferStep) scene.answer(pass, reason);
  }

  // The way through.

  @Test
  void aCustomerWhoDeclinesEverythingIsCancelled() {
    FlowPass pass = scene.pass();

    assertThat(scene.flow.open(pass)).isInstanceOf(Survey.class);
    CancelStep stories = scene.answer(pass, "told");
    assertThat(((Stories) stories).stories())
        .extracting(FlowDefinition.Story::author)
        .containsExactly("B", "A");
    assertThat(((OfferStep) scene.choose(pass, Action.CONTINUE)).offer().type()).isEqualTo("gift");
    assertThat(((OfferStep) scene.choose(pass, Action.DECLINE_OFFER)).offer().type())
        .isEqualTo("discount");
    assertThat(((OfferStep) scene.choose(pass, Action.DECLINE_OFFER)).offer().type())
        .isEqualTo("pause");
    assertThat(scene.choose(pass, Action.DECLINE_OFFER)).isInstanceOf(Confirm.class);
    assertThat(scene.isSpent(pass)).isFalse();
    Done done = (Done) scene.choose(pass, Action.CONFIRM_CANCEL);

    assertThat(done.outcome()).isEqualTo(Outcome.Kind.CANCELLED);
    assertThat(done.pending()).isFalse();
    assertThat(done.alreadyCancelling()).isFalse();
    assertThat(done.session()).isEqualTo(pass.session());
    assertThat(done.accessEnds()).contains(scene.desk.last.effectiveAt().orElseThrow());
    assertThat(scene.isSpent(pass)).isTrue();
    assertThat(scene.outcome(pass).orElseThrow())
        .satisfies(
            outcome -> {
              assertThat(outcome.kind()).isEqualTo(Outcome.Kind.CANCELLED);
              assertThat(outcome.recorded()).isEqualTo("canceled");
              assertThat(outcome.offerType()).isEmpty();
              assertThat(outcome.attemptId()).contains(scene.desk.last.attemptId());
              assertThat(outcome.stripeRequestId()).contains("req_1");
            });
    assertThat(scene.visit(pass, "offers_shown")).isEqualTo("gift discount pause");
    assertThat(scene.visit(pass, "offers_declined")).isEqualTo("gift discount pause");
    assertThat(scene.visit(pass, "recorded")).isEqualTo("canceled");
  }

  @ParameterizedTest
  @CsvSource({
    "discount, saved_discount, discount",
    "pause, saved_pause, pause",
    "downgrade, saved_downgrade, downgrade",
    "gift, saved_other, gift",
    "annual, saved_other, annual_upsell",
  })
  void anAcceptedOfferIsOrderedOnTheTermsShownAndRecorded(
      String reason, String recorded, String offerType) {
    FlowPass pass = scene.pass();
    OfferStep shown = offer(pass, reason);
    scene.clock.advance(Duration.ofMinutes(10));
    Done done = (Done) scene.flow.choose(pass, Scene.choice(Action.ACCEPT_OFFER, shown.key()));

    assertThat(scene.desk.orders).containsExactly(shown.quote().orElseThrow().order());
    assertThat(done.outcome()).isEqualTo(Outcome.Kind.SAVED);
    assertThat(done.offer()).contains(shown.offer());
    assertThat(done.quote()).isEqualTo(shown.quote());
    assertThat(scene.outcome(pass).orElseThrow().recorded()).isEqualTo(recorded);
    assertThat(scene.outcome(pass).orElseThrow().offerType()).contains(offerType);
    assertThat(scene.isSpent(pass)).isTrue();
  }

  @Test
  void aLongerTrialCountsFromTheEndOfThePresentOne() {
    var trialEnd = Scene.START.plus(Duration.ofDays(5));
    scene.desk.stripe = Scene.trialing(trialEnd);
    FlowPass pass = scene.pass();

    assertThat(offer(pass, "trial").quote().orElseThrow().order())
        .isEqualTo(new BillingOrder.TrialExtension(trialEnd.plus(Duration.ofDays(14))));
    scene.choose(pass, Action.ACCEPT_OFFER);
    assertThat(scene.outcome(pass).orElseThrow().recorded()).isEqualTo("saved_other");
    assertThat(scene.outcome(pass).orElseThrow().offerType()).contains("trial_extension");
  }

  @Test
  void aCallIsAnOutcomeWithoutAnOrder() {
    FlowPass pass = scene.pass();
    OfferStep call = offer(pass, "call");
    assertThat(call.quote()).isEmpty();
    Done done = (Done) scene.choose(pass, Action.ACCEPT_OFFER);

    assertThat(done.offer()).contains(call.offer());
    assertThat(scene.desk.orders).isEmpty();
    assertThat(scene.outcome(pass).orElseThrow().recorded()).isEqualTo("saved_other");
    assertThat(scene.outcome(pass).orElseThrow().offerType()).contains("call");
    assertThat(scene.isSpent(pass)).isTrue();
  }

  @Test
  void whoStaysIsSavedWithoutAnOffer() {
    FlowPass pass = scene.pass();
    offer(pass, "discount");
    Done done = (Done) scene.choose(pass, Action.KEEP);

    assertThat(done.outcome()).isEqualTo(Outcome.Kind.SAVED);
    assertThat(done.offer()).isEmpty();
    assertThat(done.quote()).isEmpty();
    assertThat(scene.desk.orders).isEmpty();
    assertThat(scene.outcome(pass).orElseThrow().recorded()).isEqualTo("saved_other");
    assertThat(scene.outcome(pass).orElseThrow().offerType()).isEmpty();
    assertThat(scene.isSpent(pass)).isTrue();
  }

  @Test
  void closingIsNotedAndEndsNothing() {
    FlowPass pass = scene.pass();
    CancelStep before = offer(pass, "discount");
    Done closed = (Done) scene.flow.choose(pass, Scene.choice(Action.CLOSE, "another step's key"));

    assertThat(closed.outcome()).isEqualTo(Outcome.Kind.DISMISSED);
    assertThat(scene.visit(pass, "dismissed_at")).isNotNull();
    assertThat(scene.isSpent(pass)).isFalse();
    assertThat(scene.outcome(pass)).isEmpty();
    assertThat(scene.flow.open(pass)).isEqualTo(before);
  }

  @Test
  void lookingAtAPageAgainChangesNothing() {
    FlowPass pass = scene.pass();
    assertThat(scene.flow.open(pass)).isEqualTo(scene.flow.open(pass));
    CancelStep offer = offer(pass, "pause");
    scene.clock.advance(Duration.ofSeconds(30));

    assertThat(scene.flow.open(pass)).isEqualTo(offer);
    assertThat(scene.desk.quotes).hasValue(1);
    assertThat(scene.isSpent(pass)).isFalse();
  }

  @Test
  void backFollowsTheTrail() {
    FlowPass pass = scene.pass();
    scene.answer(pass, "told");
    scene.choose(pass, Action.CONTINUE);
    scene.choose(pass, Action.DECLINE_OFFER);
    scene.choose(pass, Action.CANCEL_ANYWAY);

    assertThat(((OfferStep) scene.choose(pass, Action.BACK)).offer().type()).isEqualTo("discount");
    assertThat(((OfferStep) scene.choose(pass, Action.BACK)).offer().type()).isEqualTo("gift");
    assertThat(scene.choose(pass, Action.BACK)).isInstanceOf(Stories.class);
    Survey survey = (Survey) scene.choose(pass, Action.BACK);
    assertThat(survey.chosen()).contains("told");
    assertThat(scene.choose(pass, Action.BACK)).isInstanceOf(Survey.class);
    assertThat(scene.answer(pass, "other")).isInstanceOf(Confirm.class);
    assertThat(scene.choose(pass, Action.BACK)).isInstanceOf(Survey.class);
  }

  // The survey.

  @Test
  void nothingInTheSurveyIsRequired() {
    FlowPass pass = scene.pass();
    assertThat(scene.answer(pass, null)).isInstanceOf(Confirm.class);
    scene.choose(pass, Action.CONFIRM_CANCEL);

    assertThat(scene.desk.orders)
        .containsExactly(
            new BillingOrder.Cancel(CancelTiming.PERIOD_END, Optional.empty(), Optional.empty()));
  }

  @Test
  void anUnknownReasonIsNoReason() {
    FlowPass pass = scene.pass();

    assertThat(scene.answer(pass, "nonsense' OR 1=1")).isInstanceOf(Confirm.class);
    assertThat(scene.visit(pass, "reason")).isNull();
  }

  @Test
  void theReasonAndTheWordsGoToStripe() {
    FlowPass pass = scene.pass();
    scene.flow.choose(pass, survey(scene.flow.open(pass), "other", "  Too\u0000 loud\r\n\ud800 "));
    scene.choose(pass, Action.CONFIRM_CANCEL);

    assertThat(scene.desk.orders)
        .containsExactly(
            new BillingOrder.Cancel(
                CancelTiming.PERIOD_END, Optional.of("other"), Optional.of("Too loud")));
  }

  @Test
  void wordsAreCutToTwoThousandCharactersAndNeverInsideOne() {
    FlowPass pass = scene.pass();
    String long2001 = "é".repeat(1_999) + "😀" + "x";
    scene.flow.choose(pass, survey(scene.flow.open(pass), "other", long2001));

    assertThat(scene.visit(pass, "comment")).isEqualTo("é".repeat(1_999) + "😀");
  }

  @Test
  void wordsTypedForAnotherAnswerAreNotKept() {
    FlowPass pass = scene.pass();
    scene.flow.choose(pass, survey(scene.flow.open(pass), "discount", "never mind"));

    assertThat(scene.visit(pass, "comment")).isNull();
  }

  @Test
  void cancelAnywayOnTheSurveyKeepsWhatWasAnswered() {
    FlowPass pass = scene.pass();
    CancelStep survey = scene.flow.open(pass);
    scene.flow.choose(
        pass,
        new Choice(Action.CANCEL_ANYWAY, survey.key(), Optional.of("other"), Optional.of("Bye")));
    scene.choose(pass, Action.BACK);
    CancelStep again = scene.choose(pass, Action.CANCEL_ANYWAY);

    assertThat(again).isInstanceOf(Confirm.class);
    assertThat(scene.visit(pass, "reason")).isEqualTo("other");
    assertThat(scene.visit(pass, "comment")).isEqualTo("Bye");
  }

  @Test
  void reasonsKeepTheirOrderForOneCustomerWithOtherLast() {
    FlowDefinition flow = FlowDefinitions.read(EVERY_OFFER);
    List<FlowDefinition.Reason> ada = ReasonOrder.of(flow, new CustomerId("cus_ada"));

    assertThat(ada).isEqualTo(ReasonOrder.of(flow, new CustomerId("cus_ada")));
    assertThat(ada).containsExactlyInAnyOrderElementsOf(flow.reasons());
    assertThat(ada.get(ada.size() - 1).id()).isEqualTo("other");
    assertThat(
            List.of("cus_b", "cus_c", "cus_d", "cus_e").stream()
                .map(id -> ReasonOrder.of(flow, new CustomerId(id)).get(0).id())
                .distinct())
        .hasSizeGreaterThan(1);
  }

  // Forms that do not belong.

  @ParameterizedTest
  @EnumSource(
      value = Action.class,
      names = {"CONTINUE", "DECLINE_OFFER", "CANCEL_ANYWAY", "BACK", "KEEP"})
  void aFormOfAnEarlierStepChangesNothing(Action action) {
    FlowPass pass = scene.pass();
    String stale = scene.flow.open(pass).key();
    CancelStep now = offer(pass, "discount");

    assertThat(scene.flow.choose(pass, Scene.choice(action, stale))).isEqualTo(now);
    assertThat(scene.flow.open(pass)).isEqualTo(now);
    assertThat(scene.isSpent(pass)).isFalse();
  }

  @Test
  void cancellationIsConfirmedOnTheConfirmationAlone() {
    FlowPass pass = scene.pass();
    String key = scene.flow.open(pass).key();
    assertRefused(
        RefusalCode.STEP_MISMATCH,
        () -> scene.flow.choose(pass, Scene.choice(Action.CONFIRM_CANCEL, key)));
    String onOffer = offer(pass, "discount").key();
    assertRefused(
        RefusalCode.STEP_MISMATCH,
        () -> scene.flow.choose(pass, Scene.choice(Action.CONFIRM_CANCEL, onOffer)));
    String confirm = scene.choose(pass, Action.CANCEL_ANYWAY).key();
    scene.choose(pass, Action.BACK);
    assertRefused(
        RefusalCode.STEP_MISMATCH,
        () -> scene.flow.choose(pass, Scene.choice(Action.CONFIRM_CANCEL, confirm)));

    assertThat(scene.desk.orders).isEmpty();
    assertThat(scene.isSpent(pass)).isFalse();
  }

  @Test
  void anOfferIsAcceptedWhereItIsMadeAlone() {
    FlowPass pass = scene.pass();
    String survey = scene.flow.open(pass).key();
    assertRefused(
        RefusalCode.STEP_MISMATCH,
        () -> scene.flow.choose(pass, Scene.choice(Action.ACCEPT_OFFER, survey)));
    String offer = offer(pass, "discount").key();
    String confirm = scene.choose(pass, Action.DECLINE_OFFER).key();
    for (String key : List.of(offer, confirm)) {
      assertRefused(
          RefusalCode.STEP_MISMATCH,
          () -> scene.flow.choose(pass, Scene.choice(Action.ACCEPT_OFFER, key)));
    }

    assertThat(scene.desk.orders).isEmpty();
    assertThat(scene.isSpent(pass)).isFalse();
  }

  @Test
  void termsThatHaveBeenReplacedCannotBeAccepted() {
    FlowPass pass = scene.pass();
    OfferStep first = offer(pass, "pause");
    scene.clock.advance(Stage.TERMS_LIFE);
    OfferStep second = (OfferStep) scene.flow.open(pass);

    assertThat(second.key()).isNotEqualTo(first.key());
    assertThat(second.quote()).isNotEqualTo(first.quote());
    assertRefused(
        RefusalCode.STEP_MISMATCH,
        () -> scene.flow.choose(pass, Scene.choice(Action.ACCEPT_OFFER, first.key())));
    scene.choose(pass, Action.ACCEPT_OFFER);
    assertThat(scene.desk.orders).containsExactly(second.quote().orElseThrow().order());
  }

  @Test
  void termsThatAChargeHasOvertakenAreShownAnew() {
    FlowPass pass = scene.pass();
    scene.desk.nextChargeIn = Duration.ofMinutes(10);
    OfferStep first = offer(pass, "discount");
    scene.clock.advance(Duration.ofMinutes(12));
    CancelStep second = scene.flow.choose(pass, Scene.choice(Action.ACCEPT_OFFER, first.key()));

    assertThat(second).isInstanceOf(OfferStep.class).isNotEqualTo(first);
    assertThat(((OfferStep) second).notApplied()).isTrue();
    assertThat(scene.desk.orders).isEmpty();
    assertThat(scene.isSpent(pass)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"downgrade, 8700", "annual, 147000"})
  void aPlanThatHasComeToCostMoreIsShownAnewAndNotOrdered(String reason, long forThreeSeats) {
    FlowPass pass = scene.pass();
    OfferStep first = offer(pass, reason);
    scene.clock.advance(Duration.ofMinutes(40));
    scene.desk.stripe = Scene.withSeats(3);
    Choice accept = Scene.choice(Action.ACCEPT_OFFER, first.key());
    OfferStep second = (OfferStep) scene.flow.choose(pass, accept);

    assertThat(second.offer()).isEqualTo(first.offer());
    assertThat(second.quote().orElseThrow().laterAmount()).isEqualTo(forThreeSeats);
    assertThat(second.notApplied()).isTrue();
    assertThat(scene.flow.open(pass)).isEqualTo(second);
    assertRefused(RefusalCode.STEP_MISMATCH, () -> scene.flow.choose(pass, accept));
    assertThat(scene.desk.orders).isEmpty();
    assertThat(scene.isSpent(pass)).isFalse();

    assertThat(scene.choose(pass, Action.ACCEPT_OFFER)).isInstanceOf(Done.class);
    assertThat(scene.desk.orders).containsExactly(second.quote().orElseThrow().order());
  }

  @Test
  void aPlanWhoseNextChargeHasMovedToAnotherDayIsShownAnew() {
    FlowPass pass = scene.pass();
    OfferStep first = offer(pass, "annual");
    scene.desk.nextChargeIn = Duration.ofDays(21);
    OfferStep second =
        (OfferStep) scene.flow.choose(pass, Scene.choice(Action.ACCEPT_OFFER, first.key()));

    assertThat(second.quote()).isNotEqualTo(first.quote());
    assertThat(scene.desk.orders).isEmpty();
  }

  @Test
  void aPlanThatNoLongerSuitsIsNotOrderedAndTheWayGoesOn() {
    FlowPass pass = scene.pass();
    OfferStep shown = offer(pass, "downgrade");
    scene.desk.suitable = order -> false;
    Confirm confirm =
        (Confirm) scene.flow.choose(pass, Scene.choice(Action.ACCEPT_OFFER, shown.key()));

    assertThat(confirm.notApplied()).isTrue();
    assertThat(scene.desk.orders).isEmpty();
  }

  @Test
  void aPlanIsNotOrderedUnseenWhileStripeIsSilent() {
    FlowPass pass = scene.pass();
    OfferStep shown = offer(pass, "annual");
    scene.desk.stripe = null;
    Confirm confirm =
        (Confirm) scene.flow.choose(pass, Scene.choice(Action.ACCEPT_OFFER, shown.key()));

    assertThat(confirm.notApplied()).isTrue();
    assertThat(scene.desk.orders).isEmpty();
    assertThat(scene.isSpent(pass)).isFalse();
    scene.desk.answer = BillingReceipt.State.PENDING;
    assertThat(scene.choose(pass, Action.CONFIRM_CANCEL)).isInstanceOf(Done.class);
  }

  @Test
  void whatIsNotChargedIsTakenWhileStripeIsSilent() {
    FlowPass pass = scene.pass();
    OfferStep shown = offer(pass, "discount");
    scene.desk.stripe = null;
    scene.desk.answer = BillingReceipt.State.PENDING;
    Done done = (Done) scene.flow.choose(pass, Scene.choice(Action.ACCEPT_OFFER, shown.key()));

    assertThat(done.pending()).isTrue();
    assertThat(scene.desk.orders).containsExactly(shown.quote().orElseThrow().order());
  }

  // Offers that cannot be made.

  @Test
  void anOfferThatDoesNotSuitIsPassedOver() {
    scene.desk.suitable = order -> !(order instanceof BillingOrder.Gift);
    FlowPass pass = scene.pass();
    scene.answer(pass, "told");

    assertThat(((OfferStep) scene.choose(pass, Action.CONTINUE)).offer().type())
        .isEqualTo("discount");
    assertThat(scene.visit(pass, "offers_shown")).isEqualTo("discount");
    assertThat(scene.choose(pass, Action.BACK)).isInstanceOf(Stories.class);
  }

  @Test
  void anOfferWithoutTermsIsPassedOver() {
    scene.desk.quotable = order -> order instanceof BillingOrder.Pause;
    FlowPass pass = scene.pass();
    scene.answer(pass, "told");

    assertThat(((OfferStep) scene.choose(pass, Action.CONTINUE)).offer().type()).isEqualTo("pause");
  }

  /** As a discount's coupon does that somebody has made with other terms than its id says. */
  private static void unsayable() {
    throw new Refusal(RefusalCode.INTERNAL, "coupon backstop_10pct_2mo has other terms");
  }

  @Test
  void anOfferWhoseTermsAreRefusedUnexpectedlyIsPassedOverToo() {
    scene.desk.whileQuoting = CancelFlowTest::unsayable;
    FlowPass pass = scene.pass();

    assertThat(scene.answer(pass, "discount")).isInstanceOf(Confirm.class);
    assertThat(scene.choose(pass, Action.CONFIRM_CANCEL)).isInstanceOf(Done.class);
    assertThat(scene.outcome(pass).orElseThrow().recorded()).isEqualTo("canceled");
  }

  @Test
  void whenTheDatabaseDoesNotAnswerNoOfferIsPassedOver() {
    scene.desk.whileQuoting =
        () -> {
          throw new Refusal(RefusalCode.TEMPORARILY_UNAVAILABLE, "the database said 40P01");
        };
    FlowPass pass = scene.pass();
    String survey = scene.flow.open(pass).key();

    assertRefused(
        RefusalCode.TEMPORARILY_UNAVAILABLE,
        () ->
            scene.flow.choose(
                pass,
                new Choice(Action.CONTINUE, survey, Optional.of("discount"), Optional.empty())));
    scene.desk.whileQuoting = () -> {};
    assertThat(scene.flow.open(pass)).isInstanceOf(OfferStep.class);
  }

  @Test
  void anAcceptedOfferThatCannotBeWrittenDownLeavesTheWayOpen() {
    FlowPass pass = scene.pass();
    offer(pass, "discount");
    scene.desk.whileWriting = CancelFlowTest::unsayable;
    Confirm confirm = (Confirm) scene.choose(pass, Action.ACCEPT_OFFER);

    assertThat(confirm.notApplied()).isTrue();
    assertThat(scene.isSpent(pass)).isFalse();
    assertThat(scene.desk.orders).isEmpty();
    scene.desk.whileWriting = () -> {};
    assertThat(scene.choose(pass, Action.CONFIRM_CANCEL)).isInstanceOf(Done.class);
  }

  @Test
  void anOfferThatNoLongerSuitsIsNotShownAgain() {
    FlowPass pass = scene.pass();
    offer(pass, "discount");
    scene.desk.suitable = order -> false;

    assertThat(scene.flow.open(pass)).isInstanceOf(Confirm.class);
  }

  @Test
  void nobodyIsKeptWaitingForTermsForLong() {
    scene.desk.quotable = order -> false;
    scene.desk.whileQuoting = () -> scene.clock.advance(Stage.PATIENCE);
    FlowPass pass = scene.pass();
    scene.answer(pass, "told");

    assertThat(scene.choose(pass, Action.CONTINUE)).isInstanceOf(Confirm.class);
    assertThat(scene.desk.quotes).hasValue(1);
  }

  @Test
  void aPauseIsOfferedWhereAChargeFallsDueInItAlone() {
    scene.desk.stripe = Scene.withPeriodEnd(Scene.START.plus(Duration.ofDays(200)));
    FlowPass pass = scene.pass();

    assertThat(scene.answer(pass, "pause")).isInstanceOf(Confirm.class);
  }

  @Test
  void aSmallerPlanThatCostsAsMuchIsNotOffered() {
    scene.desk.laterAmount = 4_900;
    FlowPass pass = scene.pass();

    assertThat(scene.answer(pass, "downgrade")).isInstanceOf(Confirm.class);
  }

  @Test
  void whenStripeIsSilentWhatWasLastSeenHasToDo() {
    FlowPass pass = scene.pass();
    scene.flow.open(pass);
    scene.clock.advance(Duration.ofMinutes(5));
    SubscriptionSnapshot seen = scene.desk.mirror;
    scene.desk.stripe = null;

    assertThat(scene.flow.open(pass).subscription()).contains(seen);
    assertThat(scene.answer(pass, "discount")).isInstanceOf(Confirm.class);
  }

  @Test
  void whenNothingIsKnownThereIsSurveyAndConfirmation() {
    scene.desk.stripe = null;
    FlowPass pass = scene.pass();
    CancelStep survey = scene.flow.open(pass);
    assertThat(survey).isInstanceOf(Survey.class);
    assertThat(survey.subscription()).isEmpty();
    Confirm confirm = (Confirm) scene.answer(pass, "told");
    assertThat(confirm.accessEnds()).isEmpty();
    scene.desk.answer = BillingReceipt.State.PENDING;
    Done done = (Done) scene.choose(pass, Action.CONFIRM_CANCEL);

    assertThat(done.pending()).isTrue();
    assertThat(done.outcome()).isEqualTo(Outcome.Kind.CANCELLED);
  }

  @Test
  void stripeIsLookedAtOnceAMinute() {
    FlowPass pass = scene.pass();
    scene.flow.open(pass);
    scene.clock.advance(Duration.ofSeconds(59));
    scene.flow.open(pass);
    assertThat(scene.desk.looks).hasValue(1);
    scene.clock.advance(Duration.ofSeconds(1));
    scene.flow.open(pass);

    assertThat(scene.desk.looks).hasValue(2);
  }

  // Subscriptions that need no cancelling, or are not there.

  @Test
  void whatEndsAlreadyIsSaidAndNothingIsSpent() {
    var end = Scene.START.plus(Duration.ofDays(20));
    scene.desk.stripe = Scene.subscription("active", Optional.of(end));
    FlowPass pass = scene.pass();
    Done done = (Done) scene.flow.open(pass);

    assertThat(done.alreadyCancelling()).isTrue();
    assertThat(done.outcome()).isEqualTo(Outcome.Kind.DISMISSED);
    assertThat(done.accessEnds()).contains(end);
    assertThat(scene.isSpent(pass)).isFalse();
    assertThat(scene.outcome(pass)).isEmpty();
  }

  @Test
  void whatAnotherOrderMayTakeBackIsNotCalledEnding() {
    scene.desk.stripe =
        Scene.subscription("active", Optional.of(Scene.START.plus(Duration.ofDays(20))));
    scene.desk.underWay = true;

    assertThat(scene.flow.open(scene.pass())).isInstanceOf(Survey.class);
  }

  @Test
  void whatHasEndedIsSaidToo() {
    scene.desk.stripe = Scene.subscription("canceled", Optional.empty());
    scene.desk.underWay = true;

    assertThat(((Done) scene.flow.open(scene.pass())).alreadyCancelling()).isTrue();
  }

  @Test
  void whatEndsInAFarPeriodCanBeCancelledSooner() {
    var end = Scene.START.plus(Duration.ofDays(300));
    scene.desk.stripe = Scene.subscription("active", Optional.of(end));

    assertThat(scene.flow.open(scene.pass())).isInstanceOf(Survey.class);
  }

  @Test
  void whatIsCancelledElsewhereMeanwhileIsSaid() {
    FlowPass pass = scene.pass();
    offer(pass, "discount");
    scene.desk.stripe =
        Scene.subscription("active", Optional.of(Scene.START.plus(Duration.ofDays(20))));
    scene.clock.advance(Duration.ofMinutes(2));

    assertThat(((Done) scene.flow.open(pass)).alreadyCancelling()).isTrue();
  }

  @Test
  void anotherCustomersSubscriptionIsNotFound() {
    scene.desk.stripe = Scene.of(new CustomerId("cus_2"));
    FlowPass pass = scene.pass();

    assertRefused(RefusalCode.SUBSCRIPTION_NOT_FOUND, () -> scene.flow.open(pass));
    assertRefused(
        RefusalCode.SUBSCRIPTION_NOT_FOUND,
        () -> scene.flow.choose(pass, Scene.choice(Action.CANCEL_ANYWAY, "0.survey")));
  }

  @Test
  void theConfirmationSaysWhenAccessEnds() {
    FlowPass pass = scene.pass();
    Confirm atPeriodEnd = (Confirm) scene.choose(pass, Action.CANCEL_ANYWAY);
    assertThat(atPeriodEnd.immediately()).isFalse();
    assertThat(atPeriodEnd.accessEnds()).contains(Scene.START.plus(Duration.ofDays(20)));
    Workspace atOnce =
        Scene.workspace(
            scene.workspace.slug().value(),
            scene.workspace.cancel().flow(),
            CancelTiming.IMMEDIATELY);
    FlowPass changed = scene.again(pass, atOnce);
    Confirm now = (Confirm) scene.flow.open(changed);

    assertThat(now.immediately()).isTrue();
    assertThat(now.accessEnds()).contains(scene.clock.instant());
  }

  @Test
  void theConfirmationSaysSoWhereTheStateOfASubscriptionEndsItAtOnce() {
    scene.desk.stripe = Scene.subscription("paused", Optional.empty());
    FlowPass pass = scene.pass();
    Confirm confirm = (Confirm) scene.choose(pass, Action.CANCEL_ANYWAY);

    assertThat(confirm.immediately()).isTrue();
    assertThat(confirm.accessEnds()).contains(scene.clock.instant());
  }

  // What became of an order.

  @Test
  void anOfferThatStripeRefusesLeavesTheWayOpen() {
    scene.desk.answer = BillingReceipt.State.REJECTED;
    FlowPass pass = scene.pass();
    scene.answer(pass, "told");
    scene.choose(pass, Action.CONTINUE);
    OfferStep next = (OfferStep) scene.choose(pass, Action.ACCEPT_OFFER);

    assertThat(next.offer().type()).isEqualTo("discount");
    assertThat(next.notApplied()).isTrue();
    assertThat(scene.isSpent(pass)).isFalse();
    assertThat(scene.outcome(pass)).isEmpty();
    assertThat(scene.flow.open(pass)).isEqualTo(next);
    OfferStep last = (OfferStep) scene.choose(pass, Action.DECLINE_OFFER);
    assertThat(last.notApplied()).isFalse();
    Confirm confirm = (Confirm) scene.choose(pass, Action.ACCEPT_OFFER);
    assertThat(confirm.notApplied()).isTrue();
    assertThat(((OfferStep) scene.choose(pass, Action.BACK)).offer().type()).isEqualTo("discount");
    scene.choose(pass, Action.CANCEL_ANYWAY);
    scene.desk.answer = BillingReceipt.State.APPLIED;
    scene.choose(pass, Action.CONFIRM_CANCEL);
    assertThat(scene.outcome(pass).orElseThrow().recorded()).isEqualTo("canceled");
  }

  @Test
  void whileStripeHasNotAnsweredThePageSaysSoAndLaterItIsRecorded() {
    scene.desk.answer = BillingReceipt.State.PENDING;
    FlowPass pass = scene.pass();
    OfferStep offer = offer(pass, "discount");
    Done pending = (Done) scene.choose(pass, Action.ACCEPT_OFFER);
    assertThat(pending.pending()).isTrue();
    assertThat(pending.outcome()).isEqualTo(Outcome.Kind.SAVED);
    assertThat(pending.offer()).contains(offer.offer());
    assertThat(scene.isSpent(pass)).isTrue();
    assertThat(scene.outcome(pass)).isEmpty();
    assertThat(scene.flow.ending(pass)).contains(pending);
    scene.settle(BillingReceipt.State.APPLIED);
    scene.settle(BillingReceipt.State.APPLIED);

    assertThat(scene.outcome(pass).orElseThrow().recorded()).isEqualTo("saved_discount");
    assertThat(scene.flow.ending(pass).orElseThrow().pending()).isFalse();
  }

  @Test
  void anOfferRefusedLongAfterMakesTheLinkLiveAgain() {
    scene.desk.answer = BillingReceipt.State.PENDING;
    FlowPass pass = scene.pass();
    offer(pass, "discount");
    scene.choose(pass, Action.ACCEPT_OFFER);
    scene.settle(BillingReceipt.State.REJECTED);

    assertThat(scene.isSpent(pass)).isFalse();
    assertThat(scene.flow.ending(pass)).isEmpty();
    assertThat(((Confirm) scene.flow.open(pass)).notApplied()).isTrue();
  }

  @Test
  void theLastFormSentAgainGetsTheLastPageAgain() {
    FlowPass pass = scene.pass();
    String key = scene.choose(pass, Action.CANCEL_ANYWAY).key();
    assertThat(scene.flow.ending(pass)).isEmpty();
    Choice confirm = Scene.choice(Action.CONFIRM_CANCEL, key);
    CancelStep done = scene.flow.choose(pass, confirm);

    assertThat(scene.flow.ending(pass)).contains((Done) done);
    assertThat(scene.flow.choose(pass, confirm)).isEqualTo(done);
    assertThat(scene.flow.choose(pass, Scene.choice(Action.KEEP, key))).isEqualTo(done);
    assertThat(scene.flow.choose(pass, Scene.choice(Action.BACK, key))).isEqualTo(done);
    assertThat(scene.flow.choose(pass, Scene.choice(Action.CLOSE, key))).isEqualTo(done);
    assertThat(scene.desk.orders).hasSize(1);
  }

  @Test
  void aDeadLinkOrdersNothing() {
    FlowPass pass = scene.pass();
    String key = scene.choose(pass, Action.CANCEL_ANYWAY).key();
    scene.clock.advance(Duration.ofMinutes(61));

    assertRefused(
        RefusalCode.LINK_DEAD,
        () -> scene.flow.choose(pass, Scene.choice(Action.CONFIRM_CANCEL, key)));
    assertRefused(
        RefusalCode.LINK_DEAD, () -> scene.flow.choose(pass, Scene.choice(Action.KEEP, key)));
    assertThat(scene.desk.orders).isEmpty();
    assertThat(scene.visit(pass, "state")).isEqualTo("open");
  }

  @Test
  void aReceiptOfAnotherSurfaceIsNobodysBusinessHere() {
    FlowPass pass = scene.pass();
    scene.desk.answer = BillingReceipt.State.PENDING;
    scene.choose(pass, Action.CANCEL_ANYWAY);
    scene.choose(pass, Action.CONFIRM_CANCEL);
    scene.desk.last = Scene.ofAnotherSession(scene.desk.last);
    scene.settle(BillingReceipt.State.APPLIED);

    assertThat(scene.ledger.find(scene.workspace.slug(), scene.desk.last.session())).isEmpty();
    assertThat(scene.visit(pass, "state")).isEqualTo("confirming");
  }

  // The flow's text.

  @Test
  void aVisitKeepsTheFlowThatItBeganWith() {
    FlowPass pass = scene.pass();
    scene.flow.open(pass);
    Workspace changed =
        Scene.workspace(
            scene.workspace.slug().value(),
            Optional.of("{\"version\":1,\"name\":\"n\",\"steps\":[\"confirm\"]}"),
            CancelTiming.PERIOD_END);
    FlowPass later = scene.again(pass, changed);

    assertThat(scene.flow.open(later)).isInstanceOf(Survey.class);
    assertThat(scene.flow.open(scene.pass())).isInstanceOf(Confirm.class);
  }

  @Test
  void theTextOfAFlowIsStoredOnceByteForByte() {
    scene.flow.open(scene.pass());
    scene.flow.open(scene.pass());
    String digest = FlowDefinitions.digest(EVERY_OFFER);

    assertThat(scene.one("SELECT count(*) FROM flow_version", "digest", digest)).isEqualTo(1L);
    assertThat(scene.one("SELECT CAST(definition AS text) FROM flow_version", "digest", digest))
        .isEqualTo(EVERY_OFFER);
    assertThat(scene.newShelf().of(scene.workspace.slug(), digest))
        .isEqualTo(FlowDefinitions.read(EVERY_OFFER));
  }

  @Test
  void aFlowThatIsNotValidKeepsNobody() {
    Scene broken = new Scene("{\"version\":1}");
    FlowPass pass = broken.pass();

    assertThat(broken.flow.open(pass)).isInstanceOf(Survey.class);
    assertThat(broken.choose(pass, Action.CANCEL_ANYWAY)).isInstanceOf(Confirm.class);
    assertThat(broken.choose(pass, Action.CONFIRM_CANCEL)).isInstanceOf(Done.class);
    assertThat(broken.visit(pass, "flow_digest"))
        .isEqualTo(
            broken.newShelf().current(new Scene().workspace, pass.customer()).flow().digest());
  }
}
