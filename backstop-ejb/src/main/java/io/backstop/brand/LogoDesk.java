package io.backstop.brand;

import io.backstop.member.Seat;
import io.backstop.member.SettingsDesk;
import io.backstop.store.Statements;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps uploaded logos. Picture, setting and audit log are one transaction; the setting is in force
 * on every node within two seconds, and what it names is there before it.
 */
@Stateless
public class LogoDesk {

  /** The setting that names the logo in use. */
  public static final String SETTING = "brand.logo";

  private static final int KEPT = 20;

  private final Statements statements;
  private final SettingsDesk desk;
  private final Clock clock;

  /** For the container's proxy. */
  public LogoDesk() {
    this(null, null, null);
  }

  @Inject
  public LogoDesk(Statements statements, SettingsDesk desk, Clock clock) {
    this.statements = statements;
    this.desk = desk;
    this.clock = clock;
  }

  /**
   * Makes {@code picture} the workspace's logo. The latest twenty stay.
   *
   * @return whether that was done; not when the logo is pinned
   */
  public boolean hang(Seat by, Picture picture) {
    if (!desk.save(by, Map.of(SETTING, picture.digest()))) {
      return false;
    }
    String workspace = by.workspace().value();
    statements.change(
        "INSERT INTO brand_logo (workspace_id, digest, picture, width, height, created_at)"
            + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (workspace_id, digest)"
            + " DO UPDATE SET created_at = excluded.created_at",
        workspace,
        picture.digest(),
        picture.bytes(),
        picture.width(),
        picture.height(),
        clock.instant());
    statements.change(
        "DELETE FROM brand_logo WHERE workspace_id = ? AND digest NOT IN (SELECT digest FROM"
            + " brand_logo WHERE workspace_id = ? ORDER BY created_at DESC LIMIT ?)",
        workspace,
        workspace,
        KEPT);
    return true;
  }

  /**
   * Takes the logo away; its pages show the name again.
   *
   * @return whether that was done; not when the logo is pinned
   */
  public boolean takeDown(Seat by) {
    return desk.save(by, Map.of(SETTING, ""));
  }

  /** The bytes of an uploaded PNG. */
  public Optional<byte[]> find(String digest) {
    return statements
        .rows(
            row -> row.getBytes("picture"),
            "SELECT picture FROM brand_logo WHERE digest = ? LIMIT 1",
            digest)
        .stream()
        .findFirst();
  }
}
