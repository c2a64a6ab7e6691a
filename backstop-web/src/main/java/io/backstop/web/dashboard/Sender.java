package io.backstop.web.dashboard;

import io.backstop.member.Session;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;

/**
 * Tells our own forms from those of other sites: by what the browser says of the sender, and, once
 * somebody is signed in, by the key of his session, which only our pages know. {@code SameSite=Lax}
 * keeps the cookie from most of them already; sites below one domain are one site to it, and not to
 * us.
 *
 * @param fetchSite the header {@code Sec-Fetch-Site}, or {@code null}
 * @param origin the header {@code Origin}, or {@code null}
 * @param host the header {@code Host}
 * @param key the form's key, or {@code null}
 */
public record Sender(String fetchSite, String origin, String host, String key) {

  /** Of a request whose body was not read as a form yet, or is none. */
  public static Sender of(HttpServletRequest request) {
    return new Sender(
        request.getHeader("Sec-Fetch-Site"),
        request.getHeader("Origin"),
        request.getHeader("Host"),
        request.getParameter("key"));
  }

  /** Whether the form comes from a page of ours. */
  public boolean isOurs() {
    return (fetchSite == null || fetchSite.equals("same-origin"))
        && (origin == null || isServedHere());
  }

  /** Whether it comes from a page that was made for {@code session}. */
  boolean isOursFor(Session session) {
    return isOurs()
        && key != null
        && MessageDigest.isEqual(
            key.getBytes(StandardCharsets.UTF_8),
            session.formKey().getBytes(StandardCharsets.UTF_8));
  }

  /** Schemes are not compared: behind a proxy that ends TLS, ours is not the browser's. */
  private boolean isServedHere() {
    int scheme = origin.indexOf("://");
    return scheme > 0
        && host != null
        && origin.substring(scheme + 3).equals(host.toLowerCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return "Sender[…]";
  }
}
