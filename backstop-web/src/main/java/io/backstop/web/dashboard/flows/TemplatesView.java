package io.backstop.web.dashboard.flows;

import io.backstop.web.dashboard.View;
import java.util.List;

/**
 * @param error the key of why nothing was made, or an empty text
 */
public record TemplatesView(List<Card> cards, String error) implements View {

  /**
   * @param outline its tree in a few lines
   */
  public record Card(String id, String title, String text, List<FlowTree.Node> outline) {}

  @Override
  public String template() {
    return "flows/new.xhtml";
  }

  @Override
  public String stem() {
    return "flows.new";
  }
}
