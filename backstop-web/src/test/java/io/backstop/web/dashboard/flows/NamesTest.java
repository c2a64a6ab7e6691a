package io.backstop.web.dashboard.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

  @ParameterizedTest
  @CsvSource({
    "It costs too much, it_costs_too_much",
    "Größe & Gewicht, große_gewicht",
    "'  ', reason",
    "日本語, reason",
    "a very long label that goes on and on for ever, a_very_long_label_that_goes_on_a"
  })
  void anIdRemindsOfItsLabel(String label, String id) {
    assertThat(Names.idOf(label, "reason"))
        .isEqualTo(id.replace("große", "gro_e"))
        .matches("[a-z0-9_-]{1,40}");
  }

  @Test
  void aTakenIdGetsANumber() {
    assertThat(Names.free("half", List.of())).isEqualTo("half");
    assertThat(Names.free("half", List.of("half", "half_2"))).isEqualTo("half_3");
    assertThat(Names.free("x".repeat(40), List.of("x".repeat(40))))
        .hasSizeLessThanOrEqualTo(40)
        .endsWith("_2");
  }
}
