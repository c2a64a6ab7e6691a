package io.backstop.web.dashboard.settings;

import io.backstop.web.dashboard.View;
import java.util.List;

/**
 * The sessions and the password of whoever asks.
 *
 * @param password whether he has one
 * @param error the key of what was wrong with a change of it, or an empty text
 */
public record SignInsView(List<Line> lines, boolean password, String error) implements View {

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
