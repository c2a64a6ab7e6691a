package io.backstop.web.dashboard.insight;

import io.backstop.web.dashboard.View;
import java.util.List;

/**
 * One thing and what is known of it.
 *
 * @param back the address of the list that it stands in
 * @param acts what may be done about it
 */
public record SheetView(
    String stem, String back, List<Fact> facts, List<Grid> grids, List<Act> acts) implements View {

  /** A name and what it is. */
  public record Fact(String name, Cell cell) {}

  /**
   * Something to be done: {@code act.<key>} names it.
   *
   * @param path the action's address
   * @param asks whether {@code act.<key>.text} and {@code act.<key>.yes} are put in between
   */
  public record Act(String key, String path, boolean asks) {}

  @Override
  public String template() {
    return "sheet.xhtml";
  }
}
