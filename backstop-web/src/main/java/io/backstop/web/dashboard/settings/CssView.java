package io.backstop.web.dashboard.settings;

import io.backstop.web.dashboard.View;
import java.util.List;

/**
 * @param source as it is saved, or as it was typed
 * @param saved whether there is one
 * @param pinned where the operator has set it, or an empty text
 * @param flaws of what was typed
 */
public record CssView(
    boolean mayChange,
    String source,
    boolean saved,
    String pinned,
    List<Line> flaws,
    List<String> classes)
    implements View {

  /**
   * A flaw, and the line that it is in.
   *
   * @param place in words
   * @param says what is wrong
   * @param text of the line
   */
  public record Line(String place, String says, String text) {}

  @Override
  public String template() {
    return "css.xhtml";
  }

  @Override
  public String stem() {
    return "css";
  }
}
