package io.backstop.web.hosted;

/** What the link is for cannot be shown: Stripe cannot be asked, or what it is about is gone. */
public record UnavailableView(String title, String text) implements StepView {

  @Override
  public String name() {
    return "unavailable";
  }

  @Override
  public String template() {
    return "unavailable.xhtml";
  }
}
