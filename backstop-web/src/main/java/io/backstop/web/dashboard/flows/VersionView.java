package io.backstop.web.dashboard.flows;

import io.backstop.web.dashboard.View;
import java.util.List;

/**
 * One version, as it went out.
 *
 * @param error why the draft was left as it is, or an empty text
 */
public record VersionView(
    FlowHead head,
    VersionsView.Row version,
    List<FlowTree.Node> tree,
    String document,
    String error,
    boolean mayRevive)
    implements View {

  @Override
  public String template() {
    return "flows/version.xhtml";
  }

  @Override
  public String stem() {
    return "flows.version-page";
  }

  @Override
  public String toString() {
    return "VersionView[" + version.path() + "]";
  }
}
