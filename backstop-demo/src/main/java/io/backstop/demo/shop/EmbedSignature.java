package io.backstop.demo.shop;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature that merchant and Backstop share: HMAC-SHA256 over the fields, joined by line
 * feeds, under the UTF-8 bytes of the embed secret, as 64 lower-case hex digits. The same both
 * ways: a bundle on the way in, an outcome on the way back.
 */
public final class EmbedSignature {
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  public EmbedSignature(String embedSecret) {
    key = new SecretKeySpec(embedSecret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  public String sign(String... fields) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] text = String.join("\n", fields).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(mac.doFinal(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + ALGORITHM, e);
    }
  }

  /** Compares in constant time. */
  public boolean matches(String signature, String... fields) {
    return MessageDigest.isEqual(
        sign(fields).getBytes(StandardCharsets.US_ASCII),
        signature.getBytes(StandardCharsets.UTF_8));
  }
}
