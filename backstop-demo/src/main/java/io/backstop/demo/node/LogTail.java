package io.backstop.demo.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The end of a log, which is where a failed start says why. */
final class LogTail {
  private static final int LINES = 30;

  private LogTail() {}

  /** The last thirty lines, oldest first; empty if there is no log, a note if it is unreadable. */
  static List<String> of(Path log) {
    if (!Files.exists(log)) {
      return List.of();
    }
    Deque<String> tail = new ArrayDeque<>(LINES);
    // Not Files.newBufferedReader: it refuses a file with one broken byte.
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(log), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (tail.size() == LINES) {
          tail.removeFirst();
        }
        tail.addLast(line);
      }
    } catch (IOException e) {
      tail.addLast("(the log " + log + " cannot be read: " + e + ")");
    }
    return List.copyOf(tail);
  }
}
