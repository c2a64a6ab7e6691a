package io.backstop.web.dashboard;

/**
 * @param mail whose password it is
 * @param error the key of what was wrong, or an empty text
 */
public record ResetView(String action, String mail, String error) implements View {

  @Override
  public String template() {
    return "reset.xhtml";
  }

  @Override
  public String stem() {
    return "reset";
  }

  @Override
  public String toString() {
    return "ResetView[…]";
  }
}
