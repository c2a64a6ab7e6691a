package io.backstop.web.dashboard.flows;

import io.backstop.web.dashboard.View;
import java.util.List;

/**
 * @param force what new visits begin with
 * @param pinned whether the operator has set it
 * @param split over how many versions
 */
public record FlowsView(
    boolean mayChange, List<Row> flows, List<Row> archived, String force, boolean pinned, int split)
    implements View {

  /**
   * @param path of its page, as a route has it
   * @param live how much of the traffic it has, or an empty text
   * @param version the latest that was published, or an empty text
   * @param changed whether the draft says something else than that
   */
  public record Row(
      String path,
      String name,
      String live,
      String version,
      boolean changed,
      boolean archived,
      String edited) {}

  @Override
  public String template() {
    return "flows/list.xhtml";
  }

  @Override
  public String stem() {
    return "flows";
  }
}
