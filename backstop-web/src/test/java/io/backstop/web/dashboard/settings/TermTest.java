package io.backstop.web.dashboard.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.web.dashboard.SpokenWords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermTest {

  @ParameterizedTest
  @CsvSource({
    "PT15M, 15, minutes",
    "PT1H, 1, hours",
    "PT90M, 90, minutes",
    "PT9600H, 400, days",
    "PT0S, 0, days",
    "P90D, 90, days",
    "P3M, 3, months",
    "P1Y, 12, months"
  })
  void aLengthIsSaidInTheLargestUnitThatItIsWholeIn(String iso, String number, String unit) {
    assertThat(Term.of(iso)).isEqualTo(new Term(number, unit));
  }

  @ParameterizedTest
  @CsvSource({"PT90S", "P1M15D"})
  void whatTakesMoreThanOneUnitHasNoNumber(String iso) {
    assertThat(Term.of(iso).number()).isEmpty();
    assertThat(Term.of(iso).iso()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "15, minutes, PT15M",
    "36, hours, PT36H",
    "7, days, P7D",
    "0, days, P0D",
    "3, months, P3M",
    "'', days, ''"
  })
  void whatIsTypedIsInIso(String number, String unit, String iso) {
    assertThat(new Term(number, unit).iso()).isEqualTo(iso);
  }

  @ParameterizedTest
  @CsvSource({"1.5, hours", "-1, days", "ten, days", "1234567, days", "1, years", "1, ''"})
  void whatIsNoWholeNumberOfAUnitIsRefused(String number, String unit) {
    assertThatThrownBy(() -> new Term(number, unit).iso())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void oneAndManyAreSaidDifferently() {
    assertThat(new Term("1", "minutes").say(SpokenWords.in("en"))).isEqualTo("1 minute");
    assertThat(new Term("3650", "days").say(SpokenWords.in("en"))).isEqualTo("3,650 days");
    assertThat(new Term("0", "days").say(SpokenWords.in("de"))).isEqualTo("0 Tagen");
  }
}
