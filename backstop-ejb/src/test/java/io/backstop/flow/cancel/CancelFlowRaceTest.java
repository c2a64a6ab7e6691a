package io.backstop.flow.cancel;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.billing.BillingReceipt;
import io.backstop.flow.cancel.CancelStep.Confirm;
import io.backstop.flow.cancel.CancelStep.Done;
import io.backstop.flow.cancel.CancelStep.OfferStep;
import io.backstop.flow.cancel.Choice.Action;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.link.FlowPass;
import io.backstop.outcome.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two tabs, two nodes, a button pressed twice. Each caller has connections of its own. */
class CancelFlowRaceTest {

  private static final int CALLERS = 8;
  private static final long PATIENCE_SECONDS = 30;

  private final Scene scene = new Scene();
  private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS);

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  private <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
    CyclicBarrier start = new CyclicBarrier(calls.size());
    List<Future<T>> futures = new ArrayList<>();
    for (Callable<T> call : calls) {
      futures.add(
          threads.submit(
              () -> {
                start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                return call.call();
              }));
    }
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      results.add(future.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }
    return results;
  }

  private <T> List<T> atOnce(Callable<T> call) throws Exception {
    return atOnce(Collections.nCopies(CALLERS, call));
  }

  @Test
  void firstOpeningsAtOnceMakeOneVisit() throws Exception {
    FlowPass pass = scene.pass();
    List<CancelStep> pages = atOnce(() -> scene.flow.open(pass));

    assertThat(pages).extracting(CancelStep::key).containsOnly("0.survey");
    assertThat(
            scene.one("SELECT count(*) FROM cancel_session", "session_id", pass.session().value()))
        .isEqualTo(1L);
  }

  @Test
  void oneStepTakenInManyTabsIsTakenOnce() throws Exception {
    FlowPass pass = scene.pass();
    String key = scene.answer(pass, "too_expensive").key();
    List<CancelStep> pages =
        atOnce(() -> scene.flow.choose(pass, Scene.choice(Action.DECLINE_OFFER, key)));

    assertThat(pages)
        .allSatisfy(page -> assertThat(((OfferStep) page).offer().id()).isEqualTo("month_break"));
    assertThat(pages).extracting(CancelStep::key).containsOnly(scene.flow.open(pass).key());
    assertThat(scene.visit(pass, "offers_declined")).isEqualTo("quarter_off");
  }

  @Test
  void tabsThatChooseDifferentlyAgreeOnOneStep() throws Exception {
    FlowPass pass = scene.pass();
    String key = scene.answer(pass, "too_expensive").key();
    atOnce(
        List.of(
            () -> scene.flow.choose(pass, Scene.choice(Action.DECLINE_OFFER, key)),
            () -> scene.flow.choose(pass, Scene.choice(Action.CANCEL_ANYWAY, key)),
            () -> scene.flow.choose(pass, Scene.choice(Action.BACK, key))));
    CancelStep here = scene.flow.open(pass);

    assertThat(scene.visit(pass, "turn").toString()).isIn("3", "4");
    assertThat(scene.flow.open(pass)).isEqualTo(here);
  }

  @Test
  void ofManyConfirmationsOneOrdersAndAllSeeTheEnding() throws Exception {
    FlowPass pass = scene.pass();
    String key = scene.choose(pass, Action.CANCEL_ANYWAY).key();
    List<CancelStep> pages =
        atOnce(() -> scene.flow.choose(pass, Scene.choice(Action.CONFIRM_CANCEL, key)));

    assertThat(scene.desk.orders).hasSize(1);
    assertThat(pages)
        .allSatisfy(page -> assertThat(((Done) page).outcome()).isEqualTo(Outcome.Kind.CANCELLED));
    assertThat(scene.outcome(pass).orElseThrow().recorded()).isEqualTo("canceled");
  }

  @Test
  void whoConfirmsWhileTheFirstIsAtStripeIsToldThatItIsUnderWay() throws Exception {
    FlowPass pass = scene.pass();
    String key = scene.choose(pass, Action.CANCEL_ANYWAY).key();
    CountDownLatch atStripe = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    scene.desk.whileAtStripe =
        () -> {
          atStripe.countDown();
          await(answered);
        };
    Choice confirm = Scene.choice(Action.CONFIRM_CANCEL, key);
    Future<CancelStep> first = threads.submit(() -> scene.flow.choose(pass, confirm));
    await(atStripe);
    Done second = (Done) scene.flow.choose(pass, confirm);
    assertThat(second.pending()).isTrue();
    assertThat(second.outcome()).isEqualTo(Outcome.Kind.CANCELLED);
    assertThat(scene.flow.ending(pass)).contains(second);
    assertThat(((Done) scene.flow.choose(pass, Scene.choice(Action.KEEP, key))).outcome())
        .isEqualTo(Outcome.Kind.CANCELLED);
    answered.countDown();

    assertThat(((Done) first.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).pending()).isFalse();
    assertThat(scene.flow.ending(pass).orElseThrow().pending()).isFalse();
    assertThat(scene.desk.orders).hasSize(1);
  }

  @Test
  void ofStayingAndCancellingAtOnceOneHappens() throws Exception {
    for (int round = 0; round < 10; round++) {
      FlowPass pass = scene.pass();
      String key = scene.choose(pass, Action.CANCEL_ANYWAY).key();
      int before = scene.desk.orders.size();
      List<CancelStep> pages =
          atOnce(
              List.of(
                  () -> scene.flow.choose(pass, Scene.choice(Action.CONFIRM_CANCEL, key)),
                  () -> scene.flow.choose(pass, Scene.choice(Action.KEEP, key))));

      Outcome.Kind kind = scene.outcome(pass).orElseThrow().kind();
      assertThat(pages).allSatisfy(page -> assertThat(((Done) page).outcome()).isEqualTo(kind));
      assertThat(scene.desk.orders.size() - before)
          .isEqualTo(kind == Outcome.Kind.CANCELLED ? 1 : 0);
    }
  }

  @Test
  void goingBackAndConfirmingAtOnceNeverCancelsWithoutSayingSo() throws Exception {
    for (int round = 0; round < 10; round++) {
      FlowPass pass = scene.pass();
      String key = scene.choose(pass, Action.CANCEL_ANYWAY).key();
      int before = scene.desk.orders.size();
      List<Optional<CancelStep>> pages =
          atOnce(
              List.of(
                  () -> unlessMismatched(pass, Scene.choice(Action.CONFIRM_CANCEL, key)),
                  () -> unlessMismatched(pass, Scene.choice(Action.BACK, key))));

      boolean cancelled = scene.desk.orders.size() > before;
      assertThat(pages.get(0).isPresent()).isEqualTo(cancelled);
      assertThat(scene.isSpent(pass)).isEqualTo(cancelled);
      assertThat(pages.get(1).orElseThrow() instanceof Done).isEqualTo(cancelled);
    }
  }

  private Optional<CancelStep> unlessMismatched(FlowPass pass, Choice choice) {
    try {
      return Optional.of(scene.flow.choose(pass, choice));
    } catch (Refusal refusal) {
      assertThat(refusal.code()).isEqualTo(RefusalCode.STEP_MISMATCH);
      return Optional.empty();
    }
  }

  @Test
  void receiptsAtOnceRecordOneOutcome() throws Exception {
    FlowPass pass = scene.pass();
    scene.desk.answer = BillingReceipt.State.PENDING;
    scene.choose(pass, Action.CANCEL_ANYWAY);
    scene.choose(pass, Action.CONFIRM_CANCEL);
    atOnce(
        () -> {
          scene.settle(BillingReceipt.State.APPLIED);
          return true;
        });

    assertThat(scene.one("SELECT count(*) FROM outcome", "session_id", pass.session().value()))
        .isEqualTo(1L);
  }

  @Test
  void twoLooksAtAnOfferShowTheSameTerms() throws Exception {
    FlowPass pass = scene.pass();
    scene.answer(pass, "unused");
    scene.clock.advance(Stage.TERMS_LIFE);
    List<CancelStep> pages = atOnce(() -> scene.flow.open(pass));

    assertThat(pages).allSatisfy(page -> assertThat(page).isInstanceOf(OfferStep.class));
    assertThat(pages.stream().map(CancelStep::key).distinct()).hasSize(1);
    assertThat(scene.choose(pass, Action.CANCEL_ANYWAY)).isInstanceOf(Confirm.class);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
