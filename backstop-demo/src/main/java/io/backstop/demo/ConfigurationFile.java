package io.backstop.demo;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/** The properties file that {@code BACKSTOP_CONFIG} names, in UTF-8. */
final class ConfigurationFile {
  private static final String VARIABLE = "BACKSTOP_CONFIG";

  private ConfigurationFile() {}

  static Map<String, String> read(Optional<String> name) throws LaunchRefused {
    if (name.isEmpty()) {
      return Map.of();
    }
    Properties properties = new Properties();
    try (Reader text = new StringReader(Files.readString(Path.of(name.get())))) {
      properties.load(text);
    } catch (NoSuchFileException | InvalidPathException e) {
      throw LaunchRefused.setting(VARIABLE, "names a file that is not there: " + name.get() + ".");
    } catch (CharacterCodingException e) {
      throw LaunchRefused.setting(
          VARIABLE, "names a file that is not " + StandardCharsets.UTF_8 + ": " + name.get() + ".");
    } catch (IOException e) {
      throw LaunchRefused.setting(
          VARIABLE, "names something that cannot be read as a file: " + name.get() + ".");
    } catch (IllegalArgumentException e) {
      // Properties.load on a broken Unicode escape; its message has no content of the file.
      throw LaunchRefused.setting(
          VARIABLE, "names a file with a broken \\u escape: " + name.get() + ".");
    }
    Map<String, String> settings = new TreeMap<>();
    properties.stringPropertyNames().forEach(k -> settings.put(k, properties.getProperty(k)));
    return settings;
  }
}
