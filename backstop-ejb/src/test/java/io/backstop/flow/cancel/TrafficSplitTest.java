package io.backstop.flow.cancel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.flow.cancel.TrafficSplit.Part;
import io.backstop.flow.cancel.TrafficSplit.Wish;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.WorkspaceSlug;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrafficSplitTest {

  private static final WorkspaceSlug ACME = new WorkspaceSlug("acme");
  private static final int CUSTOMERS = 10_000;

  private static Part part(int number) {
    return new Part("flw_" + (number - 1) / 2, number, "digest" + number);
  }

  /** Parts 1, 2, … with these percents; 0: not there. */
  private static List<Wish> wishes(int... percents) {
    return IntStream.range(0, percents.length)
        .filter(i -> percents[i] > 0)
        .mapToObj(i -> new Wish(part(i + 1), percents[i]))
        .toList();
  }

  private static List<Part> drawn(TrafficSplit split) {
    return IntStream.range(0, CUSTOMERS)
        .mapToObj(i -> split.of(ACME, new CustomerId("cus_" + i)))
        .toList();
  }

  private static long changed(List<Part> before, List<Part> after) {
    return IntStream.range(0, CUSTOMERS).filter(i -> !before.get(i).equals(after.get(i))).count();
  }

  @Test
  void everyVersionGetsItsPercents() {
    TrafficSplit split = TrafficSplit.begin("salt", wishes(50, 30, 15, 5));

    Map<Part, Long> counts =
        drawn(split).stream().collect(Collectors.groupingBy(each -> each, Collectors.counting()));

    assertThat(counts.get(part(1))).isBetween(4_700L, 5_300L);
    assertThat(counts.get(part(2))).isBetween(2_750L, 3_250L);
    assertThat(counts.get(part(3))).isBetween(1_300L, 1_700L);
    assertThat(counts.get(part(4))).isBetween(400L, 600L);
    assertThat(split.percent(part(3))).isEqualTo(15);
    assertThat(split.percent(part(5))).isZero();
  }

  @Test
  void aCustomerKeepsHisVersionWhileTheSplitStands() {
    TrafficSplit split = TrafficSplit.begin("salt", wishes(40, 30, 20, 10));

    assertThat(drawn(TrafficSplit.read(split.write()))).isEqualTo(drawn(split));
    assertThat(split.moved(wishes(40, 30, 20, 10)).slots()).isEqualTo(split.slots());
  }

  @Test
  void anotherWorkspaceAndAnotherSaltDrawAnew() {
    TrafficSplit split = TrafficSplit.begin("salt", wishes(50, 50));
    TrafficSplit other = TrafficSplit.begin("other", wishes(50, 50));
    WorkspaceSlug beta = new WorkspaceSlug("beta");
    List<Part> there =
        IntStream.range(0, CUSTOMERS)
            .mapToObj(i -> split.of(beta, new CustomerId("cus_" + i)))
            .toList();

    assertThat(changed(drawn(split), drawn(other))).isBetween(4_700L, 5_300L);
    assertThat(changed(drawn(split), there)).isBetween(4_700L, 5_300L);
  }

  @Test
  void movingTenPercentMovesTenPercentOfTheCustomersAndOnlyFromWhoLosesToWhoGains() {
    TrafficSplit before = TrafficSplit.begin("salt", wishes(60, 20, 20));
    TrafficSplit after = before.moved(wishes(50, 20, 30));
    List<Part> then = drawn(before);
    List<Part> now = drawn(after);

    assertThat(changed(then, now)).isBetween(850L, 1_150L);
    for (int i = 0; i < CUSTOMERS; i++) {
      if (!then.get(i).equals(now.get(i))) {
        assertThat(then.get(i)).isEqualTo(part(1));
        assertThat(now.get(i)).isEqualTo(part(3));
      }
    }
  }

  @Test
  void noMoveWhatsoeverMovesMoreSlotsThanPercentsMove() {
    Random random = new Random(20261128);
    TrafficSplit split = TrafficSplit.begin("salt", wishes(100));
    for (int round = 0; round < 2_000; round++) {
      int[] before = percents(split);
      int[] after = randomPercents(random);
      TrafficSplit moved = split.moved(wishes(after));
      int must = 0;
      int did = 0;
      for (int i = 0; i < 6; i++) {
        must += Math.max(0, before[i] - after[i]);
      }
      for (int slot = 0; slot < 100; slot++) {
        Part was = split.parts().get(split.slots().charAt(slot) - '0');
        Part is = moved.parts().get(moved.slots().charAt(slot) - '0');
        did += was.equals(is) ? 0 : 1;
      }
      assertThat(percents(moved)).isEqualTo(after);
      assertThat(did).isEqualTo(must);
      split = TrafficSplit.read(moved.write());
    }
  }

  private static int[] percents(TrafficSplit split) {
    return IntStream.rangeClosed(1, 6).map(number -> split.percent(part(number))).toArray();
  }

  private static int[] randomPercents(Random random) {
    List<Integer> numbers = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5));
    Collections.shuffle(numbers, random);
    int[] percents = new int[6];
    int left = 100;
    for (int part = 0, parts = 1 + random.nextInt(4); part < parts; part++) {
      boolean last = part == parts - 1;
      int percent = last ? left : 1 + random.nextInt(left - (parts - part - 1));
      percents[numbers.get(part)] = percent;
      left -= percent;
    }
    return percents;
  }

  @Test
  void aNewVersionTakesOverTheCustomersOfTheOldOneOfItsFlow() {
    TrafficSplit before = TrafficSplit.begin("salt", wishes(60, 0, 40));
    List<Part> then = drawn(before);
    List<Part> now = drawn(before.moved(wishes(0, 60, 0, 40)));

    for (int i = 0; i < CUSTOMERS; i++) {
      assertThat(now.get(i).flow()).isEqualTo(then.get(i).flow());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"salt\":\"s\",\"parts\":[],\"slots\":\"\"}",
        "{\"salt\":\"s\",\"parts\":[{\"flow\":\"f\",\"number\":1,\"digest\":\"d\"}],\"slots\":\"0\"}"
      })
  void whatIsNoSplitIsRefused(String text) {
    assertThatThrownBy(() -> TrafficSplit.read(text)).isInstanceOf(Refusal.class);
  }

  @Test
  void aSlotOfNoPartIsRefused() {
    String text = TrafficSplit.begin("salt", wishes(100)).write().replace("00\"", "01\"");

    assertThatThrownBy(() -> TrafficSplit.read(text)).isInstanceOf(Refusal.class);
  }
}
