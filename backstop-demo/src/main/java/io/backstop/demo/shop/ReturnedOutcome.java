package io.backstop.demo.shop;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What Backstop's redirect says about a visit, once its signature has been checked.
 *
 * @param outcome {@code saved}, {@code cancelled}, {@code updated}, {@code dismissed}, …
 * @param session the visit's id
 */
public record ReturnedOutcome(String outcome, String session) {
  private static final Duration WINDOW = Duration.ofSeconds(300);

  /** Somebody wrote this URL who does not know the embed secret, or it is an old one. */
  public static final class Forged extends Exception {
    private static final long serialVersionUID = 1L;

    Forged(String message) {
      super(message);
    }
  }

  /** Whether the query speaks of an outcome at all, signed or not. */
  public static boolean isIn(Map<String, String> query) {
    return query.keySet().stream().anyMatch(name -> name.startsWith("backstop_"));
  }

  /**
   * Believes the query if its signature is good and not older or newer than five minutes.
   *
   * @throws Forged if not; nothing in the query may be acted on then
   */
  public static ReturnedOutcome verified(
      Map<String, String> query, EmbedSignature signature, Instant now) throws Forged {
    String session = query.getOrDefault("backstop_session", "");
    String outcome = query.getOrDefault("backstop_outcome", "");
    String timestamp = query.getOrDefault("backstop_timestamp", "");
    if (!signature.matches(
        query.getOrDefault("backstop_signature", ""), session, outcome, timestamp)) {
      throw new Forged("The signature does not fit.");
    }
    if (!timestamp.matches("[0-9]{10}")) {
      throw new Forged("The time is not ten digits.");
    }
    Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now).abs();
    if (age.compareTo(WINDOW) > 0) {
      throw new Forged("The signature is from another time.");
    }
    return new ReturnedOutcome(outcome, session);
  }
}
