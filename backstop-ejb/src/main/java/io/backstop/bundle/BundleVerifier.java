package io.backstop.bundle;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.workspace.Workspace.EmbedSettings;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Decides whether a bundle is good: HMAC-SHA256, lowercase hex, under any live embed secret, then
 * the window of 300 seconds both ways, edges in. Stateless and safe for any thread.
 */
public final class BundleVerifier {

  /** How far a timestamp may lie from now, in seconds, on either side. */
  public static final long WINDOW_SECONDS = 300;

  private static final int HEX_LENGTH = 64;
  private static final String ALGORITHM = "HmacSHA256";

  private BundleVerifier() {}

  /**
   * @throws Refusal SIGNATURE_REQUIRED, SIGNATURE_INVALID or TIMESTAMP_OUT_OF_WINDOW, in this
   *     order: who cannot sign does not learn whether his clock is right
   */
  public static VerifiedBundle verify(SignedBundle bundle, EmbedSettings settings, Instant now) {
    if (bundle.unsigned()) {
      if (!settings.acceptsUnsigned(now)) {
        throw new Refusal(RefusalCode.SIGNATURE_REQUIRED, "unsigned");
      }
      return new VerifiedBundle(
          bundle.surface(),
          bundle.customer(),
          bundle.subscription(),
          Optional.empty(),
          Signer.NOBODY);
    }
    if (bundle.signature().isEmpty()) {
      throw new Refusal(RefusalCode.SIGNATURE_REQUIRED, "a timestamp without a signature");
    }
    byte[] presented = asciiBytes(bundle.signature().get());
    Signer signer = signer(settings.secrets(), bundle.signedText(), presented);
    if (signer == Signer.NOBODY) {
      throw new Refusal(RefusalCode.SIGNATURE_INVALID, "no live secret made this signature");
    }
    long distance = now.getEpochSecond() - Long.parseLong(bundle.timestamp().orElseThrow());
    if (distance > WINDOW_SECONDS || distance < -WINDOW_SECONDS) {
      throw new Refusal(
          RefusalCode.TIMESTAMP_OUT_OF_WINDOW, "signed " + distance + " seconds before now");
    }
    return new VerifiedBundle(
        bundle.surface(),
        bundle.customer(),
        bundle.subscription(),
        Optional.of(digest(presented)),
        signer);
  }

  /** Every secret is tried, whichever fits, so that the time tells nothing. */
  private static Signer signer(List<String> secrets, String text, byte[] presented) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    Signer signer = Signer.NOBODY;
    for (int i = 0; i < secrets.size(); i++) {
      boolean good = MessageDigest.isEqual(hex(mac(secrets.get(i), bytes)), presented);
      if (good && signer == Signer.NOBODY) {
        signer = i == 0 ? Signer.CURRENT : Signer.PREVIOUS;
      }
    }
    return signer;
  }

  private static byte[] mac(String secret, byte[] text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return mac.doFinal(text);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("HMAC-SHA256 is in every JDK", impossible);
    }
  }

  private static byte[] digest(byte[] signature) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(signature);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("SHA-256 is in every JDK", impossible);
    }
  }

  /** 64 bytes for what could be a signature, none for anything else; neither equals a real one. */
  private static byte[] asciiBytes(String signature) {
    if (signature.length() != HEX_LENGTH) {
      return new byte[0];
    }
    byte[] bytes = new byte[HEX_LENGTH];
    for (int i = 0; i < HEX_LENGTH; i++) {
      char c = signature.charAt(i);
      bytes[i] = c < 128 ? (byte) c : 0;
    }
    return bytes;
  }

  private static byte[] hex(byte[] bytes) {
    byte[] text = new byte[bytes.length * 2];
    for (int i = 0; i < bytes.length; i++) {
      text[2 * i] = (byte) Character.forDigit(bytes[i] >> 4 & 15, 16);
      text[2 * i + 1] = (byte) Character.forDigit(bytes[i] & 15, 16);
    }
    return text;
  }
}
