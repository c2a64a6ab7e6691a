package io.backstop.brand;

/** A colour of sRGB, and how it stands out from another (WCAG 2.2, contrast ratio). */
public record Rgb(int red, int green, int blue) {

  public static final Rgb WHITE = new Rgb(255, 255, 255);
  public static final Rgb BLACK = new Rgb(0, 0, 0);

  /** Reads {@code #rrggbb}. */
  public static Rgb parse(String hex) {
    int value = Integer.parseInt(hex.substring(1), 16);
    return new Rgb(value >> 16 & 255, value >> 8 & 255, value & 255);
  }

  /** From 1 (the same) to 21 (black on white). */
  public double contrastTo(Rgb other) {
    double a = luminance();
    double b = other.luminance();
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  /** This colour with {@code share} (0 to 1) of {@code other} in it. */
  public Rgb mixedWith(Rgb other, double share) {
    return new Rgb(
        mixed(red, other.red, share),
        mixed(green, other.green, share),
        mixed(blue, other.blue, share));
  }

  /** This colour, moved no further towards {@code pole} than it takes to stand out from ground. */
  public Rgb movedTowards(Rgb pole, Rgb ground, double contrast) {
    for (int step = 0; step < 20; step++) {
      Rgb moved = mixedWith(pole, step / 20.0);
      if (moved.contrastTo(ground) >= contrast) {
        return moved;
      }
    }
    return pole;
  }

  private double luminance() {
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  private static double linear(int channel) {
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }

  private static int mixed(int from, int to, double share) {
    return (int) Math.round(from + (to - from) * share);
  }

  /** {@code #rrggbb}. */
  @Override
  public String toString() {
    return String.format("#%02x%02x%02x", red, green, blue);
  }
}
