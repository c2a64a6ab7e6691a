package io.backstop.web.hosted;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Origins in the serialised form that browsers send and headers take ({@code https://shop.example}
 * or with a port). What is not exactly that never reaches a header.
 */
final class Origins {

  private static final Pattern SERIALISED =
      Pattern.compile("https?://[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?(?::[0-9]{1,5})?");

  private Origins() {}

  /** Those of {@code candidates} that are serialised origins, each once, in their order. */
  static List<String> serialised(Collection<String> candidates) {
    return candidates.stream().filter(o -> SERIALISED.matcher(o).matches()).distinct().toList();
  }

  /** The origin of an absolute http or https URL. */
  static Optional<String> of(URI url) {
    if (url.getScheme() == null || url.getHost() == null) {
      return Optional.empty();
    }
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    String host = url.getHost().toLowerCase(Locale.ROOT);
    boolean usual = url.getPort() == -1 || url.getPort() == usualPort(scheme);
    String origin = scheme + "://" + host + (usual ? "" : ":" + url.getPort());
    return SERIALISED.matcher(origin).matches() ? Optional.of(origin) : Optional.empty();
  }

  /**
   * Whether a page of {@code origin} was served from the authority {@code host} (a {@code Host}
   * header). Schemes are not compared: behind a proxy that ends TLS, ours is not the customer's.
   */
  static boolean isServedFrom(String origin, String host) {
    String scheme = origin.startsWith("https:") ? "https" : "http";
    String prefix = scheme + "://";
    if (host == null || !origin.startsWith(prefix)) {
      return false;
    }
    String usual = ":" + usualPort(scheme);
    return without(usual, origin.substring(prefix.length()))
        .equals(without(usual, host.toLowerCase(Locale.ROOT)));
  }

  private static String without(String end, String authority) {
    return authority.endsWith(end)
        ? authority.substring(0, authority.length() - end.length())
        : authority;
  }

  private static int usualPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }
}
