package io.backstop.web.dashboard.flows;

import io.backstop.web.dashboard.View;
import java.util.List;

/**
 * @param error why nothing was published, or an empty text
 * @param clean whether there is no error among the findings
 * @param changes since the latest version, a sentence each
 * @param since which version that is, or an empty text
 */
public record PublishView(
    FlowHead head,
    String error,
    List<Line> findings,
    boolean clean,
    List<String> changes,
    String since,
    boolean mayPublish)
    implements View {

  /**
   * A finding.
   *
   * @param path where it is put right, as a route has it
   */
  public record Line(String severity, String place, String path, String text) {}

  @Override
  public String template() {
    return "flows/publish.xhtml";
  }

  @Override
  public String stem() {
    return "flows.publish";
  }
}
