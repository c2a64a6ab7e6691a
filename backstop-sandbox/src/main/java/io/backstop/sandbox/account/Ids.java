package io.backstop.sandbox.account;

import java.security.SecureRandom;

/**
 * Makes identifiers that look like Stripe's: a prefix and random letters and digits. Thread-safe.
 */
public final class Ids {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  /** For example {@code sub_} and 24 characters. */
  public static String next(String prefix) {
    return prefix + random(24);
  }

  public static String random(int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}
