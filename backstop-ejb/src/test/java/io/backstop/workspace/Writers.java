package io.backstop.workspace;

import javax.sql.DataSource;

/** Makes writers for other stations' tests. */
public final class Writers {

  private Writers() {}

  /** The writer of that node. */
  public static SettingsWriter of(Node node, DataSource database) {
    return new SettingsWriter(database, node.keys, node.workspaces);
  }
}
