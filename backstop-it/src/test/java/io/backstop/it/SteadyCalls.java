package io.backstop.it;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A merchant's backends: fifty calls a second, to each node in turn. */
final class SteadyCalls implements AutoCloseable {

  private static final int THREADS = 10;
  private static final int A_SECOND = 50;

  private final Merchant merchant;
  private final List<URI> nodes;
  private final List<String> secrets = new CopyOnWriteArrayList<>();
  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
  private final AtomicInteger number = new AtomicInteger();
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);

  /**
   * @param begun when it was sent, by {@link System#nanoTime}
   */
  record Call(URI node, String secret, long begun, int status, String body) {}

  /** Begins; {@code secret} may be empty: the calls are unsigned then. */
  SteadyCalls(Stage stage, Merchant merchant, String secret) {
    this.merchant = merchant;
    this.nodes = List.of(stage.backstop(), stage.otherNode());
    secrets.add(secret);
    long pause = 1_000L * THREADS / A_SECOND;
    for (int i = 0; i < THREADS; i++) {
      threads.scheduleAtFixedRate(this::call, pause * i / THREADS, pause, TimeUnit.MILLISECONDS);
    }
  }

  /** From now on this secret signs every other call. */
  void alsoSignWith(String secret) {
    secrets.add(secret);
  }

  private void call() {
    int n = number.getAndIncrement();
    send(nodes.get(n % 2), secrets.get(n / 2 % secrets.size()));
  }

  /** One call more, noted as the others are. */
  Call send(URI node, String secret) {
    ObjectNode body = merchant.unsigned("cus_ada", "sub_ada");
    if (!secret.isEmpty()) {
      String timestamp = Long.toString(Instant.now().getEpochSecond());
      body.put("timestamp", timestamp)
          .put("signature", Merchant.hmac(secret, "cus_ada\nsub_ada\n" + timestamp));
    }
    long begun = System.nanoTime();
    Merchant.Answer answer = Merchant.post(node, "cancel", body.toString(), Map.of());
    Call call = new Call(node, secret, begun, answer.status(), answer.body());
    calls.add(call);
    return call;
  }

  List<Call> calls() {
    return List.copyOf(calls);
  }

  /** Ends; what is under way is waited for. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("calls do not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
