package io.backstop.web.hosted.cancel;

import io.backstop.web.hosted.StepView;

/**
 * The last question.
 *
 * @param plan what is cancelled, or an empty text
 * @param sentence what will happen, and on which day
 * @param openInvoice whether something is still to be paid whatever is chosen here
 * @param notApplied whether an offer was accepted just now and could not be applied
 */
public record ConfirmView(
    String key, String title, String plan, String sentence, boolean openInvoice, boolean notApplied)
    implements StepView {

  @Override
  public String name() {
    return "confirm";
  }

  @Override
  public String template() {
    return "cancel/confirm.xhtml";
  }
}
