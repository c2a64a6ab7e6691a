package io.backstop.web.dashboard.insight;

import io.backstop.web.dashboard.View;
import java.util.List;

/**
 * @param range {@code 7}, {@code 30}, {@code 90}, {@code 365}, or an empty text for other days
 * @param first the first day that is counted, and {@code last} the last, as ISO 8601 has them
 * @param error the key of what was wrong with the days asked for, or an empty text
 * @param open whether something is left to set up
 * @param nothingYet whether there is nothing to count
 */
public record OverviewView(
    String setupText,
    boolean open,
    List<Step> steps,
    String range,
    List<String> ranges,
    String first,
    String last,
    String error,
    boolean nothingYet,
    List<Number> numbers,
    List<Chart> charts,
    List<Grid> grids)
    implements View {

  /**
   * A step of setting up; {@code <key>.how} says what to do.
   *
   * @param page where, or an empty text; {@code <page>.nav} is its name
   */
  public record Step(String key, boolean done, String page) {}

  /** A number of the span; {@code <key>.meaning} says what it counts. */
  public record Number(String key, String now, String before) {}

  @Override
  public String template() {
    return "overview.xhtml";
  }

  @Override
  public String stem() {
    return "overview";
  }
}
