package io.backstop.workspace;

import io.backstop.kernel.Ids;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.WorkspaceSlug;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Writes what {@link SavedSettings} holds: the layer of ordinal 200. Each statement joins the
 * caller's transaction; once that has committed, the change is in force on every node within two
 * seconds. Thread safe.
 */
@ApplicationScoped
public class SettingsWriter {

  private static final String SAVE =
      "INSERT INTO workspace_setting (workspace_id, key, value, sealed) VALUES (?, ?, ?, ?)"
          + " ON CONFLICT (workspace_id, key) DO UPDATE SET value = excluded.value,"
          + " sealed = excluded.sealed, updated_at = now()";

  private final DataSource database;
  private final KeyRing keys;
  private final Workspaces workspaces;

  /** For CDI's proxy only. */
  SettingsWriter() {
    this(null, null, null);
  }

  @Inject
  SettingsWriter(DataSource database, KeyRing keys, Workspaces workspaces) {
    this.database = database;
    this.keys = keys;
    this.workspaces = workspaces;
  }

  /** An embed secret that nobody can guess. */
  public static String newSecret() {
    return "bs_" + HexFormat.of().formatHex(Ids.unguessable(32));
  }

  /** Makes a workspace. */
  public void create(WorkspaceSlug workspace) {
    change(
        "INSERT INTO workspace (workspace_id) VALUES (?) ON CONFLICT DO NOTHING",
        workspace.value());
  }

  /**
   * Saves a value that is no secret. A blank one takes the saved one away, so that the layer below
   * is in force again.
   *
   * @throws Refusal INVALID_FIELD for a value with U+0000, which no column holds: whoever has
   *     another reading of it gives that
   */
  public void save(WorkspaceSlug workspace, String key, String value) {
    if (value.indexOf('\0') >= 0) {
      throw Refusal.ofField(key, "a text with U+0000");
    }
    if (value.isBlank()) {
      change(
          "DELETE FROM workspace_setting WHERE workspace_id = ? AND key = ?",
          workspace.value(),
          key);
    } else {
      change(SAVE, workspace.value(), key, value.strip(), false);
    }
  }

  /** Saves a secret, which rests sealed. */
  public void seal(WorkspaceSlug workspace, String key, String secret) {
    change(SAVE, workspace.value(), key, keys.seal(workspace, key, secret), true);
  }

  /**
   * Waits until no other transaction changes settings that hang together in {@code workspace}, and
   * keeps others waiting until the caller's ends.
   */
  public void lock(WorkspaceSlug workspace) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")) {
      statement.setString(1, "settings " + workspace.value());
      statement.execute();
    } catch (SQLException failed) {
      throw refusal(failed);
    }
  }

  /** The workspace as it is this moment. */
  public Optional<Workspace> fresh(WorkspaceSlug workspace) {
    return workspaces.findFresh(workspace);
  }

  /** Tells one embed secret from the next without telling what it is. */
  public String turn(Workspace workspace) {
    return mark(workspace, workspace.embed().secrets().get(0));
  }

  /** Tells one secret of {@code workspace} from the next without telling what it is. */
  public String mark(Workspace workspace, String secret) {
    return keys.markOf(workspace.slug(), secret);
  }

  private void change(String sql, Object... parameters) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.executeUpdate();
    } catch (SQLException failed) {
      throw refusal(failed);
    }
  }

  /** Without the driver's message: it can quote the row. */
  private static Refusal refusal(SQLException failed) {
    return new Refusal(
        RefusalCode.TEMPORARILY_UNAVAILABLE, "the database said " + failed.getSQLState());
  }
}
