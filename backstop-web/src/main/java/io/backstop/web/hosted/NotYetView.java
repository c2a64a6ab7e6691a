package io.backstop.web.hosted;

/** A surface that a link opens but that has no page yet. */
public record NotYetView(String title, String text) implements StepView {

  @Override
  public String name() {
    return "unavailable";
  }

  @Override
  public String template() {
    return "unavailable.xhtml";
  }
}
