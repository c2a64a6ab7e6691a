package io.backstop.web.hosted.portal;

import io.backstop.web.hosted.StepView;
import java.util.List;

/**
 * How long to pause.
 *
 * @param plan what is paused
 * @param renewed whether other terms were confirmed just now, which hold no more
 * @param back where "back" leads
 */
public record PauseView(
    String title, String plan, List<Choice> choices, String ticket, boolean renewed, String back)
    implements StepView {

  /**
   * @param months 1 to 3
   * @param terms when it ends, and what is charged then
   */
  public record Choice(int months, String label, String terms, boolean chosen) {}

  @Override
  public String name() {
    return "pause";
  }

  @Override
  public String template() {
    return "portal/pause.xhtml";
  }
}
