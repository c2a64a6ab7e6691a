package io.backstop.member;

import io.backstop.workspace.LayeredConfig;
import io.backstop.workspace.SettingsWriter;
import io.backstop.workspace.Workspace;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Changes a workspace's settings in somebody's name: settings and audit log in one transaction, in
 * force on every node within two seconds. What the operator has pinned is never changed.
 */
@Stateless
public class SettingsDesk {

  /** How long a secret still signs after it was replaced. */
  public static final Duration OVERLAP = Duration.ofHours(24);

  private static final int LONGEST_SHOWN = 200;
  private static final String SECRET = "embed.secret";
  private static final String PREVIOUS = "embed.previous-secret";
  private static final String PREVIOUS_UNTIL = "embed.previous-secret-until";

  private final LayeredConfig config;
  private final SettingsWriter writer;
  private final AuditLog audit;
  private final Clock clock;

  /** For the container's proxy. */
  public SettingsDesk() {
    this(null, null, null, null);
  }

  @Inject
  public SettingsDesk(LayeredConfig config, SettingsWriter writer, AuditLog audit, Clock clock) {
    this.config = config;
    this.writer = writer;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Saves {@code values}, none of them a secret; an empty value takes the saved one away.
   *
   * @return whether that was done; not when one of them is pinned
   */
  public boolean save(Seat by, Map<String, String> values) {
    return save(by.actor(), values);
  }

  /** As {@link #save(Seat, Map)}, for whoever else may: rights are the caller's to check. */
  public boolean save(Actor by, Map<String, String> values) {
    if (values.keySet().stream().anyMatch(key -> config.pin(by.workspace(), key).isPresent())) {
      return false;
    }
    // What is saved now is what counts, not what this node has read a moment ago.
    writer.lock(by.workspace());
    writer.fresh(by.workspace());
    values.forEach(
        (key, value) -> {
          Optional<String> before = config.of(by.workspace(), key);
          if (!before.orElse("").equals(value.strip())) {
            writer.save(by.workspace(), key, value);
            audit.write(
                by,
                "setting.changed",
                key + ": " + shown(before.orElse("")) + " → " + shown(value));
          }
        });
    return true;
  }

  /** A text of many lines has no place in a line of the log. */
  private static String shown(String value) {
    boolean text = value.length() > LONGEST_SHOWN || value.indexOf('\n') >= 0;
    return value.isBlank()
        ? "(default)"
        : text ? "(a text of " + value.strip().length() + " characters)" : value;
  }

  /** Whether the embed secret can be replaced here at all. */
  public boolean canRotate(Seat by) {
    return config.pin(by.workspace(), SECRET).isEmpty()
        && config.pin(by.workspace(), PREVIOUS).isEmpty()
        && config.pin(by.workspace(), PREVIOUS_UNTIL).isEmpty();
  }

  /**
   * Gives the workspace a new embed secret. The one that was current signs for {@link #OVERLAP}
   * more; the one before it no longer.
   *
   * @param turn {@link SettingsWriter#turn} of the secret that is to be replaced: a form that comes
   *     twice replaces one secret once
   * @return whether that was done
   */
  public boolean rotate(Seat by, String turn) {
    if (!canRotate(by)) {
      return false;
    }
    writer.lock(by.workspace());
    Workspace workspace = writer.fresh(by.workspace()).orElseThrow();
    String current = workspace.embed().secrets().get(0);
    if (!writer.turn(workspace).equals(turn)) {
      return false;
    }
    Instant until = clock.instant().plus(OVERLAP);
    writer.seal(by.workspace(), PREVIOUS, current);
    writer.save(by.workspace(), PREVIOUS_UNTIL, until.toString());
    writer.seal(by.workspace(), SECRET, SettingsWriter.newSecret());
    audit.write(by, "secret.rotated", "the one before signs until " + until);
    return true;
  }

  /** Notes that the embed secret was shown. */
  public void noteRevealed(Seat by) {
    audit.write(by, "secret.revealed", "");
  }

  /**
   * Notes that a call was tried out.
   *
   * @param what surface and customer
   */
  public void noteTried(Seat by, String what) {
    audit.write(by, "embed.tried", what);
  }
}
