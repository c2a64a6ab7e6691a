package io.backstop.web.dashboard.flows;

import io.backstop.web.dashboard.View;
import java.util.List;

/**
 * @param turn of the split that is shown
 * @param force what new visits begin with
 * @param pinned whether the operator has set it
 * @param any whether there is a version to pick
 * @param error the key of why nothing was changed, or an empty text
 */
public record TrafficView(
    List<Slot> slots,
    String turn,
    String force,
    boolean pinned,
    boolean any,
    boolean mayChange,
    String error)
    implements View {

  /** One version's part. */
  public record Slot(String label, String percent, List<Field.Option> versions) {}

  @Override
  public String template() {
    return "flows/traffic.xhtml";
  }

  @Override
  public String stem() {
    return "flows.traffic";
  }
}
