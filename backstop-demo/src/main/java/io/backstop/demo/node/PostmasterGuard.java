package io.backstop.demo.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Ends PostgreSQL when this JVM dies without ending it: {@code kill -9}, a crash.
 *
 * <p>PostgreSQL is nobody's child (pg_ctl makes it a daemon), so it cannot watch its parent as
 * {@link EndWithParent} does. A shell does it instead: it waits for the end of its input, whose
 * other end is ours. It ignores the terminal's signals, for those end us in good order. Windows has
 * no such shell; there, the next start in the same directory ends the orphan.
 */
final class PostmasterGuard implements AutoCloseable {
  private static final Path SHELL = Path.of("/bin/sh");
  private static final Path NEW_SESSION = Path.of("/usr/bin/setsid");

  /** SIGINT is PostgreSQL's fast shutdown. The file is gone after an orderly end. */
  private static final String SCRIPT =
      "trap '' INT TERM HUP; read -r nothing;"
          + " pid=$(head -n 1 \"$1/postmaster.pid\" 2>/dev/null) && kill -INT \"$pid\"";

  private final Process shell;

  private PostmasterGuard(Process shell) {
    this.shell = shell;
  }

  /** Begins to watch over the server of this data directory. */
  static PostmasterGuard over(Path data) throws IOException {
    if (!Files.isExecutable(SHELL)) {
      return new PostmasterGuard(null);
    }
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(NEW_SESSION)) {
      // Survives even kill -9 to our whole process group.
      command.add(NEW_SESSION.toString());
    }
    command.addAll(List.of(SHELL.toString(), "-c", SCRIPT, "postmaster-guard", data.toString()));
    return new PostmasterGuard(
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** Stops watching. Call it once the server has ended; if it has not, this ends it. */
  @Override
  public void close() throws IOException {
    if (shell == null) {
      return;
    }
    shell.getOutputStream().close();
    try {
      if (!shell.waitFor(5, TimeUnit.SECONDS)) {
        shell.destroyForcibly();
      }
    } catch (InterruptedException e) {
      shell.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
