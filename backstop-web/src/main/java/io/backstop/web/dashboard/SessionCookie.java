package io.backstop.web.dashboard;

import io.backstop.web.guard.ClientAddress;
import io.backstop.web.oidc.Attempt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The cookies of the dashboard: the session, and for some minutes an {@code Attempt} to sign in by
 * the identity provider. By HTTPS it is {@code __Host-backstop}, which no other host and no plain
 * connection can set (RFC 6265bis, 4.1.3.2); by plain HTTP there is one on this very machine only,
 * for the demo and for whoever tries things out.
 */
@ApplicationScoped
public class SessionCookie {

  private static final String SESSION = "backstop";
  private static final String ATTEMPT = "backstop-oidc";

  /** A browser takes such a name only by HTTPS, for this host alone and for all its paths. */
  private static final String SECURE = "__Host-";

  private static final String OVER = "; Max-Age=0";
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  private final ClientAddress addresses;

  /** For CDI's proxy only. */
  SessionCookie() {
    this(null);
  }

  @Inject
  SessionCookie(ClientAddress addresses) {
    this.addresses = addresses;
  }

  /** Whether the way to the browser lets nobody listen: HTTPS, or no network at all. */
  boolean isSafeFor(HttpServletRequest request) {
    return addresses.isHttps(request) || LOOPBACK.contains(request.getServerName());
  }

  /** The session's value, where the browser has one. */
  public Optional<String> read(HttpServletRequest request) {
    return read(request, SESSION);
  }

  public void set(HttpServletRequest request, HttpServletResponse response, String value) {
    write(request, response, SESSION, value, "");
  }

  void remove(HttpServletRequest request, HttpServletResponse response) {
    write(request, response, SESSION, "", OVER);
  }

  Optional<String> readAttempt(HttpServletRequest request) {
    return read(request, ATTEMPT);
  }

  void setAttempt(HttpServletRequest request, HttpServletResponse response, String value) {
    write(request, response, ATTEMPT, value, "; Max-Age=" + Attempt.GOOD_FOR.toSeconds());
  }

  void removeAttempt(HttpServletRequest request, HttpServletResponse response) {
    write(request, response, ATTEMPT, "", OVER);
  }

  private Optional<String> read(HttpServletRequest request, String name) {
    if (request.getCookies() == null || !isSafeFor(request)) {
      return Optional.empty();
    }
    String full = full(request, name);
    return Arrays.stream(request.getCookies())
        .filter(cookie -> cookie.getName().equals(full))
        .map(Cookie::getValue)
        .findFirst();
  }

  private void write(
      HttpServletRequest request,
      HttpServletResponse response,
      String name,
      String value,
      String more) {
    response.addHeader(
        "Set-Cookie",
        full(request, name)
            + "="
            + value
            + "; Path=/; HttpOnly; SameSite=Lax"
            + (addresses.isHttps(request) ? "; Secure" : "")
            + more);
  }

  private String full(HttpServletRequest request, String name) {
    return addresses.isHttps(request) ? SECURE + name : name;
  }
}
