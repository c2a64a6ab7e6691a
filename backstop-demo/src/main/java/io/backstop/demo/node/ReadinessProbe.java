package io.backstop.demo.node;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Asks by HTTP, as the only honest witness: a server that has started, and even one that reports a
 * deployment as done, may still answer nothing.
 */
public final class ReadinessProbe {
  private static final Duration ONE_TRY = Duration.ofSeconds(5);
  private static final long BETWEEN_TRIES_MILLIS = 200;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(ONE_TRY).build();

  /** What the wait ended with. */
  public enum Answer {
    READY,
    /** The condition for waiting on no longer held. */
    GIVEN_UP,
    TIMED_OUT
  }

  /** Waits for a 200 from the address, for as long as the condition holds and the time lasts. */
  public Answer await(URI address, Duration limit, BooleanSupplier worthWaiting)
      throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (worthWaiting.getAsBoolean()) {
      if (answers(address)) {
        return Answer.READY;
      }
      if (System.nanoTime() > end) {
        return Answer.TIMED_OUT;
      }
      TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES_MILLIS);
    }
    return Answer.GIVEN_UP;
  }

  /** Whether one GET is answered with 200. */
  public boolean answers(URI address) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(ONE_TRY).GET().build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }
}
