package io.backstop.flow.portal;

import io.backstop.kernel.SessionId;
import io.backstop.link.FlowPass;
import io.backstop.workspace.KeyRing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * An act that has changed something and that the ledger does not keep (billing details are
 * personal, a card is another desk's): its id, signed for its link by who has carried it out.
 */
final class Vouched {

  private Vouched() {}

  static String text(KeyRing keys, FlowPass pass, SessionId act) {
    byte[] mac =
        keys.derive("portal did", pass.workspace().slug().value(), pass.linkId(), act.value());
    return act.value() + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
  }

  static boolean is(KeyRing keys, FlowPass pass, String text) {
    int dot = text.indexOf('.');
    if (dot < 0) {
      return false;
    }
    try {
      SessionId act = new SessionId(text.substring(0, dot));
      return MessageDigest.isEqual(
          text(keys, pass, act).getBytes(StandardCharsets.UTF_8),
          text.getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException noId) {
      return false;
    }
  }
}
