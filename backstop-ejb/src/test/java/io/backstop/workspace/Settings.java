package io.backstop.workspace;

import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.TestDatabase;
import java.util.Map;

/** What the dashboard saves. */
public final class Settings {

  private final TestDatabase database;
  private final KeyRing keys = new KeyRing(KeyRingTest.MASTER);

  /** Of a database that holds no settings yet; forgets what another test had in force. */
  public Settings(TestDatabase database) {
    this.database = database;
    SavedSettings.replace(Map.of());
  }

  public void create(String slug) {
    database.update("INSERT INTO workspace (workspace_id) VALUES (?)", slug);
  }

  public void save(String workspace, String key, String value) {
    write(workspace, key, value, false);
  }

  public void seal(String workspace, String key, String secret) {
    write(workspace, key, keys.seal(new WorkspaceSlug(workspace), key, secret), true);
  }

  public void write(String workspace, String key, String value, boolean sealed) {
    database.update(
        "INSERT INTO workspace_setting (workspace_id, key, value, sealed) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (workspace_id, key) DO UPDATE SET value = excluded.value,"
            + " sealed = excluded.sealed",
        workspace,
        key,
        value,
        sealed);
  }

  public void remove(String workspace, String key) {
    database.update(
        "DELETE FROM workspace_setting WHERE workspace_id = ? AND key = ?", workspace, key);
  }
}
