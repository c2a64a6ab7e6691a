package io.backstop.web.dashboard.settings;

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

  private static double contrast(String a, String b) {
    double first = luminance(a);
    double second = luminance(b);
    return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
  }

  private static double luminance(String color) {
    int value = Integer.parseInt(color.substring(1), 16);
    return 0.2126 * linear(value >> 16 & 255)
        + 0.7152 * linear(value >> 8 & 255)
        + 0.0722 * linear(value & 255);
  }

  private static double linear(int channel) {
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }
}
