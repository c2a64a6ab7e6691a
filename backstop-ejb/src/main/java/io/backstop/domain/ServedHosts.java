package io.backstop.domain;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.workspace.BaseUrl;
import io.backstop.workspace.LayeredConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Whose host a browser has asked: at most two seconds old, and of the default host without any
 * look-up. A suspended domain is still its workspace's: links that were given away on it go on, and
 * the dashboard does not answer there. Thread safe.
 */
@ApplicationScoped
public class ServedHosts {

  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final Logger LOG = Logger.getLogger(ServedHosts.class.getName());

  private final DomainTable table;
  private final LayeredConfig config;
  private final Clock clock;
  private final AtomicBoolean reading = new AtomicBoolean();
  private volatile Known known = new Known(null, Map.of(), Instant.MIN);

  private record Known(String own, Map<String, WorkspaceSlug> hosts, Instant until) {}

  /** For CDI's proxy only. */
  ServedHosts() {
    this(null, null, null);
  }

  @Inject
  ServedHosts(DomainTable table, LayeredConfig config, Clock clock) {
    this.table = table;
    this.config = config;
    this.clock = clock;
  }

  /**
   * The workspace whose domain {@code host} is; empty for the default host and for hosts that
   * nobody has claimed.
   *
   * @param host lower case, without a port
   */
  public Optional<WorkspaceSlug> workspaceOf(String host) {
    Known last = known;
    if (host.equals(last.own) || isNoDomain(host)) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (!now.isBefore(last.until) && reading.compareAndSet(false, true)) {
      try {
        last = renewed(last, now);
        known = last;
      } finally {
        reading.set(false);
      }
    }
    return Optional.ofNullable(last.hosts.get(host));
  }

  /** Addresses and names without a dot, as probes ask by, are never looked up. */
  private static boolean isNoDomain(String host) {
    return host.indexOf('.') < 0 || !Character.isLetter(host.charAt(host.length() - 1));
  }

  /** When the database does not answer, what was known stays in force. */
  private Known renewed(Known last, Instant now) {
    String own = BaseUrl.of(config).host().orElse(null);
    try {
      return new Known(own, table.hosts(), now.plus(FRESH));
    } catch (Refusal unanswered) {
      LOG.log(Level.WARNING, "Custom domains could not be read; those known stay", unanswered);
      return new Known(own, last.hosts, now.plus(FRESH));
    }
  }
}
