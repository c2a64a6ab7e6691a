package io.backstop.web.dashboard.insight;

import io.backstop.web.dashboard.View;
import java.util.List;

/**
 * A list with its filter.
 *
 * @param path the list's address in the workspace
 * @param first the address of its first page, when this is another one; else an empty text
 * @param next the address of the page behind this one, or an empty text
 * @param export the address of the action that sends it as a file, or an empty text
 */
public record ListView(
    String stem,
    String path,
    List<Pick> picks,
    boolean filtered,
    Grid grid,
    String first,
    String next,
    String export)
    implements View {

  @Override
  public String template() {
    return "list.xhtml";
  }
}
