package io.backstop.sandbox.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.account.Destination;
import io.backstop.sandbox.shape.Json;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Carries events to their destinations in the background, signed, with retries after growing
 * pauses. First deliveries to one destination go one after the other; retries overtake. Signatures
 * carry the machine's time, not the account's: receivers compare them with theirs. Thread-safe.
 */
public final class Courier implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final List<Duration> pauses;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "sandbox-webhooks");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<Destination, CompletableFuture<Void>> tails = new ConcurrentHashMap<>();
  private final Map<String, List<ObjectNode>> logs = new ConcurrentHashMap<>();

  /**
   * @param pauses before each retry; after the last one an event is given up
   */
  public Courier(List<Duration> pauses) {
    this.pauses = List.copyOf(pauses);
  }

  /** Sends the event to all who want it. Returns at once. */
  public void deliver(Account account, ObjectNode event) {
    for (Destination destination : account.destinations()) {
      if (destination.wants(Json.text(event, "type"))) {
        deliver(account, event, destination);
      }
    }
  }

  private void deliver(Account account, ObjectNode event, Destination destination) {
    Parcel parcel =
        new Parcel(
            account.key(),
            destination,
            Json.text(event, "id"),
            Json.text(event, "type"),
            Json.write(event));
    if (destination.losesNext()) {
      note(parcel, 0, "lost");
      return;
    }
    if (destination.delay().isZero()) {
      append(parcel);
    } else {
      timer.schedule(() -> append(parcel), destination.delay().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private record Parcel(
      String account, Destination destination, String event, String type, String body) {}

  private void append(Parcel parcel) {
    tails.compute(
        parcel.destination(),
        (same, tail) ->
            send(parcel, 0, tail == null ? CompletableFuture.completedFuture(null) : tail));
  }

  private CompletableFuture<Void> send(Parcel parcel, int attempt, CompletableFuture<Void> after) {
    return after
        .thenCompose(
            ready -> client.sendAsync(request(parcel), HttpResponse.BodyHandlers.discarding()))
        .handle(
            (response, failure) -> {
              int status = failure == null ? response.statusCode() : 0;
              note(parcel, attempt + 1, failure == null ? Integer.toString(status) : "unreachable");
              if ((status < 200 || status > 299)
                  && attempt < pauses.size()
                  && !timer.isShutdown()) {
                timer.schedule(
                    () -> send(parcel, attempt + 1, CompletableFuture.completedFuture(null)),
                    pauses.get(attempt).toMillis(),
                    TimeUnit.MILLISECONDS);
              }
              return null;
            });
  }

  private static HttpRequest request(Parcel parcel) {
    long now = Instant.now().getEpochSecond();
    return HttpRequest.newBuilder(parcel.destination().uri())
        .timeout(PATIENCE)
        .header("Content-Type", "application/json; charset=utf-8")
        .header("User-Agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)")
        .header(
            "Stripe-Signature", Signature.header(parcel.destination().secret(), now, parcel.body()))
        .POST(HttpRequest.BodyPublishers.ofString(parcel.body(), StandardCharsets.UTF_8))
        .build();
  }

  private void note(Parcel parcel, int attempt, String result) {
    List<ObjectNode> log = logs.computeIfAbsent(parcel.account(), key -> new ArrayList<>());
    synchronized (log) {
      log.add(
          Json.object(
              "event", parcel.event(),
              "type", parcel.type(),
              "url", parcel.destination().uri().toString(),
              "attempt", attempt,
              "result", result,
              "at", Instant.now().toString()));
    }
  }

  /**
   * The account's deliveries so far: event, type, url, attempt, result (a status, unreachable,
   * lost).
   */
  public ArrayNode log(Account account) {
    List<ObjectNode> log = logs.getOrDefault(account.key(), List.of());
    ArrayNode copy = Json.array();
    synchronized (log) {
      log.forEach(entry -> copy.add(entry.deepCopy()));
    }
    return copy;
  }

  public void forget(Account account) {
    logs.remove(account.key());
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
