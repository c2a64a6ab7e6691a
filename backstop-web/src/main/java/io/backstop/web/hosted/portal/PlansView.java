package io.backstop.web.hosted.portal;

import io.backstop.web.hosted.StepView;
import java.util.List;

/**
 * Which plan to switch to.
 *
 * @param back where "back" leads
 */
public record PlansView(String title, List<Offered> plans, String back) implements StepView {

  /**
   * A plan.
   *
   * @param current whether the customer has it
   * @param href where its terms are
   */
  public record Offered(String label, String price, boolean current, String href) {}

  @Override
  public String name() {
    return "plans";
  }

  @Override
  public String template() {
    return "portal/plans.xhtml";
  }
}
