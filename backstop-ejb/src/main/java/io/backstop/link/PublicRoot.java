package io.backstop.link;

import io.backstop.workspace.LayeredConfig;
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

  private record Known(String address, Instant until) {}

  PublicRoot(LayeredConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /** Without a slash at its end. */
  String address() {
    Instant now = clock.instant();
    Known last = known;
    if (last == null || !now.isBefore(last.until)) {
      String address = config.value("backstop.base-url").orElse("http://127.0.0.1:8080");
      last = new Known(address, now.plusSeconds(1));
      known = last;
    }
    return last.address;
  }
}
