package io.backstop.workspace;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.aead.KmsEnvelopeAead;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Hkdf;
import io.backstop.kernel.WorkspaceSlug;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.Config;

/**
 * Everything that is made from the operator's master key ({@code backstop.master-key}, base64 of 32
 * bytes): the envelope that secrets rest in, and the keys that tokens and form keys are derived
 * with. Thread safe. The application does not start without a good master key.
 *
 * <p>A secret is encrypted under a data key of its own, and that under the key-encryption key
 * (Tink's KmsEnvelopeAead), with the workspace and the purpose as associated data.
 */
@ApplicationScoped
public class KeyRing {

  private static final int KEY_BYTES = 32;

  private final Aead envelope;
  private final ThreadLocal<Mac> tokens;

  /** For CDI's proxy only. */
  KeyRing() {
    this.envelope = null;
    this.tokens = null;
  }

  @Inject
  KeyRing(Config config) {
    this(config.getOptionalValue("backstop.master-key", String.class).orElse(""));
  }

  /**
   * @param masterKey base64 of 32 bytes
   * @throws IllegalStateException when it is not; the message does not repeat it
   */
  public KeyRing(String masterKey) {
    byte[] master = decoded(masterKey);
    try {
      AesGcmParameters dataKeys = PredefinedAeadParameters.AES256_GCM;
      this.envelope =
          KmsEnvelopeAead.create(dataKeys, new AesGcmJce(derived(master, "secrets at rest")));
      SecretKeySpec tokenKey = new SecretKeySpec(derived(master, "link tokens"), "HmacSHA256");
      this.tokens = ThreadLocal.withInitial(() -> keyed(tokenKey));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("AES-GCM and HMAC-SHA256 are in every JDK", impossible);
    }
  }

  private static byte[] decoded(String masterKey) {
    byte[] master;
    try {
      master = Base64.getDecoder().decode(masterKey.strip());
    } catch (IllegalArgumentException notBase64) {
      master = new byte[0];
    }
    if (master.length != KEY_BYTES) {
      throw new IllegalStateException(
          "backstop.master-key must be set to the base64 text of 32 random bytes"
              + " (openssl rand -base64 32)");
    }
    return master;
  }

  private static byte[] derived(byte[] master, String purpose) throws GeneralSecurityException {
    return Hkdf.computeHkdf(
        "HmacSha256", master, null, ("backstop " + purpose).getBytes(StandardCharsets.UTF_8), 32);
  }

  private static Mac keyed(SecretKeySpec key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("HMAC-SHA256 is in every JDK", impossible);
    }
  }

  /**
   * 32 bytes that only this installation can make again: the MAC of the parts, each preceded by its
   * length.
   */
  public byte[] derive(String... parts) {
    Mac mac = tokens.get();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      mac.update((byte) (bytes.length >>> 8));
      mac.update((byte) bytes.length);
      mac.update(bytes);
    }
    return mac.doFinal();
  }

  /** Tells one secret of {@code workspace} from the next, and not what it is. */
  public String markOf(WorkspaceSlug workspace, String secret) {
    byte[] mark = derive("turn of the embed secret", workspace.value(), secret);
    return HexFormat.of().formatHex(mark, 0, 16);
  }

  /** {@code secret}, closed so that only this workspace's {@code purpose} opens it; base64. */
  public String seal(WorkspaceSlug workspace, String purpose, String secret) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              envelope.encrypt(
                  secret.getBytes(StandardCharsets.UTF_8), context(workspace, purpose)));
    } catch (GeneralSecurityException failed) {
      throw new IllegalStateException("could not seal " + purpose, failed);
    }
  }

  /**
   * What {@link #seal} closed.
   *
   * @throws InvalidKeyException when it was closed under another master key, for another workspace
   *     or purpose, or was altered
   */
  public String unseal(WorkspaceSlug workspace, String purpose, String sealed)
      throws InvalidKeyException {
    try {
      byte[] secret =
          envelope.decrypt(Base64.getDecoder().decode(sealed), context(workspace, purpose));
      return new String(secret, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException | IllegalArgumentException failed) {
      throw new InvalidKeyException(
          "the sealed " + purpose + " of " + workspace + " does not open with this master key",
          failed);
    }
  }

  private static byte[] context(WorkspaceSlug workspace, String purpose) {
    return (workspace.value() + "\n" + purpose).getBytes(StandardCharsets.UTF_8);
  }
}
