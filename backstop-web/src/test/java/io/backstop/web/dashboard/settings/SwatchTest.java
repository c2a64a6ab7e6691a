package io.backstop.web.dashboard.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SwatchTest {

  @ParameterizedTest
  @ValueSource(strings = {"#ffffff", "#000000", "#ffd400", "#4f46e5", "#777777", "#12c99b"})
  void textOnAnyColourCanBeRead(String color) {
    assertThat(Swatch.of(color).contrast()).isGreaterThanOrEqualTo(4.0);
  }

  @Test
  void whiteIsTakenWhileItReadsWell() {
    assertThat(Swatch.of("#4f46e5").text()).isEqualTo("#ffffff");
    assertThat(Swatch.of("#ffd400").text()).isEqualTo("#14161a");
    assertThat(Swatch.of("#000000").ratio()).isEqualTo("21.0");
  }

  @Test
  void onlySixHexDigitsAreAColour() {
    assertThat(Swatch.isColor("#4f46E5")).isTrue();
    assertThat(Swatch.isColor("#4f46e5\n")).isFalse();
    assertThat(Swatch.isColor("#fff")).isFalse();
    assertThat(Swatch.isColor("red")).isFalse();
  }
}
