package io.backstop.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Runs the launcher from inside Maven's JVM, as a child process in the foreground.
 *
 * <p>A child and not a thread, so that Maven's memory and class loaders stay out of it, and so that
 * Maven's death by {@code kill -9} can be noticed. Whoever waits for Maven has waited for all of
 * it: when a signal ends Maven, Maven ends after the launcher has stopped everything.
 */
public final class MavenForeground {
  private static final long LONGEST_STOP_SECONDS = 60;

  private MavenForeground() {}

  /**
   * @param arguments the launcher's jar
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Process launcher =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-jar",
                arguments[0],
                "--end-with-input")
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(launcher), "stop-launcher"));
    int code = launcher.waitFor();
    if (code != 0) {
      // Ends Maven with the launcher's own code; its "BUILD FAILURE" would bury the sentence.
      System.exit(code);
    }
  }

  private static void stop(Process launcher) {
    launcher.destroy();
    try {
      if (!launcher.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
        launcher.destroyForcibly();
      }
    } catch (InterruptedException e) {
      launcher.destroyForcibly();
    }
  }
}
