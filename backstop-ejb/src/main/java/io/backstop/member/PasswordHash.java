package io.backstop.member;

import io.backstop.kernel.Ids;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Passwords at rest: {@code PBKDF2WithHmacSHA256:rounds:salt:hash}, salt and hash in base64, which
 * is also how Jakarta Security's Pbkdf2PasswordHash writes them. A comparison takes some 200 ms of
 * one core, on purpose (OWASP Password Storage: PBKDF2 with HMAC-SHA256, 600,000 rounds).
 */
final class PasswordHash {

  static final int ROUNDS = 600_000;

  /** What no password has. Comparing with it takes the time that comparing takes. */
  static final String NOBODYS =
      "PBKDF2WithHmacSHA256:"
          + ROUNDS
          + ":AAAAAAAAAAAAAAAAAAAAAA==:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  private static final String ALGORITHM = "PBKDF2WithHmacSHA256";
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  private PasswordHash() {}

  static String of(String password) {
    byte[] salt = Ids.unguessable(SALT_BYTES);
    Base64.Encoder base64 = Base64.getEncoder();
    return String.join(
        ":",
        ALGORITHM,
        Integer.toString(ROUNDS),
        base64.encodeToString(salt),
        base64.encodeToString(derived(password, salt, ROUNDS)));
  }

  /** Whether {@code password} is the one that {@code stored} was made of. */
  static boolean fits(String password, String stored) {
    String[] parts = stored.split(":");
    if (parts.length != 4 || !parts[0].equals(ALGORITHM)) {
      throw new IllegalStateException("a stored password is of another kind");
    }
    Base64.Decoder base64 = Base64.getDecoder();
    byte[] derived = derived(password, base64.decode(parts[2]), Integer.parseInt(parts[1]));
    return MessageDigest.isEqual(derived, base64.decode(parts[3]));
  }

  private static byte[] derived(String password, byte[] salt, int rounds) {
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, rounds, HASH_BYTES * 8);
    try {
      return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
    } finally {
      spec.clearPassword();
    }
  }
}
