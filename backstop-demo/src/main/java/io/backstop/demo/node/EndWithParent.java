package io.backstop.demo.node;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Ends this JVM when the process that started it is gone.
 *
 * <p>The parent holds the other end of our standard input and never writes to it. The operating
 * system closes that end however the parent dies, {@code kill -9} included, so the end of the input
 * is the end of the parent: no polling, and no process id that could meanwhile belong to somebody
 * else.
 *
 * <p>Usable as a Java agent, so that a server which knows nothing of Backstop's launcher ends too.
 */
public final class EndWithParent {
  /** What a shell reports for a process ended by SIGTERM. */
  private static final int ENDED_BY_SIGNAL = 143;

  private EndWithParent() {}

  /** Entry point of the Java agent; the argument is not used. */
  public static void premain(String unused) {
    watch();
  }

  /** Starts watching, on a daemon thread of its own. */
  public static void watch() {
    Thread watcher = new Thread(EndWithParent::awaitEnd, "end-with-parent");
    watcher.setDaemon(true);
    watcher.start();
  }

  private static void awaitEnd() {
    try {
      while (System.in.read() >= 0) {
        // What arrives means nothing; only the end does.
      }
    } catch (IOException closed) {
      // A broken input is an ended parent.
    }
    Thread last = new Thread(EndWithParent::haltLate, "end-with-parent-halt");
    last.setDaemon(true);
    last.start();
    System.exit(ENDED_BY_SIGNAL);
  }

  /** An orderly end that hangs must not outlive the parent for long. */
  private static void haltLate() {
    try {
      TimeUnit.SECONDS.sleep(20);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ENDED_BY_SIGNAL);
  }
}
