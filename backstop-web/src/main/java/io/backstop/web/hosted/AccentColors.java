package io.backstop.web.hosted;

import io.backstop.brand.Rgb;
import io.backstop.workspace.Workspace.BrandSettings;
import io.backstop.workspace.Workspace.Theme;

/**
 * What becomes of a merchant's one colour on one ground, light or dark. Whatever he picks stays
 * readable: text on it and text in it have a contrast of at least 4.5 : 1, edges in it of 3 : 1
 * (WCAG 2.2, 1.4.3 and 1.4.11).
 *
 * @param fill of the primary button: the colour itself
 * @param onFill text on the fill
 * @param hover the fill under the pointer; further from {@code onFill} than the fill
 * @param text links
 * @param edge borders, rings and marks
 */
record AccentColors(Rgb fill, Rgb onFill, Rgb hover, Rgb text, Rgb edge) {

  /** The grounds of hosted.css: the card, and what is picked out on it. */
  static final Rgb LIGHT_GROUND = Rgb.parse("#f4f5f8");

  static final Rgb DARK_GROUND = Rgb.parse("#252a33");
  private static final double TEXT = 4.5;
  private static final double EDGE = 3;
  private static final Rgb INK = Rgb.parse("#14161a");

  static AccentColors onLight(Rgb brand) {
    return of(brand, LIGHT_GROUND, Rgb.BLACK);
  }

  static AccentColors onDark(Rgb brand) {
    return of(brand, DARK_GROUND, Rgb.WHITE);
  }

  /** The variables of a workspace's pages, as the few bytes of style that differ between them. */
  static String css(BrandSettings brand) {
    Rgb color = Rgb.parse(brand.color());
    if (brand.theme() == Theme.DARK) {
      return rule(onDark(color));
    }
    String light = rule(onLight(color));
    return brand.theme() == Theme.LIGHT
        ? light
        : light + "@media(prefers-color-scheme:dark){" + rule(onDark(color)) + "}";
  }

  private static AccentColors of(Rgb brand, Rgb ground, Rgb pole) {
    // White reads better on saturated colours than its ratio says; it goes first while it suffices.
    boolean white = brand.contrastTo(Rgb.WHITE) >= TEXT;
    Rgb onFill = white ? Rgb.WHITE : brand.contrastTo(INK) >= TEXT ? INK : Rgb.BLACK;
    return new AccentColors(
        brand,
        onFill,
        brand.mixedWith(white ? Rgb.BLACK : Rgb.WHITE, 0.14),
        brand.movedTowards(pole, ground, TEXT),
        brand.movedTowards(pole, ground, EDGE));
  }

  private static String rule(AccentColors c) {
    return ":root{--bs-accent:%s;--bs-on-accent:%s;--bs-accent-hover:%s;--bs-link:%s;--bs-edge:%s}"
        .formatted(c.fill, c.onFill, c.hover, c.text, c.edge);
  }
}
