package io.backstop.sandbox.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.sandbox.shape.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeriodsTest {
  private static long at(String instant) {
    return Instant.parse(instant).getEpochSecond();
  }

  @Test
  void anchorOnThe31stEndsShortMonthsAndKeepsThe31st() {
    long anchor = at("2026-12-31T10:00:00Z");
    List<String> boundaries = new ArrayList<>();
    long moment = anchor;
    for (int i = 0; i < 4; i++) {
      moment = Periods.next(anchor, Json.object("interval", "month", "interval_count", 1), moment);
      boundaries.add(Instant.ofEpochSecond(moment).toString());
    }
    assertThat(boundaries)
        .containsExactly(
            "2027-01-31T10:00:00Z",
            "2027-02-28T10:00:00Z",
            "2027-03-31T10:00:00Z",
            "2027-04-30T10:00:00Z");
  }

  @Test
  void boundaryLongAfterTheAnchorIsFound() {
    long anchor = at("1996-02-29T00:00:00Z");
    assertThat(
            Periods.next(
                anchor,
                Json.object("interval", "week", "interval_count", 2),
                at("2026-11-23T00:00:00Z")))
        .isBetween(at("2026-11-23T00:00:01Z"), at("2026-12-07T00:00:00Z"));
    assertThat(
            Periods.next(
                anchor,
                Json.object("interval", "year", "interval_count", 1),
                at("2026-11-23T00:00:00Z")))
        .isEqualTo(at("2027-02-28T00:00:00Z"));
  }

  @Test
  void partsOfASplitSumToTheWhole() {
    assertThat(Money.split(100, List.of(1L, 1L, 1L))).containsExactly(33, 34, 33);
    assertThat(Money.split(0, List.of())).isEmpty();
    assertThat(Money.share(4900, 1, 2)).isEqualTo(2450);
    assertThat(Money.share(-5, 1, 2)).isEqualTo(-3);
    assertThat(Money.shown(4900, "usd")).isEqualTo("$49.00");
  }
}
