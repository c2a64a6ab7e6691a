package io.backstop.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What a person reads while everything starts. Plain lines, so that it also reads in a file. */
final class Terminal {
  private final PrintStream out;

  Terminal(PrintStream out) {
    this.out = out;
  }

  void say(String line) {
    out.println(line);
    out.flush();
  }

  void starting(String part, String what) {
    say("Starting " + part + " (" + what + ") ...");
  }

  void ready(String part, Duration took) {
    say("  " + part + " is ready, " + seconds(took) + ".");
  }

  /** A refusal or a failure: one sentence, then the log's end if there is one. */
  void failure(String sentence, List<String> logTail) {
    say("");
    say("Backstop has not started. " + sentence);
    if (!logTail.isEmpty()) {
      say("The last lines of the log:");
      logTail.forEach(line -> say("  | " + line));
    }
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
