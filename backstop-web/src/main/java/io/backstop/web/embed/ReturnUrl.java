package io.backstop.web.embed;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.workspace.Workspace.EmbedSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where a customer may be sent back to. */
final class ReturnUrl {

  private static final int LONGEST = 2_048;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private ReturnUrl() {}

  /**
   * Checks the grammar: https, or http on a loopback host; no user info; a host of ASCII letters.
   *
   * @throws Refusal RETURN_URL_NOT_ALLOWED
   */
  static Optional<URI> parse(String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(text);
      boolean wellFormed =
          text.length() <= LONGEST
              && text.chars().allMatch(c -> c > 32 && c < 127)
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && !uri.getHost().contains("%");
      if (wellFormed && (isHttps(uri) || isLoopbackHttp(uri))) {
        return Optional.of(uri);
      }
    } catch (URISyntaxException notAnAddress) {
      throw refused("not an address", notAnAddress);
    }
    throw refused("its form", null);
  }

  /**
   * @throws Refusal RETURN_URL_NOT_ALLOWED unless its origin is listed, or none is and the bundle
   *     is signed
   */
  static void checkOrigin(Optional<URI> url, EmbedSettings settings, boolean signed) {
    if (url.isEmpty()) {
      return;
    }
    boolean allowed =
        settings.allowedOrigins().isEmpty()
            ? signed
            : settings.allowedOrigins().contains(origin(url.get()));
    if (!allowed) {
      throw refused("its origin", null);
    }
  }

  /** The serialised origin: lower case, default port left out. */
  static String origin(URI url) {
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    int standard = scheme.equals("https") ? 443 : 80;
    boolean shown = url.getPort() != -1 && url.getPort() != standard;
    return scheme
        + "://"
        + url.getHost().toLowerCase(Locale.ROOT)
        + (shown ? ":" + url.getPort() : "");
  }

  private static boolean isHttps(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  private static boolean isLoopbackHttp(URI uri) {
    return "http".equalsIgnoreCase(uri.getScheme())
        && LOOPBACK.contains(uri.getHost().toLowerCase(Locale.ROOT));
  }

  private static Refusal refused(String what, Exception cause) {
    return new Refusal(RefusalCode.RETURN_URL_NOT_ALLOWED, "return_url", what, cause);
  }
}
