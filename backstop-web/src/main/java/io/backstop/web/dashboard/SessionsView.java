package io.backstop.web.dashboard;

import java.util.List;

/** The sessions of whoever asks. */
public record SessionsView(List<Line> lines) implements View {

  /**
   * @param here whether it is the one that asks
   */
  public record Line(
      String id, String browser, String address, String begun, String seen, boolean here) {}

  @Override
  public String template() {
    return "sessions.xhtml";
  }

  @Override
  public String stem() {
    return "sessions";
  }
}
