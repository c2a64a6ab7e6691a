package io.backstop.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/**
 * A change is in force on every node within two seconds: nobody who asks later than that is told
 * the old. However long an answer takes on a busy machine, it counts from when it was asked for.
 */
final class InForce {

  static final Duration PROMISED = Duration.ofSeconds(2);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private InForce() {}

  /** Asks until the answer is the new one, the change having been made just now. */
  static void await(String what, Callable<Boolean> isNew) {
    long changed = System.nanoTime();
    AtomicLong lastOld = new AtomicLong(changed);
    Awaitility.await(what)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              long asked = System.nanoTime();
              boolean now = isNew.call();
              lastOld.set(now ? lastOld.get() : asked);
              return now;
            });
    assertThat(Duration.ofNanos(lastOld.get() - changed)).as(what).isLessThan(PROMISED);
  }

  /** As {@link #await}, of what is asserted. */
  static void awaitAsserted(String what, Runnable assertion) {
    await(
        what,
        () -> {
          try {
            assertion.run();
            return true;
          } catch (AssertionError old) {
            return false;
          }
        });
  }
}
