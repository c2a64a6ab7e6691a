package io.backstop.flow.cancel;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.billing.BillingOrder;
import io.backstop.flow.cancel.CancelStep.Confirm;
import io.backstop.flow.cancel.CancelStep.Done;
import io.backstop.flow.cancel.CancelStep.OfferStep;
import io.backstop.flow.cancel.CancelStep.Stories;
import io.backstop.flow.cancel.CancelStep.Survey;
import io.backstop.flow.cancel.Choice.Action;
import io.backstop.kernel.Refusal;
import io.backstop.link.FlowPass;
import io.backstop.outcome.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The promise of the whole station: whatever the merchant has written, wherever the customer is,
 * "cancel anyway" leads to the confirmation and the confirmation to the end.
 */
class WayOutTest {

  /** A walk is the choices that were made; it is made again on a new visit for every look at it. */
  private record Walked(Scene scene, List<UnaryOperator<Choice>> choices) {

    /** The step that these choices lead to on a new visit, and that visit. */
    CancelStep arrive(FlowPass pass) {
      CancelStep here = scene.flow.open(pass);
      for (UnaryOperator<Choice> each : choices) {
        here = scene.flow.choose(pass, each.apply(Scene.choice(Action.CONTINUE, here.key())));
      }
      return here;
    }

    Walked and(UnaryOperator<Choice> choice) {
      return new Walked(scene, Stream.concat(choices.stream(), Stream.of(choice)).toList());
    }
  }

  private static UnaryOperator<Choice> press(Action action) {
    return choice -> new Choice(action, choice.step(), choice.reason(), choice.comment());
  }

  private static UnaryOperator<Choice> answer(Optional<String> reason) {
    return choice -> new Choice(Action.CONTINUE, choice.step(), reason, Optional.empty());
  }

  private static List<UnaryOperator<Choice>> waysOn(CancelStep step) {
    if (step instanceof Survey survey) {
      return Stream.concat(
              survey.reasons().stream().map(reason -> Optional.of(reason.id())),
              Stream.of(Optional.<String>empty()))
          .map(WayOutTest::answer)
          .toList();
    }
    if (step instanceof Stories) {
      return List.of(press(Action.CONTINUE));
    }
    return step instanceof OfferStep ? List.of(press(Action.DECLINE_OFFER)) : List.of();
  }

  private static int checkFrom(Walked walked) {
    FlowPass pass = walked.scene().pass();
    CancelStep here = walked.arrive(pass);
    CancelStep confirm =
        walked.scene().flow.choose(pass, Scene.choice(Action.CANCEL_ANYWAY, here.key()));
    assertThat(confirm).isInstanceOf(Confirm.class);
    CancelStep done =
        walked.scene().flow.choose(pass, Scene.choice(Action.CONFIRM_CANCEL, confirm.key()));
    assertThat(((Done) done).outcome()).isEqualTo(Outcome.Kind.CANCELLED);
    int steps = 1;
    for (UnaryOperator<Choice> on : waysOn(here)) {
      steps += checkFrom(walked.and(on));
    }
    return steps;
  }

  @Test
  void fromEveryStepOfTheDefaultFlow() {
    // The survey; eight answers and none; behind them the second offers and the confirmations.
    assertThat(checkFrom(new Walked(new Scene(), List.of()))).isGreaterThan(15);
  }

  @TestFactory
  Stream<DynamicTest> fromEveryStepOfWhateverFlowIsValid() {
    return IntStream.range(0, 40)
        .mapToObj(
            seed ->
                DynamicTest.dynamicTest(
                    "flow " + seed,
                    () -> {
                      Random random = new Random(seed);
                      Scene scene = new Scene(valid(random));
                      scene.desk.suitable = order -> (order.hashCode() + seed) % 4 != 0;
                      scene.desk.quotable = order -> !(order instanceof BillingOrder.Gift);
                      assertThat(checkFrom(new Walked(scene, List.of()))).isPositive();
                    }));
  }

  private static String valid(Random random) {
    while (true) {
      String document = document(random);
      try {
        FlowDefinitions.read(document);
        return document;
      } catch (Refusal refusal) {
        // Chains are drawn at random: some loop, some come twice. Draw again.
        assertThat(refusal.param()).as(document).containsPattern("offers|otherwise");
      }
    }
  }

  private static String document(Random random) {
    List<String> steps = new ArrayList<>(List.of("survey", "stories", "offers"));
    steps.removeIf(step -> random.nextInt(5) == 0);
    steps.add("confirm");
    int offers = random.nextInt(6);
    String listedOffers =
        IntStream.range(0, offers)
            .mapToObj(i -> offer(i, offers, random))
            .collect(Collectors.joining(","));
    String reasons =
        IntStream.range(0, random.nextInt(4))
            .mapToObj(
                i ->
                    """
                    {"id": "r%d", "label": {"en": "L"}, "feedback": "unused", "comment": %s,
                     "stories": [%s], "offers": [%s]},"""
                        .formatted(
                            i,
                            random.nextBoolean(),
                            random.nextBoolean() ? "\"s\"" : "",
                            some(random, offers)))
            .collect(Collectors.joining());
    return """
        {"version": 1, "name": "n", "steps": [%s], "reasons": [%s
          {"id": "other", "label": {"en": "O"}, "feedback": "other", "comment": true}],
         "stories": [{"id": "s", "quote": {"en": "Q"}, "author": "A"}],
         "offers": [%s], "otherwise": [%s]}"""
        .formatted(
            steps.stream().map(step -> '"' + step + '"').collect(Collectors.joining(",")),
            reasons,
            listedOffers,
            some(random, offers));
  }

  private static String offer(int number, int offers, Random random) {
    String then = random.nextInt(3) == 0 ? ", \"then\": \"o" + random.nextInt(offers) + '"' : "";
    String kind =
        switch (random.nextInt(4)) {
          case 0 ->
              "\"type\": \"discount\", \"months\": 1, \"percent\": " + (1 + random.nextInt(99));
          case 1 -> "\"type\": \"pause\", \"months\": " + (1 + random.nextInt(11));
          case 2 -> "\"type\": \"gift\", \"months\": 1";
          default -> "\"type\": \"call\", \"url\": \"https://cal.example/\"";
        };
    return "{\"id\": \"o" + number + "\", " + kind + then + "}";
  }

  private static String some(Random random, int offers) {
    return random
        .ints(random.nextInt(3), 0, Math.max(1, offers))
        .filter(number -> number < offers)
        .mapToObj(number -> "\"o" + number + '"')
        .collect(Collectors.joining(","));
  }
}
