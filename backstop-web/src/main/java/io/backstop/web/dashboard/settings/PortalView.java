package io.backstop.web.dashboard.settings;

import io.backstop.web.dashboard.View;

/** The settings of the customer portal. */
public record PortalView(
    boolean mayChange, boolean mayRevoke, Setting plans, Setting exitUrl, Setting exitLabel)
    implements View {

  /**
   * @param pinned where the operator has set it, or an empty text
   * @param wrong whether what was typed means nothing
   */
  public record Setting(String key, String value, String pinned, boolean wrong) {}

  @Override
  public String template() {
    return "portal.xhtml";
  }

  @Override
  public String stem() {
    return "portal";
  }
}
