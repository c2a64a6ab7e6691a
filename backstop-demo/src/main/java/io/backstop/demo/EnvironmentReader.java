package io.backstop.demo;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads single variables; refuses with their names. */
final class EnvironmentReader {
  private final Map<String, String> environment;

  EnvironmentReader(Map<String, String> environment) {
    this.environment = environment;
  }

  Optional<String> text(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isEmpty());
  }

  Optional<Path> path(String variable) throws LaunchRefused {
    try {
      return text(variable).map(value -> Path.of(value).toAbsolutePath().normalize());
    } catch (InvalidPathException e) {
      throw LaunchRefused.setting(variable, "is not a path: " + e.getMessage() + ".");
    }
  }

  int port(String variable, int byDefault) throws LaunchRefused {
    Optional<String> text = text(variable);
    return text.isPresent() ? port(variable, text.get(), "") : byDefault;
  }

  OptionalInt portOrOff(String variable, int byDefault) throws LaunchRefused {
    String text = text(variable).orElse(Integer.toString(byDefault));
    return text.equals("off")
        ? OptionalInt.empty()
        : OptionalInt.of(port(variable, text, ", or off"));
  }

  private static int port(String variable, String text, String otherwise) throws LaunchRefused {
    // Not parseInt alone, which takes a sign and digits of other scripts.
    int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    if (port < 1 || port > 65535) {
      throw LaunchRefused.setting(
          variable, "is \"" + text + "\"; it is a port from 1 to 65535" + otherwise + ".");
    }
    return port;
  }
}
