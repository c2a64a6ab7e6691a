package io.backstop.web.dashboard;

import io.backstop.web.guard.ClientAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The one cookie of the dashboard. By HTTPS it is {@code __Host-backstop}, which no other host and
 * no plain connection can set (RFC 6265bis, 4.1.3.2); by plain HTTP there is one on this very
 * machine only, for the demo and for whoever tries things out.
 */
@ApplicationScoped
public class SessionCookie {

  private static final String SECURE = "__Host-backstop";
  private static final String PLAIN = "backstop";
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

  /** Its value, where the browser has one. */
  public Optional<String> read(HttpServletRequest request) {
    if (request.getCookies() == null || !isSafeFor(request)) {
      return Optional.empty();
    }
    String name = name(request);
    return Arrays.stream(request.getCookies())
        .filter(cookie -> cookie.getName().equals(name))
        .map(Cookie::getValue)
        .findFirst();
  }

  /** Gives the browser the value of a session. */
  public void set(HttpServletRequest request, HttpServletResponse response, String value) {
    write(request, response, value, "");
  }

  void remove(HttpServletRequest request, HttpServletResponse response) {
    write(request, response, "", "; Max-Age=0");
  }

  private void write(
      HttpServletRequest request, HttpServletResponse response, String value, String more) {
    response.addHeader(
        "Set-Cookie",
        name(request)
            + "="
            + value
            + "; Path=/; HttpOnly; SameSite=Lax"
            + (addresses.isHttps(request) ? "; Secure" : "")
            + more);
  }

  private String name(HttpServletRequest request) {
    return addresses.isHttps(request) ? SECURE : PLAIN;
  }
}
