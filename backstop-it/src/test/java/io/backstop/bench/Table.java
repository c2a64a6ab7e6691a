package io.backstop.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures beside their goals, and what could not be measured. */
final class Table {

  /** A goal: at least, or at most, so much. */
  record Goal(boolean least, double bound) {
    static Goal atLeast(double bound) {
      return new Goal(true, bound);
    }

    static Goal atMost(double bound) {
      return new Goal(false, bound);
    }

    boolean met(double figure) {
      return least ? figure >= bound : figure <= bound;
    }
  }

  private record Line(String measure, String figure, String goal, String met, String detail) {}

  private final List<Line> lines = new ArrayList<>();
  private boolean complete = true;

  void figure(String measure, double figure, Goal goal, String detail) {
    lines.add(
        new Line(
            measure,
            number(figure),
            (goal.least() ? ">= " : "<= ") + number(goal.bound()),
            goal.met(figure) ? "yes" : "no",
            detail));
  }

  void unmeasured(String measure, Exception why) {
    complete = false;
    lines.add(
        new Line(
            measure,
            "-",
            "-",
            "-",
            "could not be measured: "
                + String.valueOf(why.getMessage()).lines().findFirst().orElse("")));
  }

  /** Whether there is a figure for every measure. */
  boolean complete() {
    return complete;
  }

  void print(PrintStream out) {
    out.println();
    print(out, new Line("measure", "figure", "goal", "met", "detail"));
    print(out, new Line("---", "---", "---", "---", "---"));
    lines.forEach(line -> print(out, line));
    out.println();
  }

  private static void print(PrintStream out, Line line) {
    out.printf(
        Locale.ROOT,
        "| %-58s | %8s | %9s | %-3s | %s |%n",
        line.measure,
        line.figure,
        line.goal,
        line.met,
        line.detail);
  }

  static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }
}
