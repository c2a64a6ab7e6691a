package io.backstop.web.dashboard.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.web.dashboard.settings.SignatureCard.Until;
import java.time.DateTimeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a field of date and time says, as the setting has it. */
class SignatureCardTest {

  @ParameterizedTest
  @CsvSource({
    "2026-12-01T08:30, 2026-12-01T08:30:00Z",
    "2026-12-01T08:30:15, 2026-12-01T08:30:15Z",
    "2026-12-01T08:30:15.5, 2026-12-01T08:30:15.500Z",
    "'', ''",
    "'  ', ''"
  })
  void aMomentIsUtcAndNothingIsNoMoment(String field, String setting) {
    assertThat(Until.setting(field)).isEqualTo(setting);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-12-01", "tomorrow", "2026-13-01T08:30", "2026-12-01T08:30:00Z"})
  void whatIsNoMomentIsRefused(String field) {
    assertThatThrownBy(() -> Until.setting(field)).isInstanceOf(DateTimeException.class);
  }
}
