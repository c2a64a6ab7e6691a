package io.backstop.web.dashboard.flows;

import io.backstop.web.dashboard.View;
import java.util.List;

/**
 * @param problem the key of what cannot be right, or an empty text
 * @param sample the address of the step in its frame, as a route has it; an empty text for none
 * @param steps of this customer's way
 * @param choices that he has at this step
 * @param passedOver offers that do not suit such a customer
 */
public record TryView(
    FlowHead head,
    List<Field> fields,
    String problem,
    String sample,
    List<Step> steps,
    List<Step> choices,
    List<String> passedOver)
    implements View {

  /** A link of the walk. */
  public record Step(String label, String path, boolean current) {

    /** Null leaves the attribute out. */
    public String here() {
      return current ? "step" : null;
    }
  }

  @Override
  public String template() {
    return "flows/try.xhtml";
  }

  @Override
  public String stem() {
    return "flows.try";
  }
}
