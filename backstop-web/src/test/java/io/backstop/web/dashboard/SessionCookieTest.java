package io.backstop.web.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.web.guard.Addresses;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionCookieTest {

  private static final String PROXY = "10.0.0.1";

  private final SessionCookie cookie = new SessionCookie(Addresses.trusting(PROXY));

  /** A request for {@code host} from {@code peer}, who says by which scheme he was asked. */
  private static HttpServletRequest request(
      boolean tls, String peer, String host, String scheme, Cookie... cookies) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            SessionCookieTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "isSecure" -> tls;
                  case "getRemoteAddr" -> peer;
                  case "getServerName" -> host;
                  case "getHeader" -> scheme;
                  case "getCookies" -> cookies;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private String written(HttpServletRequest request) {
    List<String> headers = new ArrayList<>();
    HttpServletResponse response =
        (HttpServletResponse)
            Proxy.newProxyInstance(
                SessionCookieTest.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) -> headers.add(arguments[1].toString()) ? null : null);
    cookie.set(request, response, "v");
    return String.join("\n", headers);
  }

  @Test
  void byHttpsItBelongsToThisHostAlone() {
    assertThat(written(request(true, "192.0.2.1", "backstop.example", null)))
        .isEqualTo("__Host-backstop=v; Path=/; HttpOnly; SameSite=Lax; Secure");
    assertThat(written(request(false, PROXY, "backstop.example", "https")))
        .isEqualTo("__Host-backstop=v; Path=/; HttpOnly; SameSite=Lax; Secure");
  }

  @Test
  void byPlainHttpItIsOnThisMachineOnly() {
    assertThat(written(request(false, "127.0.0.1", "127.0.0.1", null)))
        .isEqualTo("backstop=v; Path=/; HttpOnly; SameSite=Lax");
    assertThat(cookie.isSafeFor(request(false, "127.0.0.1", "localhost", null))).isTrue();
    assertThat(cookie.isSafeFor(request(false, "192.0.2.1", "backstop.example", null))).isFalse();
  }

  @Test
  void whoIsNotATrustedProxyCannotSayThatItIsHttps() {
    assertThat(cookie.isSafeFor(request(false, "192.0.2.1", "backstop.example", "https")))
        .isFalse();
    assertThat(cookie.isSafeFor(request(false, PROXY, "backstop.example", "http"))).isFalse();
  }

  @Test
  void onlyTheNameThatTheConnectionAllowsIsRead() {
    Cookie plain = new Cookie("backstop", "plain");
    Cookie secure = new Cookie("__Host-backstop", "secure");

    assertThat(cookie.read(request(true, "192.0.2.1", "b.example", null, plain, secure)))
        .contains("secure");
    assertThat(cookie.read(request(true, "192.0.2.1", "b.example", null, plain))).isEmpty();
    assertThat(cookie.read(request(false, "127.0.0.1", "localhost", null, plain, secure)))
        .contains("plain");
    assertThat(cookie.read(request(false, "192.0.2.1", "b.example", null, plain, secure)))
        .isEmpty();
  }
}
