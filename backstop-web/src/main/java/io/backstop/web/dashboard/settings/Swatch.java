package io.backstop.web.dashboard.settings;

import io.backstop.brand.Rgb;
import java.util.Locale;

/**
 * A colour, and the text that a button of it carries: white while that has 4.5 : 1, else dark (WCAG
 * 2.2, contrast ratio). The customers' pages choose the same way.
 *
 * @param color {@code #rrggbb}
 * @param text {@code #rrggbb}
 * @param contrast of text on colour, 1 to 21
 */
public record Swatch(String color, String text, double contrast) {

  private static final double ENOUGH = 4.5;
  private static final String WHITE = "#ffffff";
  private static final String INK = "#14161a";

  static boolean isColor(String text) {
    return text.matches("#[0-9a-fA-F]{6}");
  }

  static Swatch of(String color) {
    double white = contrast(color, WHITE);
    return white >= ENOUGH
        ? new Swatch(color, WHITE, white)
        : new Swatch(color, INK, contrast(color, INK));
  }

  /** For example {@code 7.4}. */
  public String ratio() {
    return String.format(Locale.ROOT, "%.1f", contrast);
  }

  private static double contrast(String color, String text) {
    return Rgb.parse(color).contrastTo(Rgb.parse(text));
  }
}
