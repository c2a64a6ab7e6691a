package io.backstop.flow.cancel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.billing.BillingReceipt;
import io.backstop.flow.cancel.Choice.Action;
import io.backstop.link.FlowPass;
import io.backstop.store.TestDatabase;
import org.junit.jupiter.api.Test;

class StepLogTest {

  private final Scene scene = new Scene();
  private final FlowPass pass = scene.pass();

  private String steps() {
    return TestDatabase.shared()
        .text(
            "SELECT string_agg(event || ' ' || stop, ', ' ORDER BY turn, array_position("
                + "ARRAY['answered', 'refused', 'shown', 'dismissed', 'ordered', 'stayed'], event))"
                + " FROM cancel_step WHERE workspace_id = ? AND session_id = ?",
            scene.workspace.slug().value(),
            pass.session().value());
  }

  @Test
  void openingShowsTheFirstStepOnceHoweverOftenItIsOpened() {
    scene.flow.open(pass);
    scene.flow.open(pass);

    assertThat(steps()).isEqualTo("shown survey");
  }

  @Test
  void aWayToCancellationLeavesEachPageAndEachChoice() {
    scene.answer(pass, null);
    scene.choose(pass, Action.CANCEL_ANYWAY);
    scene.choose(pass, Action.CONFIRM_CANCEL);

    assertThat(steps()).startsWith("shown survey").endsWith("shown confirm, ordered confirm");
    assertThat(
            TestDatabase.shared()
                .text(
                    "SELECT kept_amount FROM outcome WHERE workspace_id = ? AND session_id = ?",
                    scene.workspace.slug().value(),
                    pass.session().value()))
        .isNull();
  }

  @Test
  void anOfferIsLoggedWithItsTermsAndItsRefusal() {
    scene.desk.answer = BillingReceipt.State.REJECTED;
    scene.answer(pass, "too_expensive");
    scene.choose(pass, Action.ACCEPT_OFFER);

    assertThat(steps()).contains("answered", "shown offer.", "ordered offer.", "refused offer.");
    assertThat(
            TestDatabase.shared()
                .text(
                    "SELECT bool_and(detail LIKE '%nextAmount%') FROM cancel_step"
                        + " WHERE workspace_id = ? AND event = 'shown' AND stop LIKE 'offer.%'",
                    scene.workspace.slug().value()))
        .isEqualTo("t");
  }

  @Test
  void whatASavedSubscriptionComesToIsTakenFromTheMirror() {
    TestDatabase.shared()
        .update(
            "INSERT INTO stripe_subscription (workspace_id, subscription_id, customer_id, status,"
                + " ended, snapshot, read_at) VALUES (?, 'sub_1', 'cus_1', 'active', false,"
                + " CAST(? AS jsonb), now())",
            scene.workspace.slug().value(),
            """
            {"id": "sub_1", "customer": "cus_1", "status": "active", "currency": "usd",
             "items": [{"item_id": "si_1", "price_id": "price_1", "product_name": "Pro",
               "unit_amount": 4900, "quantity": 1, "interval": "month", "interval_count": 1,
               "period_end": "2026-12-13T12:00:00Z"}],
             "discounts": [], "scheduled": false, "open_invoice": false,
             "read_at": "2026-11-23T12:00:00Z"}""");
    scene.flow.open(pass);
    scene.choose(pass, Action.KEEP);

    assertThat(steps()).endsWith("stayed survey");
    assertThat(scene.outcome(pass).orElseThrow().kept().orElseThrow().minor()).isEqualTo(4_900);
  }

  @Test
  void aStepIsNeverChanged() {
    scene.flow.open(pass);

    assertThatThrownBy(
            () ->
                TestDatabase.shared()
                    .update(
                        "UPDATE cancel_step SET stop = 'confirm' WHERE workspace_id = ?",
                        scene.workspace.slug().value()))
        .hasMessageContaining("never changed");
  }
}
