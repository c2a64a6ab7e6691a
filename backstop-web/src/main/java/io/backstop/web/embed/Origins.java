package io.backstop.web.embed;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.workspace.Workspace.EmbedSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The {@code Origin} header of a call, and the CORS headers of its answer. */
final class Origins {

  private static final Pattern SERIALISED =
      Pattern.compile(
          "https?://[a-z0-9.-]{1,253}(?::[0-9]{1,5})?|https?://\\[[0-9a-f:.]{2,45}](?::[0-9]{1,5})?");

  private Origins() {}

  /**
   * The browser origin that calls; empty for a backend. The literal {@code null} (a sandboxed page)
   * and anything else that is no serialised origin is kept as it is: no list contains it.
   *
   * @throws Refusal MALFORMED_REQUEST when the header stands there twice
   */
  static Optional<String> of(HttpServletRequest request) {
    List<String> all = Collections.list(request.getHeaders("Origin"));
    if (all.size() > 1) {
      throw new Refusal(RefusalCode.MALFORMED_REQUEST, "two Origin headers");
    }
    return all.stream().findFirst();
  }

  /**
   * @throws Refusal ORIGIN_NOT_ALLOWED when it is the origin of a page that may not call
   */
  static void check(Optional<String> origin, EmbedSettings settings) {
    if (origin.isPresent() && !settings.allows(origin.get())) {
      throw new Refusal(RefusalCode.ORIGIN_NOT_ALLOWED, "origin not listed");
    }
  }

  /** Whether it may be written into a header and a policy as it stands. */
  static boolean isSerialised(String origin) {
    return SERIALISED.matcher(origin).matches();
  }

  /** Lets {@code origin} read the answer. */
  static void allow(HttpServletResponse response, String origin) {
    response.setHeader("Access-Control-Allow-Origin", origin);
  }

  /** Lets the page that called read the answer, where it may; two origins name no page. */
  static void letRead(
      HttpServletRequest request, HttpServletResponse response, Predicate<String> mayRead) {
    List<String> all = Collections.list(request.getHeaders("Origin"));
    if (all.size() == 1
        && !response.containsHeader("Access-Control-Allow-Origin")
        && mayRead.test(all.get(0))) {
      allow(response, all.get(0));
    }
  }

  /** The answer to a preflight that is granted. */
  static void grantPreflight(HttpServletResponse response, String origin) {
    allow(response, origin);
    response.setHeader("Access-Control-Allow-Methods", "POST");
    response.setHeader("Access-Control-Allow-Headers", "Content-Type");
    response.setHeader("Access-Control-Max-Age", "7200");
  }
}
