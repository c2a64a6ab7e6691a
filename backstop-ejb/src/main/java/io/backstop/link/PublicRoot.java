package io.backstop.link;

import io.backstop.workspace.BaseUrl;
import io.backstop.workspace.LayeredConfig;
import io.backstop.workspace.Workspace;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;

/**
 * Where browsers find Backstop. Kept for a second: each layer of the configuration would be asked
 * for each link. Thread safe.
 */
final class PublicRoot {

  private final LayeredConfig config;
  private final Clock clock;
  private volatile Known known;

  private record Known(BaseUrl root, Instant until) {

    /**
     * Of a host of the merchant's: TLS, but where this installation itself is tried on loopback.
     */
    String on(String host) {
      URI base = URI.create(root.value());
      boolean tried =
          "http".equals(base.getScheme())
              && base.getHost() != null
              && base.getHost().matches("localhost|127\\.[0-9.]+|\\[::1]");
      return !tried
          ? "https://" + host
          : "http://" + host + (base.getPort() < 0 ? "" : ":" + base.getPort());
    }
  }

  PublicRoot(LayeredConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /** Where customers of {@code workspace} find it: on his own domain while that is active. */
  String address(Workspace workspace) {
    Known last = known();
    return workspace.domain().map(last::on).orElse(last.root.value());
  }

  private Known known() {
    Instant now = clock.instant();
    Known last = known;
    if (last == null || !now.isBefore(last.until)) {
      last = new Known(BaseUrl.of(config), now.plusSeconds(1));
      known = last;
    }
    return last;
  }
}
