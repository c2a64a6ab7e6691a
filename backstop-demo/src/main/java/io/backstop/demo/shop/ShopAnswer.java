package io.backstop.demo.shop;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An answer: status, headers, body.
 *
 * @param status the HTTP status
 * @param headers by name
 * @param body the bytes of the body; may be empty
 */
record ShopAnswer(int status, Map<String, String> headers, byte[] body) {
  static ShopAnswer page(int status, String html, Customer signedIn) {
    return new ShopAnswer(
        status,
        Map.of("Content-Type", "text/html; charset=utf-8", "Set-Cookie", cookie(signedIn)),
        html.getBytes(StandardCharsets.UTF_8));
  }

  static ShopAnswer json(String text) {
    return resource("application/json", text.getBytes(StandardCharsets.UTF_8));
  }

  static ShopAnswer resource(String type, byte[] body) {
    return new ShopAnswer(200, Map.of("Content-Type", type), body);
  }

  /** 303, so that a form's POST becomes a GET. */
  static ShopAnswer redirect(URI target, Customer signedIn) {
    return new ShopAnswer(
        303, Map.of("Location", target.toString(), "Set-Cookie", cookie(signedIn)), new byte[0]);
  }

  static ShopAnswer plain(int status, String sentence) {
    return new ShopAnswer(
        status,
        Map.of("Content-Type", "text/plain; charset=utf-8"),
        sentence.getBytes(StandardCharsets.UTF_8));
  }

  private static String cookie(Customer signedIn) {
    return ShopRequest.SIGNED_IN + "=" + signedIn.key() + "; Path=/; HttpOnly; SameSite=Lax";
  }
}
