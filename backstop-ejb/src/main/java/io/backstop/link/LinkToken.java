package io.backstop.link;

import io.backstop.kernel.Surface;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.workspace.KeyRing;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The secret part of a hosted link: 256 bits, base64url without padding, 43 characters. It is
 * derived from the link's id under the server's key, so the database needs to hold only its digest.
 */
public final class LinkToken {

  private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final String text;

  private LinkToken(String text) {
    this.text = text;
  }

  /** The token of the link {@code linkId}. */
  static LinkToken of(KeyRing keys, WorkspaceSlug workspace, Surface surface, String linkId) {
    byte[] bits = keys.derive("token", workspace.value(), surface.wireName(), linkId);
    return new LinkToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }

  /** What a bearer brought; empty unless it is the canonical text of 256 bits. */
  static Optional<LinkToken> parse(String text) {
    if (text == null || !GRAMMAR.matcher(text).matches()) {
      return Optional.empty();
    }
    byte[] bits = Base64.getUrlDecoder().decode(text);
    boolean canonical = Base64.getUrlEncoder().withoutPadding().encodeToString(bits).equals(text);
    return canonical ? Optional.of(new LinkToken(text)) : Optional.empty();
  }

  /** The form in which the database knows it: SHA-256 of the text. */
  byte[] digest() {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("SHA-256 is in every JDK", impossible);
    }
  }

  /** The text for the link; goes into an answer to the caller and nowhere else. */
  String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "LinkToken[…]";
  }
}
