package io.backstop.web.oidc;

import io.backstop.workspace.KeyRing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One attempt to sign in, as the browser's cookie carries it: any node goes on with it, and none
 * remembers it. State, nonce and PKCE verifier are derived from it under the master key. So a
 * cookie that was altered, or made up, has another state than the one that comes back, and nothing
 * in the cookie has to be kept from its bearer.
 *
 * @param seed what makes it one of its kind
 * @param begun to the second
 * @param session the session that is to be confirmed; an empty text: a new one
 * @param next where it leads, a path of ours or an empty text
 */
public record Attempt(String seed, Instant begun, String session, String next) {

  /** How long somebody may take at the provider. */
  public static final Duration GOOD_FOR = Duration.ofMinutes(10);

  private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();
  private static final Pattern COOKIE =
      Pattern.compile(
          "([A-Za-z0-9_-]{22})\\.([0-9]{10})\\.([a-z0-9_]{0,40})\\.([A-Za-z0-9_-]{0,1500})");

  /** What stands in the cookie. */
  public String cookie() {
    return String.join(
        ".",
        seed,
        Long.toString(begun.getEpochSecond()),
        session,
        TO_TEXT.encodeToString(next.getBytes(StandardCharsets.UTF_8)));
  }

  /** Reads a cookie; empty when it is none, or too old. Whether it is ours, {@link #isOf} says. */
  static Optional<Attempt> read(String cookie, Instant now) {
    Matcher parts = COOKIE.matcher(cookie);
    if (!parts.matches()) {
      return Optional.empty();
    }
    Attempt attempt =
        new Attempt(
            parts.group(1),
            Instant.ofEpochSecond(Long.parseLong(parts.group(2))),
            parts.group(3),
            text(parts.group(4)));
    return now.isBefore(attempt.begun.plus(GOOD_FOR)) ? Optional.of(attempt) : Optional.empty();
  }

  /** An empty text where it is none. */
  private static String text(String base64) {
    try {
      return new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException unreadable) {
      return "";
    }
  }

  /** Whether it confirms a session that is there, instead of opening one. */
  public boolean confirms() {
    return !session.isEmpty();
  }

  String state(KeyRing keys) {
    return derived(keys, "oidc state");
  }

  String nonce(KeyRing keys) {
    return derived(keys, "oidc nonce");
  }

  /** 43 characters of RFC 7636, 4.1. */
  String verifier(KeyRing keys) {
    return derived(keys, "oidc verifier");
  }

  /** What the provider is to compare the verifier with: its SHA-256 (RFC 7636, 4.2). */
  String challenge(KeyRing keys) {
    try {
      return TO_TEXT.encodeToString(
          MessageDigest.getInstance("SHA-256")
              .digest(verifier(keys).getBytes(StandardCharsets.US_ASCII)));
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /** Whether {@code state} was made of this attempt. */
  boolean isOf(String state, KeyRing keys) {
    return MessageDigest.isEqual(
        state.getBytes(StandardCharsets.UTF_8), state(keys).getBytes(StandardCharsets.UTF_8));
  }

  private String derived(KeyRing keys, String purpose) {
    return TO_TEXT.encodeToString(keys.derive(purpose, cookie()));
  }

  @Override
  public String toString() {
    return "Attempt[…]";
  }
}
