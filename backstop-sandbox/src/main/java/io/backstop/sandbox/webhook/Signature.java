package io.backstop.sandbox.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs a delivery as Stripe does. Source: Stripe docs, "Verify webhook signatures manually". */
public final class Signature {
  private Signature() {}

  /**
   * The value of the Stripe-Signature header, {@code t=…,v1=…}.
   *
   * @param secret the key is the whole string, with its whsec_ prefix
   * @param timestamp epoch seconds
   * @param payload the body, exactly as it is sent
   */
  public static String header(String secret, long timestamp, String payload) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] signed = (timestamp + "." + payload).getBytes(StandardCharsets.UTF_8);
      return "t=" + timestamp + ",v1=" + HexFormat.of().formatHex(mac.doFinal(signed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
