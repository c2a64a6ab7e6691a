package io.backstop.web.dashboard.settings;

import io.backstop.web.dashboard.View;
import java.util.List;

/** The sessions of whoever asks. */
public record SignInsView(List<Line> lines) implements View {

  /**
   * @param here whether it is the one that asks
   */
  public record Line(
      String id, String browser, String address, String begun, String seen, boolean here) {}

  @Override
  public String template() {
    return "sign-ins.xhtml";
  }

  @Override
  public String stem() {
    return "sign-ins";
  }
}
