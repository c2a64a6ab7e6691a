package io.backstop.inbox;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Decides whether bytes come from Stripe: the header {@code Stripe-Signature: t=…,v1=…,v1=…} holds
 * HMAC-SHA256 of {@code t}, a dot and the raw body, in lowercase hex, under one of the workspace's
 * secrets (Stripe docs: verify webhook signatures manually; several {@code v1} stand there while a
 * secret is rolled, and other schemes are to be passed over). Stateless, safe for any thread.
 *
 * <p>Not stripe-java's {@code Webhook}: it takes timestamps of the future, and throws what is no
 * refusal at headers that are none.
 */
final class EventSignature {

  /** How far a timestamp may lie from now, in seconds, on either side. */
  static final long WINDOW_SECONDS = 300;

  /** Stripe sends two or three. */
  private static final int MOST_SIGNATURES = 16;

  private static final int LONGEST_HEADER = 4 * 1024;
  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

  private EventSignature() {}

  /**
   * @param header the whole header; {@code null} when there was none
   * @param secrets the live ones; none: nothing is ever good
   * @throws Refusal WEBHOOK_SIGNATURE_INVALID for a header that is missing, broken or wrong;
   *     WEBHOOK_TIMESTAMP_OUT_OF_WINDOW only for one that is right: who cannot sign does not learn
   *     whether his clock is
   */
  static void verify(String header, byte[] raw, List<String> secrets, Instant now) {
    Parts parts = Parts.of(header);
    boolean good = false;
    for (String secret : secrets) {
      byte[] expected =
          HexFormat.of()
              .formatHex(mac(secret, parts.timestamp, raw))
              .getBytes(StandardCharsets.US_ASCII);
      for (byte[] presented : parts.signatures) {
        good |= MessageDigest.isEqual(expected, presented);
      }
    }
    if (!good) {
      throw invalid(secrets.isEmpty() ? "no webhook secret is set" : "no live secret made it");
    }
    long distance = now.getEpochSecond() - Long.parseLong(parts.timestamp);
    if (distance > WINDOW_SECONDS || distance < -WINDOW_SECONDS) {
      throw new Refusal(
          RefusalCode.WEBHOOK_TIMESTAMP_OUT_OF_WINDOW,
          "signed " + distance + " seconds before now");
    }
  }

  private record Parts(String timestamp, List<byte[]> signatures) {

    static Parts of(String header) {
      if (header == null || header.length() > LONGEST_HEADER) {
        throw invalid(header == null ? "no signature header" : "a header that is too long");
      }
      String timestamp = null;
      List<byte[]> signatures = new ArrayList<>();
      for (String part : header.split(",", -1)) {
        int equals = part.indexOf('=');
        String name = equals < 0 ? "" : part.substring(0, equals);
        String value = part.substring(equals + 1);
        if (name.equals("t")) {
          if (timestamp != null || !SECONDS.matcher(value).matches()) {
            throw invalid("a timestamp that is none, or two");
          }
          timestamp = value;
        } else if (name.equals("v1")) {
          signatures.add(value.getBytes(StandardCharsets.UTF_8));
        }
      }
      if (timestamp == null || signatures.isEmpty() || signatures.size() > MOST_SIGNATURES) {
        throw invalid("a header without timestamp or signature, or with too many");
      }
      return new Parts(timestamp, signatures);
    }
  }

  private static byte[] mac(String secret, String timestamp, byte[] raw) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac.update(timestamp.getBytes(StandardCharsets.US_ASCII));
      mac.update((byte) '.');
      return mac.doFinal(raw);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("HMAC-SHA256 is in every JDK", impossible);
    }
  }

  private static Refusal invalid(String why) {
    return new Refusal(RefusalCode.WEBHOOK_SIGNATURE_INVALID, why);
  }
}
