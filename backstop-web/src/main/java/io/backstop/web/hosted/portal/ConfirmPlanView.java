package io.backstop.web.hosted.portal;

import io.backstop.web.hosted.StepView;

/**
 * What a switch comes to.
 *
 * @param renewed whether other terms were confirmed just now, which hold no more
 * @param back where "back" leads
 */
public record ConfirmPlanView(
    String title, SwitchTermsView terms, String ticket, boolean renewed, String back)
    implements StepView {

  /**
   * In the order a customer needs it.
   *
   * @param get what he gets
   * @param pay what he pays, and when
   * @param after what is charged from then on
   */
  public record SwitchTermsView(String get, String pay, String after) {}

  @Override
  public String name() {
    return "plans";
  }

  @Override
  public String template() {
    return "portal/confirm-plan.xhtml";
  }
}
