package io.backstop.brand;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RgbTest {

  @Test
  void contrastIsThatOfWcag() {
    assertThat(Rgb.BLACK.contrastTo(Rgb.WHITE)).isEqualTo(21.0);
    assertThat(Rgb.parse("#777777").contrastTo(Rgb.WHITE)).isBetween(4.47, 4.48);
    assertThat(Rgb.parse("#ff0000").contrastTo(Rgb.WHITE)).isBetween(3.99, 4.0);
    assertThat(Rgb.WHITE.contrastTo(Rgb.WHITE)).isEqualTo(1.0);
  }

  @Test
  void aColourMovesNoFurtherThanItTakes() {
    Rgb grey = Rgb.parse("#808080");

    assertThat(grey.movedTowards(Rgb.BLACK, Rgb.WHITE, 1)).isEqualTo(grey);
    assertThat(grey.movedTowards(Rgb.BLACK, Rgb.WHITE, 4.5).contrastTo(Rgb.WHITE))
        .isBetween(4.5, 5.1);
    assertThat(grey.movedTowards(Rgb.BLACK, Rgb.WHITE, 22)).isEqualTo(Rgb.BLACK);
  }
}
