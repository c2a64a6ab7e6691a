package io.backstop.bench;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Requests that come when they come: at a steady rate, whether or not the ones before have been
 * answered. A latency counts from when the request was due, so that one that had to wait for a free
 * connection is not flattered.
 */
final class OpenLoop {

  private static final int CONNECTIONS = 32;

  /** Nanoseconds, in rising order. */
  private final long[] latencies;

  private OpenLoop(long[] latencies) {
    this.latencies = latencies;
    Arrays.sort(latencies);
  }

  /**
   * Sends all requests and waits for their answers.
   *
   * @param perSecond arrivals
   * @throws IOException if one is not answered with 200
   */
  static OpenLoop at(double perSecond, URI node, byte[][] requests)
      throws IOException, InterruptedException {
    long[] latencies = new long[requests.length];
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime() + 50_000_000;
    Callable<Void> lane =
        () -> {
          try (Wire wire = new Wire(node)) {
            for (int i = next.getAndIncrement(); i < requests.length; i = next.getAndIncrement()) {
              long due = start + (long) (i * 1e9 / perSecond);
              awaitMoment(due);
              exchange(wire, requests[i]);
              latencies[i] = System.nanoTime() - due;
              wire.renew();
            }
            return null;
          }
        };
    ExecutorService lanes = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      List<Callable<Void>> all = IntStream.range(0, CONNECTIONS).mapToObj(i -> lane).toList();
      for (Future<Void> done : lanes.invokeAll(all)) {
        done.get();
      }
    } catch (ExecutionException failed) {
      throw new IOException("The open loop broke off", failed.getCause());
    } finally {
      lanes.shutdownNow();
    }
    return new OpenLoop(latencies);
  }

  private static void awaitMoment(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static void exchange(Wire wire, byte[] request) throws IOException {
    wire.send(request);
    int status = 0;
    while (status == 0) {
      status = wire.receive();
    }
    if (status != 200) {
      throw new IOException("Not 200 but " + wire.answer());
    }
  }

  /** The latency in milliseconds that this share of the requests stayed within. */
  double millis(double share) {
    return latencies[(int) Math.ceil(share * latencies.length) - 1] / 1e6;
  }
}
