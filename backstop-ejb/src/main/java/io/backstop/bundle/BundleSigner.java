package io.backstop.bundle;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.Surface;
import io.backstop.workspace.Workspace;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as a merchant's backend does. Stateless. */
public final class BundleSigner {

  private static final String ALGORITHM = "HmacSHA256";

  private BundleSigner() {}

  /**
   * A bundle signed now, under the workspace's current secret.
   *
   * @throws Refusal INVALID_FIELD with the first member at fault
   */
  public static SignedBundle sign(
      Surface surface, Workspace workspace, String customer, String subscription, Instant now) {
    String timestamp = Long.toString(now.getEpochSecond());
    SignedBundle unsigned =
        SignedBundle.of(surface, workspace.slug().value(), customer, subscription, timestamp, null);
    byte[] key = workspace.embed().secrets().get(0).getBytes(StandardCharsets.UTF_8);
    return new SignedBundle(
        surface,
        unsigned.workspace(),
        unsigned.customer(),
        unsigned.subscription(),
        unsigned.timestamp(),
        Optional.of(hex(key, unsigned.signedText())));
  }

  /** HMAC-SHA256, lowercase hex. */
  static String hex(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("HMAC-SHA256 is in every JDK", impossible);
    }
  }
}
