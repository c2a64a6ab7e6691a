package io.backstop.brand;

/**
 * A PNG that we drew ourselves.
 *
 * @param digest changes with the bytes; 32 hexadecimal digits
 */
public record Picture(String digest, byte[] bytes, int width, int height) {

  @Override
  public String toString() {
    return "Picture[" + digest + "]";
  }
}
