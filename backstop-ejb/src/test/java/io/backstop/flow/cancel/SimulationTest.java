package io.backstop.flow.cancel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.billing.Quote;
import io.backstop.flow.cancel.CancelStep.Confirm;
import io.backstop.flow.cancel.CancelStep.OfferStep;
import io.backstop.flow.cancel.CancelStep.Stories;
import io.backstop.flow.cancel.CancelStep.Survey;
import io.backstop.flow.cancel.Simulation.Facts;
import io.backstop.flow.cancel.Simulation.Walked;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.WorkspaceSlug;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimulationTest {

  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final String FLOW =
      """
      {"version": 1, "name": "n", "steps": ["survey", "stories", "offers", "confirm"],
       "reasons": [
         {"id": "all", "label": {"en": "L"}, "feedback": "unused", "stories": ["s"],
          "offers": ["discount", "pause", "downgrade", "annual", "call"]},
         {"id": "trial", "label": {"en": "L"}, "feedback": "unused", "offers": ["trial", "gift"]},
         {"id": "other", "label": {"en": "L"}, "feedback": "other", "comment": true}],
       "stories": [{"id": "s", "quote": {"en": "Q"}, "author": "A"}],
       "offers": [
         {"id": "discount", "type": "discount", "percent": 25, "months": 3},
         {"id": "pause", "type": "pause", "months": 1},
         {"id": "downgrade", "type": "downgrade", "price": "p_s", "plan_name": {"en": "S"}},
         {"id": "annual", "type": "annual_upsell", "price": "p_y", "plan_name": {"en": "Y"}},
         {"id": "gift", "type": "gift", "months": 2},
         {"id": "trial", "type": "trial_extension", "days": 14},
         {"id": "call", "type": "call", "url": "https://cal.example/"}]}
      """;

  private static Facts facts(String interval, String status, String reason) {
    return new Facts(
        new WorkspaceSlug("acme"),
        4_900,
        "usd",
        interval,
        status,
        Optional.ofNullable(reason),
        new CustomerId("cus_sample"),
        false,
        NOW);
  }

  private static Walked walk(String interval, String status, String reason) {
    return Simulation.walk(FLOW, facts(interval, status, reason));
  }

  private static Quote quote(Walked walked, String id) {
    return walked.steps().stream()
        .filter(OfferStep.class::isInstance)
        .map(OfferStep.class::cast)
        .filter(step -> step.offer().id().equals(id))
        .findFirst()
        .flatMap(OfferStep::quote)
        .orElseThrow();
  }

  @Test
  void theStepsAreThoseThatARealVisitWalks() {
    Walked walked = walk("month", "active", "all");

    assertThat(walked.steps())
        .extracting(step -> (Object) step.getClass())
        .containsExactly(
            Survey.class,
            Stories.class,
            OfferStep.class,
            OfferStep.class,
            OfferStep.class,
            OfferStep.class,
            OfferStep.class,
            Confirm.class);
    assertThat(walked.passedOver()).isEmpty();
    assertThat(walked.steps()).extracting(CancelStep::key).doesNotHaveDuplicates();
  }

  @Test
  void termsFollowFromThePrice() {
    Walked walked = walk("month", "active", "all");

    assertThat(quote(walked, "discount"))
        .matches(quote -> quote.nextAmount() == 3_675 && quote.laterAmount() == 4_900)
        .matches(quote -> quote.effectEndsAt().orElseThrow().toString().startsWith("2027-02-28"));
    assertThat(quote(walked, "pause"))
        .matches(quote -> quote.nextChargeAt().toString().startsWith("2027-01-10"))
        .matches(quote -> quote.nextAmount() == 4_900);
    assertThat(quote(walked, "downgrade").nextAmount()).isEqualTo(2_940);
    assertThat(quote(walked, "annual"))
        .matches(quote -> quote.dueNow() == 49_000 && quote.interval().equals("year"));
    assertThat(quote(walk("month", "active", "trial"), "gift"))
        .matches(quote -> quote.nextAmount() == 0 && quote.laterAmount() == 4_900);
    assertThat(quote(walk("month", "trialing", "trial"), "trial").nextChargeAt())
        .isEqualTo(NOW.plus(java.time.Duration.ofDays(26)));
  }

  @Test
  void whatDoesNotSuitTheSubscriptionIsPassedOver() {
    assertThat(walk("month", "active", "trial").passedOver()).containsExactly("trial");
    assertThat(walk("month", "trialing", "trial").passedOver()).containsExactly("gift");
    assertThat(walk("year", "active", "all").passedOver()).containsExactly("annual");
    assertThat(walk("month", "unpaid", "all").passedOver())
        .containsExactly("discount", "pause", "downgrade", "annual");
  }

  @Test
  void withoutAnAnswerTheWayIsShort() {
    assertThat(walk("month", "active", null).steps())
        .hasSize(2)
        .last()
        .isInstanceOfSatisfying(
            Confirm.class, confirm -> assertThat(confirm.accessEnds().orElseThrow()).isAfter(NOW));
  }

  @Test
  void whatIsNoFlowIsRefusedWhereItIsWrong() {
    assertThatThrownBy(() -> Simulation.walk("{\"version\": 1}", facts("month", "active", null)))
        .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.param()).isEmpty());
  }
}
