package io.backstop.workspace;

import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The settings saved in the dashboard, as a config source of ordinal 200. The server makes its own
 * instance by {@code ServiceLoader} before there is a database, so the values are handed over
 * through a static snapshot, which {@link SettingsReader} replaces whole.
 */
public class SavedSettings implements ConfigSource {

  static final int ORDINAL = 200;

  private static volatile Map<String, String> snapshot = Map.of();

  /** Puts {@code values} in force on this node. */
  static void replace(Map<String, String> values) {
    snapshot = Map.copyOf(values);
  }

  @Override
  public int getOrdinal() {
    return ORDINAL;
  }

  @Override
  public String getName() {
    return "Backstop's dashboard";
  }

  @Override
  public Set<String> getPropertyNames() {
    return snapshot.keySet();
  }

  @Override
  public String getValue(String name) {
    return snapshot.get(name);
  }
}
