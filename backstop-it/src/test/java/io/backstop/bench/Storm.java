package io.backstop.bench;

import io.backstop.bench.Table.Goal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The day on which everybody's card is charged: many events within seconds, each about a customer
 * who is to be read anew, while other customers look at their portal.
 */
final class Storm {

  private static final int EVENTS = 5_000;
  private static final int CUSTOMERS = 500;
  private static final double PER_SECOND = 500;
  private static final int LOOKS = 400;
  private static final long BETWEEN_LOOKS_MILLIS = 25;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Rig rig;
  private final HttpClient http = HttpClient.newHttpClient();

  Storm(Rig rig) {
    this.rig = rig;
  }

  void measure(Table table) throws Exception {
    Map<String, String> subscriptions = new HashMap<>();
    for (int i = 0; i < CUSTOMERS; i++) {
      subscriptions.put("cus_" + Mirror.name(i), "sub_" + Mirror.name(i));
    }
    rig.stripeHas(subscriptions);
    URI link = new Bundles(rig.node(), "portal", Rig.SECRET, Mirror.SIZE).link(http);
    looks(link, LOOKS, new AtomicBoolean());
    double before = late(looks(link, LOOKS, new AtomicBoolean()));

    AtomicBoolean over = new AtomicBoolean();
    ExecutorService customer = Executors.newSingleThreadExecutor();
    try {
      Callable<List<Double>> looking = () -> looks(link, Integer.MAX_VALUE, over);
      Future<List<Double>> during = customer.submit(looking);
      Instant begun = Instant.now();
      OpenLoop acknowledged =
          OpenLoop.at(PER_SECOND, rig.node(), new Events(rig.node()).changes(EVENTS, CUSTOMERS));
      rig.await("SELECT NOT EXISTS (SELECT FROM stripe_event WHERE state = 'pending')", PATIENCE);
      double seconds = Duration.between(begun, Instant.now()).toMillis() / 1e3;
      over.set(true);
      double meanwhile = late(during.get());
      table.figure(
          "storm of " + EVENTS + " events: acknowledged, p99, ms",
          acknowledged.millis(0.99),
          Goal.atMost(1_000),
          String.format(Locale.ROOT, "p50 %.1f at %.0f/s", acknowledged.millis(0.5), PER_SECOND));
      table.figure(
          "storm: all worked off after, s",
          seconds,
          Goal.atMost(120),
          "of " + CUSTOMERS + " customers, deliveries included");
      table.figure(
          "storm: portal home meanwhile / before, p95",
          meanwhile / before,
          Goal.atMost(2),
          String.format(Locale.ROOT, "%.1f ms over %.1f ms", meanwhile, before));
    } finally {
      over.set(true);
      customer.shutdownNow();
    }
  }

  /** How long so many looks at a page have taken, or those until {@code over}; milliseconds. */
  private List<Double> looks(URI link, int most, AtomicBoolean over)
      throws IOException, InterruptedException {
    List<Double> millis = new ArrayList<>();
    while (millis.size() < most && !over.get()) {
      long begun = System.nanoTime();
      HttpResponse<String> page =
          http.send(HttpRequest.newBuilder(link).build(), HttpResponse.BodyHandlers.ofString());
      millis.add((System.nanoTime() - begun) / 1e6);
      if (page.statusCode() != 200) {
        throw new IOException("the portal answers " + page.statusCode());
      }
      TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
    }
    return millis;
  }

  private static double late(List<Double> millis) {
    return millis.stream().sorted().skip(millis.size() * 95L / 100).findFirst().orElseThrow();
  }
}
