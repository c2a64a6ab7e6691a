package io.backstop.outcome;

import io.backstop.kernel.SessionId;
import io.backstop.workspace.Workspace;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a hosted page tells the merchant by sending the customer back: how the visit ended, signed,
 * so that the merchant's backend may believe it. Immutable; no container, no clock.
 *
 * @param timestamp epoch seconds at which the answer was signed
 * @param signature HMAC-SHA256, lowercase hex, under the workspace's current embed secret over
 *     session, outcome and timestamp, joined by one line feed
 */
public record OutcomeMessage(
    SessionId session, Outcome.Kind outcome, long timestamp, String signature) {

  private static final String PREFIX = "backstop_";

  /** Signs {@code outcome} of {@code session} as of {@code now} with the current embed secret. */
  public static OutcomeMessage signed(
      Workspace workspace, SessionId session, Outcome.Kind outcome, Instant now) {
    long timestamp = now.getEpochSecond();
    String text = session.value() + '\n' + outcome.wireName() + '\n' + timestamp;
    String currentSecret = workspace.embed().secrets().get(0);
    return new OutcomeMessage(session, outcome, timestamp, hmac(currentSecret, text));
  }

  /**
   * {@code returnUrl} with the answer added to its query. What the query and the fragment already
   * hold stays byte for byte, except parameters that begin with {@code backstop_}: a stale or
   * forged one must not stand beside the signed one, because receivers differ in which of two they
   * read.
   */
  public URI addedTo(URI returnUrl) {
    String url = returnUrl.toString();
    int hash = url.indexOf('#');
    String fragment = hash < 0 ? "" : url.substring(hash);
    String beforeFragment = hash < 0 ? url : url.substring(0, hash);
    int mark = beforeFragment.indexOf('?');
    String query = mark < 0 ? "" : beforeFragment.substring(mark + 1);
    String kept =
        Arrays.stream(query.split("&", -1))
            .filter(pair -> !isOurs(pair))
            .collect(Collectors.joining("&"));
    return URI.create(
        (mark < 0 ? beforeFragment : beforeFragment.substring(0, mark))
            + '?'
            + (kept.isEmpty() ? "" : kept + '&')
            + "backstop_outcome="
            + outcome.wireName()
            + "&backstop_session="
            + session.value()
            + "&backstop_timestamp="
            + timestamp
            + "&backstop_signature="
            + signature
            + fragment);
  }

  /** Whether a receiver would read {@code pair} as one of ours, percent-encoded or not. */
  private static boolean isOurs(String pair) {
    int end = pair.indexOf('=');
    String name = end < 0 ? pair : pair.substring(0, end);
    return URI.create("?" + name).getQuery().startsWith(PREFIX);
  }

  private static String hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
