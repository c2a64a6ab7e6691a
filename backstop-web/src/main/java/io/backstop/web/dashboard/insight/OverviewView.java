package io.backstop.web.dashboard.insight;

import io.backstop.web.dashboard.View;
import java.util.List;

/**
 * @param nothingYet whether there is nothing to count yet
 * @param owed one line a currency
 */
public record OverviewView(
    String setupText, List<Step> steps, boolean nothingYet, List<Number> numbers, List<String> owed)
    implements View {

  /** A step of setting up; {@code <key>.how} says what to do. */
  public record Step(String key, boolean done) {}

  /** A number of the last 30 days; {@code <key>.meaning} says what it counts. */
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
