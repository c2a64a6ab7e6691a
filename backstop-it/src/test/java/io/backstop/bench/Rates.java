package io.backstop.bench;

import io.backstop.bench.Table.Goal;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Rates, in rounds: the database alone, mints, refusals, portal links, walls that are not needed,
 * Stripe's events, and from the beginning. What a shared or warming machine does to one leg it does
 * to its neighbours, so only ratios within a round are taken, and of the rounds the median.
 */
final class Rates {

  private static final int ROUNDS = 3;

  /** Compilers and caches have settled after so many. */
  private static final int WARM = 100_000;

  private static final int WARM_BATCH = 10_000;

  /** So many customers have their portal link before its rate is taken. */
  private static final int PORTAL_CUSTOMERS = 5_000;

  private static final int COUNTED = 1_000;

  private final Rig rig;
  private final int seconds;
  private final PrintStream out;
  private final Bundles cancels;
  private final Bundles portals;
  private final Bundles walls;
  private final Events events;
  private double mintRate;
  private double refusalRate;
  private double portalRate;
  private double wallRate;
  private double eventRate;

  /** Processor time of the server's process in the last leg, microseconds a request. */
  private double cost;

  Rates(Rig rig, int seconds, PrintStream out) throws Exception {
    this.rig = rig;
    this.seconds = seconds;
    this.out = out;
    cancels = new Bundles(rig.node(), "cancel", Rig.SECRET, Mirror.SIZE);
    portals = new Bundles(rig.node(), "portal", Rig.SECRET, PORTAL_CUSTOMERS);
    walls = new Bundles(rig.node(), "payment-wall", Rig.SECRET, Mirror.SIZE);
    events = new Events(rig.node());
  }

  void warmUp() throws Exception {
    for (int sent = 0; sent < WARM; sent += WARM_BATCH) {
      mintRate = mints(WARM_BATCH);
    }
    rate(portals.signed(PORTAL_CUSTOMERS), 200);
    portalRate = rate(portals.signed(WARM_BATCH), 200);
    refusalRate = refusals(WARM_BATCH);
    rate(walls.signed(WARM_BATCH), 200);
    wallRate = rate(walls.signed(WARM_BATCH), 200);
    rate(events.signed(WARM_BATCH), 200);
    eventRate = rate(events.signed(WARM_BATCH), 200);
  }

  /** Answers a second; {@link #cost} tells what they have cost the server. */
  private double rate(byte[][] requests, int expected) throws IOException {
    Duration before = rig.processorTime();
    double rate = ClosedLoop.rate(rig.node(), requests, expected);
    cost = rig.processorTime().minus(before).toNanos() / 1e3 / requests.length;
    return rate;
  }

  private double mints(int count) throws Exception {
    return rate(cancels.signed(count), 200);
  }

  private double refusals(int count) throws Exception {
    return rate(cancels.missigned(count), 401);
  }

  private int leg(double rate) {
    return (int) Math.max(ClosedLoop.CONNECTIONS, rate * seconds);
  }

