package io.backstop.bench;

import java.io.PrintStream;
import java.nio.file.Path;

/**
 * The benchmark's command. Its one argument is the directory with {@code payara-micro.jar}, {@code
 * postgresql.jar} and {@code ROOT.war}; {@code BACKSTOP_BENCH_SECONDS} is how long each leg takes
 * (10). Exit code 1 when something could not be measured; a goal that is missed changes nothing.
 */
public final class Bench {

  private interface Measure {
    void into(Table table) throws Exception;
  }

  private final Table table = new Table();

  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    PrintStream out = System.out;
    int seconds =
        Integer.parseInt(System.getenv().getOrDefault("BACKSTOP_BENCH_SECONDS", "10").strip());
    Bench bench = new Bench();
    try (Rig rig = Rig.start(Path.of(arguments[0]))) {
      out.println("Backstop at " + rig.node() + ", process " + rig.server().pid());
      Rates rates = new Rates(rig, seconds, out);
      rates.warmUp();
      bench.measure("rates", rates::compare);
      bench.measure("statements", rates::count);
      bench.measure("latencies", rates::spread);
      bench.measure("the portal", new PortalHome(rig)::count);
      bench.measure("the hosted page", new Pages(rig)::compare);
    }
    bench.table.print(out);
    // The sandbox's and the browser's threads may linger; there is nothing left to wait for.
    System.exit(bench.table.complete() ? 0 : 1);
  }

  private void measure(String name, Measure measure) {
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
