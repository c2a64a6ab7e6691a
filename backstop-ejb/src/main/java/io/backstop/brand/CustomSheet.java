package io.backstop.brand;

/**
 * A style sheet as it is served.
 *
 * @param digest changes with the text; 32 hexadecimal digits
 * @param text CSS that we wrote ourselves: no {@code <}, no address but that of an uploaded logo
 */
public record CustomSheet(String digest, String text) {

  @Override
  public String toString() {
    return "CustomSheet[" + digest + "]";
  }
}