  void compare(Table table) throws Exception {
    Pgbench pgbench = new Pgbench(rig.database(), rig.directory());
    List<double[]> rounds = new ArrayList<>();
    List<double[]> roundCosts = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      double database = pgbench.rate(seconds);
      double[] costs = new double[6];
      mintRate = mints(leg(mintRate));
      costs[1] = cost;
      refusalRate = refusals(leg(refusalRate));
      costs[2] = cost;
      portalRate = rate(portals.signed(leg(portalRate)), 200);
      costs[3] = cost;
      wallRate = rate(walls.signed(leg(wallRate)), 200);
      costs[4] = cost;
      eventRate = rate(events.signed(leg(eventRate)), 200);
      costs[5] = cost;
      double[] rates = {database, mintRate, refusalRate, portalRate, wallRate, eventRate};
      out.printf(Locale.ROOT, "round %d, a second: %s%n", i + 1, named(rates));
      out.printf(Locale.ROOT, "  processor time, microseconds each: %s%n", named(costs));
      rounds.add(rates);
      roundCosts.add(costs);
    }
    add(table, "mint / pgbench with its statement", rounds, 1, 0, 0.35);
    add(table, "refused signature / mint", rounds, 2, 1, 1.3);
    add(table, "known customer's portal link / mint", rounds, 3, 1, 2.5);
    add(table, "wall of a customer who owes nothing / mint", rounds, 4, 1, 2.5);
    add(table, "event accepted / pgbench with the mint's statement", rounds, 5, 0, 0.3);
    out.printf(
        Locale.ROOT,
        "median processor time of the server, microseconds each: mint %.0f, wall %.0f%n",
        median(roundCosts.stream().mapToDouble(costs -> costs[1]).toArray()),
        median(roundCosts.stream().mapToDouble(costs -> costs[4]).toArray()));
  }

  private static String named(double[] legs) {
    return String.format(
        Locale.ROOT,
        "pgbench %.0f, mint %.0f, refusal %.0f, portal %.0f, wall %.0f, event %.0f",
        legs[0],
        legs[1],
        legs[2],
        legs[3],
        legs[4],
        legs[5]);
  }

  private static void add(
      Table table, String measure, List<double[]> rounds, int over, int under, double goal) {
    double ratio = median(rounds.stream().mapToDouble(r -> r[over] / r[under]).toArray());
    double above = median(rounds.stream().mapToDouble(r -> r[over]).toArray());
    double below = median(rounds.stream().mapToDouble(r -> r[under]).toArray());
    table.figure(
        measure,
        ratio,
        Goal.atLeast(goal),
        String.format(Locale.ROOT, "%.0f/s over %.0f/s", above, below));
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  void count(Table table) throws Exception {
    try (StatementCount count = new StatementCount(rig)) {
      // Sessions learn of the switch with their next statement.
      mints(COUNTED);
      count.reset();
      mints(COUNTED);
      table.figure(
          "statements on hosted_link per mint",
          count.onLinks() / (double) COUNTED,
          Goal.atMost(1),
          String.format(
              Locale.ROOT, "%.3f others (validation, polls)", count.besides() / (double) COUNTED));
      count.reset();
      refusals(COUNTED);
      table.figure(
          "rows written by 1000 refusals",
          count.rowsWritten(),
          Goal.atMost(0),
          count.onLinks() + " statements on hosted_link");
      count.reset();
      rate(portals.signed(COUNTED), 200);
      table.figure(
          "rows written by 1000 known customers' portal links",
          count.rowsWritten(),
          Goal.atMost(0),
          count.onLinks() + " statements on hosted_link");
      count.reset();
      rate(walls.signed(COUNTED), 200);
      table.figure(
          "statements of a wall that is not needed",
          Math.floor(count.all() / (double) COUNTED),
          Goal.atMost(1),
          String.format(
              Locale.ROOT,
              "%d rows written, %.3f with polls",
              count.rowsWritten(),
              count.all() / (double) COUNTED));
      byte[][] delivered = events.signed(COUNTED);
      rate(delivered, 200);
      count.reset();
      rate(delivered, 200);
      table.figure(
          "rows written by 1000 second deliveries of an event",
          count.rowsWritten(),
          Goal.atMost(0),
          count.all() + " statements");
    }
  }

  void spread(Table table) throws Exception {
    double rate = mintRate / 2;
    OpenLoop.at(rate, rig.node(), cancels.signed(leg(rate) / 4));
    OpenLoop loop = OpenLoop.at(rate, rig.node(), cancels.signed(leg(rate) * 2));
    double[] database = new Pgbench(rig.database(), rig.directory()).latencies(rate, seconds * 2);
    double median = database[database.length / 2];
    double late = database[(int) (database.length * 0.99)];
    table.figure(
        "mint: p99 / p50 at half its rate",
        loop.millis(0.99) / loop.millis(0.5),
        Goal.atMost(4),
        String.format(
            Locale.ROOT,
            "p50 %.2f ms, p90 %.2f ms, p99 %.2f ms at %.0f/s; pgbench at the same pace: %.1f"
                + " (p50 %.2f ms, p99 %.2f ms)",
            loop.millis(0.5),
            loop.millis(0.9),
            loop.millis(0.99),
            rate,
            late / median,
            median,
            late));
  }
}
