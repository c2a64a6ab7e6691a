package io.backstop.flow.portal;

import io.backstop.kernel.Ids;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.link.FlowPass;
import io.backstop.workspace.KeyRing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * What a form of the portal carries to say which act it is and on what terms: signed for its link,
 * so that it comes back as it was rendered, or not at all. One rendered form is one act: sent twice
 * it happens once.
 *
 * @param act the session of the attempt
 * @param issuedAt whole seconds, as Stripe counts
 * @param terms what was shown, in the words of whoever issued it; without line breaks
 */
record Ticket(SessionId act, SubscriptionId subscription, Instant issuedAt, List<String> terms) {

  static Ticket issue(SubscriptionId subscription, Instant now, String... terms) {
    return new Ticket(
        new SessionId(Ids.next("cs_", now)),
        subscription,
        now.truncatedTo(ChronoUnit.SECONDS),
        List.of(terms));
  }

  /** For the form. */
  String sealed(KeyRing keys, FlowPass pass) {
    List<String> lines = new ArrayList<>();
    lines.add(act.value());
    lines.add(subscription.value());
    lines.add(Long.toString(issuedAt.getEpochSecond()));
    lines.addAll(terms);
    String text = String.join("\n", lines);
    return encoded(text.getBytes(StandardCharsets.UTF_8)) + "." + encoded(mac(keys, pass, text));
  }

  /**
   * The ticket that a form has brought back.
   *
   * @throws Refusal STEP_MISMATCH when it is not of this link, or was altered
   */
  static Ticket of(KeyRing keys, FlowPass pass, String sealed) {
    try {
      int dot = sealed.indexOf('.');
      Base64.Decoder decoder = Base64.getUrlDecoder();
      String text = new String(decoder.decode(sealed.substring(0, dot)), StandardCharsets.UTF_8);
      byte[] mac = decoder.decode(sealed.substring(dot + 1));
      if (MessageDigest.isEqual(mac, mac(keys, pass, text))) {
        String[] lines = text.split("\n", -1);
        return new Ticket(
            new SessionId(lines[0]),
            new SubscriptionId(lines[1]),
            Instant.ofEpochSecond(Long.parseLong(lines[2])),
            List.copyOf(Arrays.asList(lines).subList(3, lines.length)));
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException unreadable) {
      throw new Refusal(RefusalCode.STEP_MISMATCH, "the form's ticket is unreadable", unreadable);
    }
    throw new Refusal(RefusalCode.STEP_MISMATCH, "the form's ticket is not of this link");
  }

  private static byte[] mac(KeyRing keys, FlowPass pass, String text) {
    return keys.derive("portal ticket", pass.workspace().slug().value(), pass.linkId(), text);
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return "Ticket[" + act + "]";
  }
}
