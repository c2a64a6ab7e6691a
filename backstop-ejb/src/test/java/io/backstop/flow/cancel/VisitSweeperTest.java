package io.backstop.flow.cancel;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.billing.BillingReceipt;
import io.backstop.flow.cancel.Choice.Action;
import io.backstop.link.FlowPass;
import io.backstop.outcome.Outcome;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VisitSweeperTest {

  private static final Duration LIFE = Duration.ofMinutes(60);

  private final Scene scene = new Scene();

  /** What other tests have left open is not due in this one. */
  @BeforeEach
  void leaveOthersAlone() {
    scene.container.transaction(
        () ->
            scene
                .container
                .entityManager()
                .createNativeQuery(
                    "UPDATE cancel_session SET expires_at = 'infinity' WHERE state = 'open'")
                .executeUpdate());
  }

  @Test
  void aVisitThatNobodyCanGoOnWithIsAbandoned() {
    FlowPass pass = scene.pass();
    scene.answer(pass, "unused");
    scene.choose(pass, Action.CLOSE);
    scene.clock.advance(LIFE.plus(VisitSweeper.GRACE).plusSeconds(1));
    scene.sweeper().sweep();
    scene.sweeper().sweep();

    assertThat(scene.outcome(pass).orElseThrow().recorded()).isEqualTo("abandoned");
    assertThat(scene.outcome(pass).orElseThrow().kind()).isEqualTo(Outcome.Kind.DISMISSED);
    assertThat(scene.visit(pass, "state")).isEqualTo("ended");
  }

  @Test
  void aVisitWhoseLinkIsLiveIsNot() {
    FlowPass pass = scene.pass();
    scene.flow.open(pass);
    scene.clock.advance(LIFE.plus(VisitSweeper.GRACE));
    scene.sweeper().sweep();

    assertThat(scene.outcome(pass)).isEmpty();
  }

  @Test
  void aVisitWhoseOrderIsWithStripeIsNot() {
    FlowPass pass = scene.pass();
    scene.desk.answer = BillingReceipt.State.PENDING;
    scene.choose(pass, Action.CANCEL_ANYWAY);
    scene.choose(pass, Action.CONFIRM_CANCEL);
    scene.clock.advance(Duration.ofDays(2));
    scene.sweeper().sweep();
    assertThat(scene.outcome(pass)).isEmpty();
    scene.settle(BillingReceipt.State.APPLIED);

    assertThat(scene.outcome(pass).orElseThrow().recorded()).isEqualTo("canceled");
  }

  @Test
  void aVisitThatAnOrderHasReopenedWaitsForTheCustomerAgain() {
    FlowPass pass = scene.pass();
    scene.desk.answer = BillingReceipt.State.PENDING;
    scene.answer(pass, "unused");
    scene.choose(pass, Action.ACCEPT_OFFER);
    scene.clock.advance(Duration.ofDays(2));
    scene.settle(BillingReceipt.State.REJECTED);
    scene.sweeper().sweep();
    assertThat(scene.outcome(pass)).isEmpty();
    scene.desk.answer = BillingReceipt.State.APPLIED;
    scene.choose(pass, Action.CANCEL_ANYWAY);
    scene.choose(pass, Action.CONFIRM_CANCEL);

    assertThat(scene.outcome(pass).orElseThrow().recorded()).isEqualTo("canceled");
  }

  @Test
  void aVisitThatSomebodyHoldsIsSkippedAndNotWaitedFor() throws Exception {
    FlowPass pass = scene.pass();
    String key = scene.flow.open(pass).key();
    scene.clock.advance(LIFE.plus(VisitSweeper.GRACE).plusSeconds(1));
    ExecutorService anotherNode = Executors.newSingleThreadExecutor();
    try {
      scene.book.change(
          pass,
          key,
          held -> {
            try {
              anotherNode.submit(() -> scene.sweeper().sweep()).get(30, TimeUnit.SECONDS);
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          });
    } finally {
      anotherNode.shutdownNow();
    }
    assertThat(scene.outcome(pass)).isEmpty();
    scene.sweeper().sweep();

    assertThat(scene.outcome(pass).orElseThrow().recorded()).isEqualTo("abandoned");
  }
}
