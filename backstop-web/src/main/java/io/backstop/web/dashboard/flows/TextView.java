package io.backstop.web.dashboard.flows;

import io.backstop.web.dashboard.View;
import java.util.List;

/**
 * @param document as it is saved, or as it was typed
 * @param now what somebody else has saved meanwhile, or an empty text
 * @param error what keeps it from being saved, in words, or an empty text
 */
public record TextView(
    FlowHead head, String document, String now, String error, List<Line> findings) implements View {

  /** A finding and where it is. */
  public record Line(String severity, String path, String text) {}

  @Override
  public String template() {
    return "flows/text.xhtml";
  }

  @Override
  public String stem() {
    return "flows.text";
  }

  @Override
  public String toString() {
    return "TextView[" + head.path() + "]";
  }
}
