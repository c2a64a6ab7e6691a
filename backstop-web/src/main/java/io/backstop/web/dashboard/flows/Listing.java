package io.backstop.web.dashboard.flows;

import java.util.List;

/**
 * A list of parts whose order matters. Read by {@code flows/lists.xhtml}.
 *
 * @param name stands in the verbs of its buttons: {@code <name>.up:<id>}
 * @param none what is said while it has none
 * @param drops whether a line can be taken out here
 * @param choices what can be added; none: nothing can
 */
public record Listing(
    String name,
    String title,
    String about,
    String none,
    List<Line> lines,
    boolean drops,
    List<Field.Option> choices) {

  /**
   * @param href its own page
   * @param up whether it can be moved up
   */
  public record Line(String id, String label, String href, boolean up, boolean down, String note) {}
}
