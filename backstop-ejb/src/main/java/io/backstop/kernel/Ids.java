package io.backstop.kernel;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;

/**
 * Makes identifiers: 26 characters of Crockford's base 32 (lowercase), of which the first ten are
 * the millisecond and the rest 80 random bits, so that neighbours in time are neighbours in an
 * index (the ULID layout). Thread safe. Not for secrets: a secret is derived by {@code KeyRing}.
 */
public final class Ids {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();

  private Ids() {}

  /** A new id with {@code prefix} (for example {@code "att_"}) before its 26 characters. */
  public static String next(String prefix, Instant now) {
    byte[] entropy = new byte[10];
    RANDOM.nextBytes(entropy);
    char[] id = new char[26];
    long millis = now.toEpochMilli();
    for (int i = 9; i >= 0; i--) {
      id[i] = ALPHABET[(int) (millis & 31)];
      millis >>>= 5;
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < 5; i++) {
      high = high << 8 | entropy[i] & 0xff;
      low = low << 8 | entropy[i + 5] & 0xff;
    }
    for (int i = 0; i < 8; i++) {
      id[17 - i] = ALPHABET[(int) (high >>> 5 * i & 31)];
      id[25 - i] = ALPHABET[(int) (low >>> 5 * i & 31)];
    }
    return prefix + new String(id);
  }

  /** When {@code id}, with whatever prefix, was made, to the millisecond. */
  public static Instant moment(String id) {
    long millis = 0;
    for (char c : id.substring(id.length() - 26, id.length() - 16).toCharArray()) {
      millis = millis << 5 | Arrays.binarySearch(ALPHABET, c);
    }
    return Instant.ofEpochMilli(millis);
  }

  /** {@code length} bytes that nobody can guess. */
  public static byte[] unguessable(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
