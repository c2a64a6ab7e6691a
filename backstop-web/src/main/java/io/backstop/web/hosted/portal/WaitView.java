package io.backstop.web.hosted.portal;

import io.backstop.web.hosted.StepView;

/**
 * Nothing to see just now: an act is on its way, or Stripe cannot be asked.
 *
 * @param name {@code pending} or {@code unavailable}
 * @param again where to look again, or an empty text when that would not help
 * @param back where "back" leads, or an empty text
 */
public record WaitView(String name, String title, String text, String again, String back)
    implements StepView {

  @Override
  public String template() {
    return "portal/wait.xhtml";
  }
}
