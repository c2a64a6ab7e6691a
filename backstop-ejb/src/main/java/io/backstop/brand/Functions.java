package io.backstop.brand;

import java.util.Set;

/** The functions that a value may use. None of them loads, reads or runs anything. */
final class Functions {

  static final Set<String> MATH =
      Set.of(
          "calc", "min", "max", "clamp", "round", "mod", "rem", "abs", "sign", "sin", "cos", "tan",
          "asin", "acos", "atan", "atan2", "pow", "sqrt", "hypot", "log", "exp");

  private static final Set<String> COLORS =
      Set.of(
          "rgb",
          "rgba",
          "hsl",
          "hsla",
          "hwb",
          "lab",
          "lch",
          "oklab",
          "oklch",
          "color",
          "color-mix",
          "light-dark");

  private static final Set<String> SHAPES =
      Set.of(
          "linear-gradient",
          "radial-gradient",
          "conic-gradient",
          "repeating-linear-gradient",
          "repeating-radial-gradient",
          "repeating-conic-gradient",
          "inset",
          "circle",
          "ellipse",
          "polygon");

  private static final Set<String> EFFECTS =
      Set.of(
          "blur",
          "brightness",
          "contrast",
          "drop-shadow",
          "grayscale",
          "hue-rotate",
          "invert",
          "opacity",
          "saturate",
          "sepia",
          "translate",
          "translatex",
          "translatey",
          "scale",
          "scalex",
          "scaley",
          "rotate",
          "skew",
          "skewx",
          "skewy",
          "matrix",
          "cubic-bezier",
          "steps",
          "linear");

  private static final Set<String> LAYOUT = Set.of("repeat", "minmax", "fit-content");

  private Functions() {}

  /** Whether a value may use {@code name}, in lower case; {@code var} and {@code env} apart. */
  static boolean allows(String name) {
    return MATH.contains(name)
        || COLORS.contains(name)
        || SHAPES.contains(name)
        || EFFECTS.contains(name)
        || LAYOUT.contains(name);
  }
}
