package io.backstop.flow.cancel;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.billing.BillingOrder;
import io.backstop.billing.BillingReceipt;
import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.flow.cancel.CancelStep.Confirm;
import io.backstop.flow.cancel.CancelStep.Done;
import io.backstop.flow.cancel.CancelStep.OfferStep;
import io.backstop.flow.cancel.Choice.Action;
import io.backstop.link.FlowPass;
import io.backstop.outcome.Outcome;
import io.backstop.store.Together;
import io.backstop.workspace.Workspace.CancelSettings;
import io.backstop.workspace.Workspace.CancelTiming;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OfferPolicyTest {

  private static final String FLOW =
"""
{"version": 1, "name": "policy", "steps": ["survey", "offers", "confirm"],
 "reasons": [
   {"id": "money", "label": {"en": "L"}, "feedback": "unused", "offers": ["discount", "pause"]},
   {"id": "plan", "label": {"en": "L"}, "feedback": "unused", "offers": ["smaller"]},
   {"id": "once", "label": {"en": "L"}, "feedback": "unused", "offers": ["call"]},
   {"id": "other", "label": {"en": "L"}, "feedback": "other", "comment": true}],
 "offers": [
   {"id": "discount", "type": "discount", "percent": 25, "months": 3, "once": true},
   {"id": "pause", "type": "pause", "months": 1},
   {"id": "smaller", "type": "downgrade", "price": "p_s", "plan_name": {"en": "S"}, "once": true},
   {"id": "call", "type": "call", "url": "https://cal.example/"}]}
""";

  private final Scene scene = new Scene(FLOW);

  private void cooldown(TemporalAmount span) {
    scene.set(
        new CancelSettings(
            CancelTiming.PERIOD_END, Optional.of(FLOW), false, Optional.empty(), span));
  }

  private void accept(String reason) {
    FlowPass pass = scene.pass();
    assertThat(scene.answer(pass, reason)).isInstanceOf(OfferStep.class);
    assertThat(scene.choose(pass, Action.ACCEPT_OFFER)).isInstanceOf(Done.class);
  }

  private String offered(String reason) {
    CancelStep step = scene.answer(scene.pass(), reason);
    return step instanceof OfferStep offer ? offer.offer().id() : "none";
  }

  @Test
  void whoHasHadMoneyOrTimeIsOfferedNeitherForNinetyDays() {
    accept("money");

    assertThat(offered("money")).isEqualTo("none");
    scene.clock.advance(Duration.ofDays(89));
    assertThat(offered("money")).isEqualTo("none");
    scene.clock.advance(Duration.ofDays(1).plusSeconds(1));
    assertThat(offered("money")).isEqualTo("pause");
  }

  @Test
  void aSmallerPlanIsNeitherMoneyNorTime() {
    accept("money");
    assertThat(offered("plan")).isEqualTo("smaller");
    accept("plan");
    assertThat(offered("once")).isEqualTo("call");
  }

  @Test
  void theCooldownIsTheWorkspaces() {
    cooldown(Period.ofMonths(1));
    accept("money");
    scene.clock.advance(Duration.ofDays(29));
    assertThat(offered("money")).isEqualTo("none");
    scene.clock.advance(Duration.ofDays(2));
    assertThat(offered("money")).isEqualTo("pause");
  }

  @Test
  void withoutACooldownOnlyWhatIsMadeOnceIsNotMadeAgain() {
    cooldown(Duration.ZERO);
    accept("money");
    scene.clock.advance(Duration.ofSeconds(1));

    assertThat(offered("money")).isEqualTo("pause");
    accept("plan");
    assertThat(offered("plan")).isEqualTo("none");
  }

  @Test
  void whatIsMadeOnceIsNotMadeAgainInTenYears() {
    accept("money");
    scene.clock.advance(Duration.ofDays(3_650));

    assertThat(offered("money")).isEqualTo("pause");
  }

  @Test
  void anOfferThatWasOnlyShownOrDeclinedIsMadeAgain() {
    FlowPass pass = scene.pass();
    scene.answer(pass, "money");
    scene.choose(pass, Action.DECLINE_OFFER);
    scene.choose(pass, Action.KEEP);

    assertThat(offered("money")).isEqualTo("discount");
  }

  @Test
  void anOfferThatStripeHasRefusedDoesNotCount() {
    scene.desk.answer = BillingReceipt.State.REJECTED;
    FlowPass pass = scene.pass();
    scene.answer(pass, "money");
    scene.choose(pass, Action.ACCEPT_OFFER);

    assertThat(offered("money")).isEqualTo("discount");
  }

  @Test
  void anOfferThatIsStillWithStripeCounts() {
    scene.desk.answer = BillingReceipt.State.PENDING;
    FlowPass pass = scene.pass();
    scene.answer(pass, "money");
    scene.choose(pass, Action.ACCEPT_OFFER);

    assertThat(offered("money")).isEqualTo("none");
    scene.settle(BillingReceipt.State.REJECTED);
    assertThat(offered("money")).isEqualTo("discount");
  }

  @Test
  void aDiscountThatIsRunningIsNotGivenBesideItself() {
    scene.desk.stripe = with(new SubscriptionSnapshot.Discount("di_1", 25, 0, ends(30), false));
    assertThat(offered("money")).isEqualTo("pause");
  }

  @Test
  void anotherDiscountAndOneThatIsOverAndOneForeverAreNotInTheWay() {
    for (SubscriptionSnapshot.Discount other :
        List.of(
            new SubscriptionSnapshot.Discount("di_1", 10, 0, ends(30), false),
            new SubscriptionSnapshot.Discount("di_1", 25, 0, ends(-1), false),
            new SubscriptionSnapshot.Discount("di_1", 25, 0, Optional.empty(), false))) {
      scene.desk.stripe = with(other);
      scene.desk.mirror = null;
      assertThat(offered("money")).isEqualTo("discount");
    }
  }

  private Optional<java.time.Instant> ends(int days) {
    return Optional.of(scene.clock.instant().plus(Duration.ofDays(days)));
  }

  private SubscriptionSnapshot with(SubscriptionSnapshot.Discount discount) {
    SubscriptionSnapshot plain = Scene.subscription("active", Optional.empty());
    return new SubscriptionSnapshot(
        plain.id(),
        plain.customer(),
        plain.status(),
        plain.currency(),
        plain.items(),
        List.of(discount),
        plain.trialEnd(),
        plain.cancelAt(),
        plain.endedAt(),
        plain.pausedUntil(),
        plain.scheduled(),
        plain.openInvoice(),
        plain.card(),
        plain.accountHint(),
        plain.appliedAttempt(),
        plain.readAt());
  }

  @Test
  void manyLinksThatShowTheOfferBeforeOneIsAcceptedGiveItOnceAndLeaveTheWayOutOpen() {
    List<FlowPass> passes = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      FlowPass pass = scene.pass();
      passes.add(pass);
      CancelStep step = scene.answer(pass, "money");
      assertThat(step).isInstanceOf(OfferStep.class);
      keys.add(step.key());
    }

    List<CancelStep> answers =
        Together.run(
            8,
            i ->
                () ->
                    scene.flow.choose(
                        passes.get(i), Scene.choice(Action.ACCEPT_OFFER, keys.get(i))));

    assertThat(scene.desk.orders).hasSize(1).allMatch(BillingOrder.Discount.class::isInstance);
    assertThat(answers).filteredOn(Done.class::isInstance).hasSize(1);
    assertThat(answers)
        .filteredOn(Confirm.class::isInstance)
        .hasSize(7)
        .allMatch(step -> ((Confirm) step).notApplied());
    for (int i = 0; i < 8; i++) {
      if (answers.get(i) instanceof Confirm) {
        assertThat(scene.isSpent(passes.get(i))).isFalse();
        assertThat(scene.choose(passes.get(i), Action.CONFIRM_CANCEL))
            .isInstanceOfSatisfying(
                Done.class, done -> assertThat(done.outcome()).isEqualTo(Outcome.Kind.CANCELLED));
      }
    }
  }

  @Test
  void ofTwoKindsAcceptedAtTheSameTimeOneIsGiven() {
    FlowPass first = scene.pass();
    String discount = scene.answer(first, "money").key();
    FlowPass second = scene.pass();
    scene.answer(second, "money");
    String pause = scene.choose(second, Action.DECLINE_OFFER).key();

    Together.run(
        2,
        i ->
            () ->
                i == 0
                    ? scene.flow.choose(first, Scene.choice(Action.ACCEPT_OFFER, discount))
                    : scene.flow.choose(second, Scene.choice(Action.ACCEPT_OFFER, pause)));

    assertThat(scene.desk.orders).hasSize(1);
  }

  @Test
  void cancellingIsNotAskedWhatWasAccepted() {
    accept("money");
    FlowPass pass = scene.pass();

    assertThat(scene.answer(pass, "money")).isInstanceOf(Confirm.class);
    assertThat(scene.choose(pass, Action.CONFIRM_CANCEL))
        .isInstanceOfSatisfying(
            Done.class, done -> assertThat(done.outcome()).isEqualTo(Outcome.Kind.CANCELLED));
  }
}
