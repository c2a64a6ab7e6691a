package io.backstop.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;

/**
 * What has been started, in order, so that it can be ended in the opposite order.
 *
 * <p>Safe against a signal at any moment: a part that is just coming up is waited for and then
 * ended, and nothing is started once the end has begun.
 */
final class Parts {
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private volatile boolean ending;
  private volatile boolean anything;

  /** The launcher is ending; there is nothing left to say. */
  static final class Ending extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Starts a part and remembers it.
   *
   * @throws Ending if the end has begun
   */
  synchronized <T extends AutoCloseable> T start(Callable<T> start) throws Exception {
    if (ending) {
      throw new Ending();
    }
    T part = start.call();
    started.push(part);
    anything = true;
    return part;
  }

  boolean ending() {
    return ending;
  }

  /** Whether there is anything to end. */
  boolean any() {
    return anything;
  }

  /** Ends every part, the last one first; one that fails to end does not keep the others alive. */
  void end() throws Exception {
    ending = true;
    synchronized (this) {
      Exception first = null;
      while (!started.isEmpty()) {
        try {
          started.pop().close();
        } catch (Exception e) {
          if (first == null) {
            first = e;
          } else {
            first.addSuppressed(e);
          }
        }
      }
      if (first != null) {
        throw first;
      }
    }
  }
}
