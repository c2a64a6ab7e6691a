package io.backstop.web.dashboard.settings;

import io.backstop.web.dashboard.View;
import java.util.List;

/**
 * @param refusedOnly whether good calls are left out
 */
public record CallsView(List<EmbedTab> tabs, boolean refusedOnly, List<Line> lines)
    implements View {

  /**
   * One call.
   *
   * @param at when, for machines
   * @param signing key of how it was signed
   * @param why what to do about it, or an empty text
   * @param customer both ends of the id, or an empty text
   * @param from where it came from
   * @param request the id in our log, or an empty text
   */
  public record Line(
      String at,
      String when,
      String surface,
      String signing,
      String answer,
      boolean refused,
      String why,
      String customer,
      String from,
      String request) {}

  @Override
  public String template() {
    return "embed-calls.xhtml";
  }

  @Override
  public String stem() {
    return "calls";
  }
}
