package io.backstop.workspace;

import io.backstop.kernel.WorkspaceSlug;
import java.time.Clock;
import javax.sql.DataSource;

/** The settings of one node: what the container would build. */
public final class Node {

  public final KeyRing keys = new KeyRing(KeyRingTest.MASTER);
  public final LayeredConfig config;
  public final Workspaces workspaces;

  public Node(DataSource database, Layers layers, Clock clock) {
    config = new LayeredConfig(layers);
    workspaces =
        new Workspaces(
            new SettingsReader(database, keys, clock),
            new WorkspaceSettings(config, clock),
            keys,
            database,
            clock);
  }

  public Workspace find(String slug) {
    return workspaces.find(new WorkspaceSlug(slug)).orElseThrow();
  }
}
