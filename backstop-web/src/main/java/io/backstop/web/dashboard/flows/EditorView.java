package io.backstop.web.dashboard.flows;

import io.backstop.web.dashboard.View;
import java.util.List;

/**
 * @param at the place that is shown
 * @param error the key of what was wrong, or an empty text
 * @param name of the flow, or as it was typed
 * @param mayRestore whether somebody looks who may take the flow out of the archive
 */
public record EditorView(
    FlowHead head,
    List<FlowTree.Node> tree,
    Form form,
    String at,
    String error,
    String name,
    boolean mayRestore)
    implements View {

  /** Whether the flow as a whole is shown. */
  public boolean whole() {
    return at.equals("flow");
  }

  /** Whether the place is an offer: it can have a variant made of it. */
  public boolean offer() {
    return at.startsWith("offer:");
  }

  @Override
  public String template() {
    return "flows/edit.xhtml";
  }

  @Override
  public String stem() {
    return "flows.edit";
  }
}
