package io.backstop.web.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.brand.Rgb;
import io.backstop.workspace.Workspace.BrandSettings;
import io.backstop.workspace.Workspace.Theme;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AccentColorsTest {

  private static final Rgb LIGHT_CARD = Rgb.parse("#ffffff");
  private static final Rgb DARK_CARD = Rgb.parse("#1b1e25");

  @Test
  void whateverColourIsPickedStaysReadable() {
    Random random = new Random(7);
    for (int i = 0; i < 4096; i++) {
      Rgb brand = new Rgb(random.nextInt(256), random.nextInt(256), random.nextInt(256));
      readable(brand);
    }
    for (String hex : new String[] {"#000000", "#ffffff", "#777777", "#ffff00", "#0000ff"}) {
      readable(Rgb.parse(hex));
    }
  }

  private static void readable(Rgb brand) {
    readable(AccentColors.onLight(brand), LIGHT_CARD, AccentColors.LIGHT_GROUND);
    readable(AccentColors.onDark(brand), DARK_CARD, AccentColors.DARK_GROUND);
  }

  private static void readable(AccentColors colors, Rgb card, Rgb soft) {
    assertThat(colors.onFill().contrastTo(colors.fill())).isGreaterThanOrEqualTo(4.5);
    assertThat(colors.onFill().contrastTo(colors.hover()))
        .isGreaterThanOrEqualTo(colors.onFill().contrastTo(colors.fill()));
    assertThat(colors.text().contrastTo(card)).isGreaterThanOrEqualTo(4.5);
    assertThat(colors.text().contrastTo(soft)).isGreaterThanOrEqualTo(4.5);
    assertThat(colors.edge().contrastTo(card)).isGreaterThanOrEqualTo(3.0);
    assertThat(colors.edge().contrastTo(soft)).isGreaterThanOrEqualTo(3.0);
  }

  @Test
  void aReadableColourIsLeftAlone() {
    AccentColors colors = AccentColors.onLight(Rgb.parse("#1f4fd8"));
    assertThat(colors.text()).hasToString("#1f4fd8");
    assertThat(colors.edge()).hasToString("#1f4fd8");
    assertThat(colors.onFill()).isEqualTo(Rgb.WHITE);
  }

  @Test
  void aForcedThemeHasOneSetOfColours() {
    assertThat(css(Theme.AUTO)).contains("prefers-color-scheme:dark");
    assertThat(css(Theme.LIGHT)).doesNotContain("@media").contains("--bs-link:#1f4fd8");
    assertThat(css(Theme.DARK)).doesNotContain("@media").doesNotContain("--bs-link:#1f4fd8");
  }

  private static String css(Theme theme) {
    return AccentColors.css(new BrandSettings("Acme", Optional.empty(), "#1f4fd8", theme));
  }
}
