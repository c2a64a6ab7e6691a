package io.backstop.web.dashboard.insight;

import java.util.List;

/**
 * A table of numbers that a script also draws; without the script it is the table.
 *
 * @param id of its heading
 * @param kind {@code columns} stand along time, {@code bars} lie one below the other
 * @param about what is counted
 * @param labels of what stands in the first column
 * @param amounts of what the numbers are, for the axis
 */
public record Chart(
    String id,
    String kind,
    String title,
    String about,
    String labels,
    String amounts,
    List<String> series,
    List<Point> points,
    String nothing) {

  /** One row. */
  public record Point(String label, List<Value> values) {}

  /**
   * @param text as people read it
   * @param raw as the script draws it
   */
  public record Value(String text, String raw) {}
}
