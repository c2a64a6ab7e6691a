package io.backstop.workspace;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.WorkspaceSlug;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.InvalidKeyException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Keeps {@link SavedSettings} as the database has them. Whoever asks for a workspace passes here;
 * now and then one of those callers reads the revision, and the settings when it has moved. When
 * the database does not answer, the last known settings stay in force, and one caller at a time
 * finds out whether it answers again.
 */
@ApplicationScoped
class SettingsReader {

  /** With how long {@link Workspaces} keeps what it found, less than the two seconds promised. */
  private static final Duration FRESH = Duration.ofMillis(400);

  private static final Logger LOG = Logger.getLogger(SettingsReader.class.getName());

  private final DataSource database;
  private final KeyRing keys;
  private final Clock clock;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile Instant readAt = Instant.MIN;
  private volatile Set<String> slugs = Set.of();
  private volatile boolean known;
  private long revision = -1;

  /** For CDI's proxy only. */
  SettingsReader() {
    this(null, null, null);
  }

  @Inject
  SettingsReader(DataSource database, KeyRing keys, Clock clock) {
    this.database = database;
    this.keys = keys;
    this.clock = clock;
  }

  /** The workspaces that have a row. */
  Set<String> slugs() {
    return slugs;
  }

  /**
   * Reads what has changed, unless that was done a moment ago.
   *
   * @throws Refusal TEMPORARILY_UNAVAILABLE while the settings have never been read: what is not
   *     known yet must not read like what does not exist
   */
  void refresh() {
    if (isStale(clock.instant())) {
      readNow(false);
    }
    if (!known) {
      throw new Refusal(RefusalCode.TEMPORARILY_UNAVAILABLE, "settings could not be read yet");
    }
  }

  private boolean isStale(Instant now) {
    return !now.isBefore(readAt.plus(FRESH));
  }

  /** Reads what has changed since, at once: for the node that has just written. */
  void readNow(boolean always) {
    reading.lock();
    try {
      Instant began = clock.instant();
      if (always || isStale(began)) {
        readChanges(began);
      }
    } finally {
      reading.unlock();
    }
  }

  /**
   * Settings are as old as the beginning of their reading. After a failure the pause counts from
   * its end: those who have waited here for it must not each wait for their own.
   */
  private void readChanges(Instant began) {
    try {
      readChanges();
      known = true;
      readAt = began;
    } catch (SQLException unanswered) {
      LOG.log(
          Level.WARNING, "Settings could not be read; the last known stay in force", unanswered);
      readAt = clock.instant();
    }
  }

  private void readChanges() throws SQLException {
    try (Connection connection = database.getConnection()) {
      long now = number(connection, "SELECT revision FROM workspace_revision");
      if (now != revision) {
        slugs = readSlugs(connection);
        SavedSettings.replace(readSettings(connection));
        revision = now;
      }
    }
  }

  private static long number(Connection connection, String query) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static Set<String> readSlugs(Connection connection) throws SQLException {
    Set<String> found = new HashSet<>();
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT workspace_id FROM workspace");
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        found.add(row.getString(1));
      }
    }
    return Set.copyOf(found);
  }

  private Map<String, String> readSettings(Connection connection) throws SQLException {
    Map<String, String> values = new HashMap<>();
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT workspace_id, key, value, sealed FROM workspace_setting");
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        String workspace = row.getString(1);
        String key = row.getString(2);
        String name =
            workspace.equals("*")
                ? "backstop.default." + key
                : "backstop.workspace." + workspace + "." + key;
        String value = row.getString(3);
        if (row.getBoolean(4)) {
          value = opened(workspace, key, value);
        }
        if (value != null) {
          values.put(name, value);
        }
      }
    }
    return values;
  }

  private String opened(String workspace, String key, String sealed) {
    try {
      return keys.unseal(new WorkspaceSlug(workspace), key, sealed);
    } catch (InvalidKeyException foreign) {
      LOG.log(Level.SEVERE, "A stored secret is left out: {0}", foreign.getMessage());
      return null;
    } catch (IllegalArgumentException noWorkspace) {
      LOG.log(Level.SEVERE, "A stored secret is left out: {0} of no workspace", key);
      return null;
    }
  }
}
