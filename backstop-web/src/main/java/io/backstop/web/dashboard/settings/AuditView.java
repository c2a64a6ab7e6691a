package io.backstop.web.dashboard.settings;

import io.backstop.web.dashboard.View;
import java.util.List;

/**
 * @param later whether there are later lines than these
 * @param earlier where the earlier ones begin, or an empty text
 */
public record AuditView(List<Line> lines, boolean later, String earlier) implements View {

  /** One line of the log, worded. */
  public record Line(String at, String actor, String action, String subject, String address) {}

  @Override
  public String template() {
    return "audit.xhtml";
  }

  @Override
  public String stem() {
    return "audit";
  }
}
