package io.backstop.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/**
 * The benchmark's command. Its one argument is the directory with {@code payara-micro.jar}, {@code
 * postgresql.jar} and {@code ROOT.war}; {@code BACKSTOP_BENCH_SECONDS} is how long each leg takes
 * (10), {@code BACKSTOP_BENCH_PARTS} which parts are measured, separated by commas (all). Exit code
 * 1 when something could not be measured; a goal that is missed changes nothing.
 */
public final class Bench {

  private interface Measure {
    void into(Table table) throws Exception;
  }

  private static final List<String> ALL =
      List.of("rates", "statements", "latencies", "portal", "storm", "page", "dashboard");

  private final Table table = new Table();
  private final List<String> parts;

  private Bench(List<String> parts) {
    this.parts = parts;
  }

  public static void main(String[] arguments) throws Exception {
    PrintStream out = System.out;
    int seconds =
        Integer.parseInt(System.getenv().getOrDefault("BACKSTOP_BENCH_SECONDS", "10").strip());
    Bench bench = new Bench(parts(System.getenv("BACKSTOP_BENCH_PARTS")));
    try (Rig rig = Rig.start(Path.of(arguments[0]))) {
      out.println("Backstop at " + rig.node() + ", process " + rig.server().pid());
      Rates rates = new Rates(rig, seconds, out);
      if (!Collections.disjoint(
          bench.parts, List.of("rates", "statements", "latencies", "storm"))) {
        rates.warmUp();
      }
      bench.measure("rates", rates::compare);
      bench.measure("statements", rates::count);
      bench.measure("latencies", rates::spread);
      bench.measure("portal", new PortalHome(rig)::count);
      bench.measure("storm", new Storm(rig)::measure);
      bench.measure("page", new Pages(rig)::compare);
      bench.measure("dashboard", new DashboardPages(rig)::time);
    }
    bench.table.print(out);
    // The sandbox's and the browser's threads may linger; there is nothing left to wait for.
    System.exit(bench.table.complete() ? 0 : 1);
  }

  private static List<String> parts(String named) {
    List<String> parts = named == null ? ALL : List.of(named.strip().split("\\s*,\\s*"));
    if (!ALL.containsAll(parts)) {
      throw new IllegalArgumentException("BACKSTOP_BENCH_PARTS is made of " + ALL);
    }
    return parts;
  }

  private void measure(String name, Measure measure) {
    if (!parts.contains(name)) {
      return;
    }
    try {
      measure.into(table);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      table.unmeasured(name, interrupted);
    } catch (Exception failed) {
      failed.printStackTrace();
      table.unmeasured(name, failed);
    }
  }
}
