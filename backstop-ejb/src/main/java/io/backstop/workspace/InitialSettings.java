package io.backstop.workspace;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Settings that an installation starts with, from the properties file named by the system property
 * {@code backstop.initial-settings} or the environment variable {@code BACKSTOP_INITIAL_SETTINGS}:
 * ordinal 150, so the dashboard may change what they say. What must not be changed there belongs
 * into the environment or system properties. Read once, at start.
 */
public class InitialSettings implements ConfigSource {

  private final Properties values = new Properties();

  public InitialSettings() {
    String file =
        System.getProperty("backstop.initial-settings", System.getenv("BACKSTOP_INITIAL_SETTINGS"));
    if (file != null && !file.isBlank()) {
      try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
        values.load(reader);
      } catch (IOException unreadable) {
        throw new UncheckedIOException(
            "backstop.initial-settings names a file that cannot be read: " + file, unreadable);
      }
    }
  }

  @Override
  public int getOrdinal() {
    return 150;
  }

  @Override
  public String getName() {
    return "initial settings";
  }

  @Override
  public Set<String> getPropertyNames() {
    return values.stringPropertyNames();
  }

  @Override
  public String getValue(String name) {
    return values.getProperty(name);
  }
}
