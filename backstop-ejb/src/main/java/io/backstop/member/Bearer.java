package io.backstop.member;

import io.backstop.kernel.Ids;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

/** What a browser or a link carries, and what the database knows of it. */
final class Bearer {

  private Bearer() {}

  /** 256 bits that nobody can guess, base64url. */
  static String fresh() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Ids.unguessable(32));
  }

  /** SHA-256 of {@code value}. */
  static byte[] digest(String value) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
