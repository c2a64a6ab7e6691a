package io.backstop.web.hosted;

import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;

/** What every hosted answer says about itself, whatever it holds. */
final class Headers {

  private static final String FEATURES =
      "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(),"
          + " fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(),"
          + " midi=(), picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(),"
          + " usb=(), xr-spatial-tracking=(), ";

  private Headers() {}

  /**
   * @param modal whether the answer may stand in a frame: an opener policy would only cut the tie
   *     of pages at top level
   */
  static void set(HttpServletResponse response, String contentPolicy, boolean modal) {
    response.setHeader("Content-Security-Policy", contentPolicy);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Robots-Tag", "noindex, nofollow");
    response.setHeader("Permissions-Policy", FEATURES + "payment=(self)");
    response.setHeader("Vary", "Accept-Language");
    if (!modal) {
      response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    }
  }

  /** Lets the frames of Stripe.js, which comes from {@code script}, take payments. */
  static void letPay(HttpServletResponse response, URI script) {
    String origin = Origins.of(script).map(from -> " \"" + from + "\"").orElse("");
    response.setHeader("Permissions-Policy", FEATURES + "payment=(self" + origin + ")");
  }
}
