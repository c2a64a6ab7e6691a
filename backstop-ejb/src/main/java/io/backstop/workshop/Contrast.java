package io.backstop.workshop;

/** How well two colours {@code #rrggbb} tell apart (WCAG 2.2, contrast ratio): 1 to 21. */
final class Contrast {

  private Contrast() {}

  static double between(String one, String other) {
    double first = luminance(one);
    double second = luminance(other);
    return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
  }

  private static double luminance(String color) {
    int value = Integer.parseInt(color.substring(1), 16);
    return 0.2126 * linear(value >> 16 & 255)
        + 0.7152 * linear(value >> 8 & 255)
        + 0.0722 * linear(value & 255);
  }

  private static double linear(int channel) {
    double part = channel / 255.0;
    return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  }
}
