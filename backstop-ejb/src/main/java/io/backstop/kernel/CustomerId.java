package io.backstop.kernel;

import java.util.regex.Pattern;

/**
 * Stripe's id of a customer.
 *
 * @param value {@code cus_} and 1 to 250 letters, digits or underscores; the pattern matches the
 *     whole value, so a trailing newline is refused
 */
public record CustomerId(String value) {

  private static final Pattern GRAMMAR = Pattern.compile("cus_[A-Za-z0-9_]{1,250}");

  public CustomerId {
    if (!isWellFormed(value)) {
      throw new IllegalArgumentException("not a customer id");
    }
  }

  /** Whether {@code text} may become a {@code CustomerId}; {@code null} may not. */
  public static boolean isWellFormed(String text) {
    return text != null && GRAMMAR.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
