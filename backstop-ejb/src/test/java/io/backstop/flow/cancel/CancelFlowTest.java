package io.backstop.flow.cancel;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.billing.BillingOrder;
import io.backstop.flow.cancel.CancelStep.Confirm;
import io.backstop.flow.cancel.CancelStep.Done;
import io.backstop.flow.cancel.CancelStep.OfferStep;
import io.backstop.flow.cancel.CancelStep.Survey;
import io.backstop.link.FlowPass;
import io.backstop.outcome.Outcome;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CancelFlowTest {

  private final Scene scene = new Scene();

  @Test
  void aCustomerWhoDeclinesEverythingIsCancelled() {
    FlowPass pass = scene.pass();

    assertThat(scene.flow.open(pass)).isInstanceOf(Survey.class);
    CancelStep discount = scene.answer(pass, "too_expensive");
    assertThat(discount)
        .isInstanceOfSatisfying(
            OfferStep.class,
            step -> {
              assertThat(step.offer().type()).isEqualTo("discount");
              assertThat(step.quote().orElseThrow().order())
                  .isEqualTo(new BillingOrder.Discount(25, 3));
            });
    CancelStep pause = scene.choose(pass, Choice.Action.DECLINE_OFFER);
    assertThat(((OfferStep) pause).offer().type()).isEqualTo("pause");
    CancelStep confirm = scene.choose(pass, Choice.Action.DECLINE_OFFER);
    assertThat(confirm).isInstanceOf(Confirm.class);
    assertThat(scene.isSpent(pass)).isFalse();
    CancelStep done = scene.choose(pass, Choice.Action.CONFIRM_CANCEL);

    assertThat(done)
        .isInstanceOfSatisfying(
            Done.class,
            page -> {
              assertThat(page.outcome()).isEqualTo(Outcome.Kind.CANCELLED);
              assertThat(page.pending()).isFalse();
              assertThat(page.accessEnds()).isPresent();
            });
    assertThat(scene.isSpent(pass)).isTrue();
    assertThat(scene.outcome(pass).orElseThrow().recorded()).isEqualTo("canceled");
    assertThat(scene.desk.orders)
        .containsExactly(
            new BillingOrder.Cancel(
                scene.workspace.cancel().timing(), Optional.of("too_expensive"), Optional.empty()));
    assertThat(scene.visit(pass, "offers_declined")).isEqualTo("quarter_off month_break");
  }
}
