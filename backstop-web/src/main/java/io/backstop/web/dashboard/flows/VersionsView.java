package io.backstop.web.dashboard.flows;

import io.backstop.web.dashboard.View;
import java.util.List;

/** What was published of one flow, the latest first. */
public record VersionsView(FlowHead head, List<Row> versions) implements View {

  /**
   * @param path of its page, as a route has it
   * @param live how much of the traffic it has, or an empty text
   */
  public record Row(int number, String name, String path, String by, String at, String live) {}

  @Override
  public String template() {
    return "flows/versions.xhtml";
  }

  @Override
  public String stem() {
    return "flows.versions";
  }
}
