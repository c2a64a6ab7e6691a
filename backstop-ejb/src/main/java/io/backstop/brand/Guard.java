package io.backstop.brand;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The rules that no sheet of a merchant's can beat: {@code !important}, in a cascade layer that
 * comes before all of his (CSS Cascading Level 5: of important declarations those of the first
 * layer win). They travel with his sheet, for without one there is nothing to guard against.
 */
final class Guard {

  /** Whatever is protected, without weight of its own. */
  static final String PROTECTED =
      ":where([data-bs-protected],#bs-confirm-cancel,.bs-price,.bs-terms)";

  /** Of those, what stands on the card's own ground. */
  static final String TEXTS = ":where([data-bs-protected]:not(.bs-btn),.bs-price,.bs-terms)";

  private static final String PLACES = read("guard-places.css");
  private static final String PAINT = read("guard-paint.css");

  private Guard() {}

  /** The texts that stand on the ground of {@code selector}: those of a quote on the quote's. */
  static String textsOn(String selector) {
    return selector.contains(".bs-quote") ? TEXTS : TEXTS + ":not(:where(.bs-quote *))";
  }

  /** The guard's layer, then the merchant's sheet. */
  static String before(String sheet, Colors colors) {
    String paint = colors.paints() ? PAINT + colors.lifted() : "";
    return "@layer bs-protect{" + PLACES + paint + "}" + sheet;
  }

  private static String read(String name) {
    try (InputStream in = Guard.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replaceAll("(?s)/\\*.*?\\*/", "")
          .replace("PROTECTED", PROTECTED)
          .replace("TEXTS", TEXTS)
          .replaceAll("\\s*([{};,])\\s*", "$1")
          .replaceAll(":\\s+", ":")
          .strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
