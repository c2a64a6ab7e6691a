package io.backstop.bundle;

import io.backstop.kernel.SubscriptionId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a merchant's engineer may have done when a signature does not match: the usual mistakes are
 * made on purpose, and the result compared. For the merchant's eyes, never for the caller's: he
 * learns nothing from it, since only who has the secret can make one of these signatures.
 */
public enum SigningMistake {
  /** Upper case where lower case is asked for. */
  UPPER_CASE,
  /** Not 64 hex digits at all. */
  FORM,
  /** A line feed after the last line. */
  LINE_END,
  /** Joined by something else than one line feed. */
  SEPARATOR,
  /** The parts in another order. */
  ORDER,
  /** A cancel bundle signed without its subscription. */
  NO_SUBSCRIPTION,
  /** Another surface's bundle signed with a subscription. */
  SUBSCRIPTION,
  /** Whitespace around the secret. */
  SECRET_SPACE,
  /** The secret's prefix left out, or its digits decoded. */
  SECRET_CUT,
  /** None of these: most often another secret. */
  UNKNOWN;

  private static final List<String> JOINTS = List.of("\\n", "\r\n", "", ".", ":", "|", ",", " ");

  /**
   * @param subscription the one that was sent, whether or not it belongs to the surface; may be
   *     {@code null}
   */
  public static SigningMistake of(SignedBundle bundle, String subscription, List<String> secrets) {
    String given = bundle.signature().orElse("");
    if (!given.matches("[0-9a-fA-F]{64}")) {
      return FORM;
    }
    Map<SigningMistake, List<String>> texts = texts(bundle, subscription);
    for (String secret : secrets) {
      if (isMadeBy(utf8(secret), bundle.signedText(), given)) {
        return UPPER_CASE;
      }
      for (Map.Entry<SigningMistake, List<String>> mistake : texts.entrySet()) {
        for (String text : mistake.getValue()) {
          if (isMadeBy(utf8(secret), text, given)) {
            return mistake.getKey();
          }
        }
      }
      for (String wrong : List.of(secret + "\n", secret + " ", secret + "\r\n", " " + secret)) {
        if (isMadeBy(utf8(wrong), bundle.signedText(), given)) {
          return SECRET_SPACE;
        }
      }
      for (byte[] wrong : cut(secret)) {
        if (isMadeBy(wrong, bundle.signedText(), given)) {
          return SECRET_CUT;
        }
      }
    }
    return UNKNOWN;
  }

  private static Map<SigningMistake, List<String>> texts(SignedBundle bundle, String subscription) {
    String customer = bundle.customer().value();
    String timestamp = bundle.timestamp().orElseThrow();
    String right = bundle.signedText();
    Map<SigningMistake, List<String>> texts = new LinkedHashMap<>();
    texts.put(LINE_END, List.of(right + "\n", right + "\r\n"));
    texts.put(SEPARATOR, JOINTS.stream().map(joint -> right.replace("\n", joint)).toList());
    if (bundle.subscription().isPresent()) {
      String own = bundle.subscription().get().value();
      texts.put(
          ORDER,
          List.of(
              String.join("\n", own, customer, timestamp),
              String.join("\n", timestamp, customer, own),
              String.join("\n", customer, timestamp, own)));
      texts.put(NO_SUBSCRIPTION, List.of(customer + "\n" + timestamp));
    } else {
      texts.put(ORDER, List.of(timestamp + "\n" + customer));
      if (SubscriptionId.isWellFormed(subscription)) {
        texts.put(SUBSCRIPTION, List.of(String.join("\n", customer, subscription, timestamp)));
      }
    }
    return texts;
  }

  private static List<byte[]> cut(String secret) {
    List<byte[]> keys = new ArrayList<>();
    String bare = secret.substring(secret.indexOf('_') + 1);
    if (bare.length() < secret.length() && !bare.isEmpty()) {
      keys.add(utf8(bare));
    }
    if (bare.length() % 2 == 0 && bare.matches("[0-9a-f]{2,}")) {
      keys.add(HexFormat.of().parseHex(bare));
    }
    return keys;
  }

  private static boolean isMadeBy(byte[] key, String text, String given) {
    return BundleSigner.hex(key, text).equalsIgnoreCase(given);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
