package io.backstop.demo.node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server's command files, made from the templates in {@code server-config/payara-micro}. */
final class CommandFiles {
  private static final Pattern PLACEHOLDER = Pattern.compile("@([a-z.]+)@");

  private CommandFiles() {}

  /** Writes the template into the directory, readable for this user only. */
  static Path write(Path directory, String template, Map<String, String> values)
      throws IOException {
    return PrivateFiles.write(directory.resolve(template), fill(read(template), values));
  }

  /** The template's commands, without its comments, each placeholder replaced. */
  static String fill(String template, Map<String, String> values) {
    StringBuilder commands = new StringBuilder();
    for (String line : template.split("\n")) {
      if (!line.isBlank() && !line.startsWith("#")) {
        commands
            .append(
                PLACEHOLDER
                    .matcher(line)
                    .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), values))))
            .append('\n');
      }
    }
    return commands.toString();
  }

  static String read(String resource) throws IOException {
    try (InputStream in = CommandFiles.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException(resource + " is missing from the launcher's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String value(String name, Map<String, String> values) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("The template asks for an unknown value: " + name);
    }
    return value;
  }
}
