package io.backstop.demo.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * Whether a booting server is still worth waiting for. It is not once its process has ended, nor
 * some time after it has called itself ready: Payara Micro does so without a word when it could not
 * deploy what it was given, and then runs on with nothing in it.
 */
final class BootWatch implements BooleanSupplier {
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final Pattern SERVER_READY =
      Pattern.compile("Payara Micro .* ready in .* \\(ms\\)");

  private final Process server;
  private final Path log;
  private long readySince;
  private boolean ready;

  BootWatch(Process server, Path log) {
    this.server = server;
    this.log = log;
  }

  @Override
  public boolean getAsBoolean() {
    if (!ready && LogTail.of(log).stream().anyMatch(line -> SERVER_READY.matcher(line).find())) {
      ready = true;
      readySince = System.nanoTime();
    }
    return server.isAlive() && !(ready && System.nanoTime() - readySince > GRACE.toNanos());
  }
}
