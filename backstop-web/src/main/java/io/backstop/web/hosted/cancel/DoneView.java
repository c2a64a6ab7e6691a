package io.backstop.web.hosted.cancel;

import io.backstop.web.hosted.StepView;

/**
 * How it ended.
 *
 * @param pending whether Stripe has yet to say so
 * @param text what was done, and by when
 * @param terms of the offer that was accepted, or {@code null}
 * @param link where to go on, for a talk; or an empty text
 */
public record DoneView(String title, boolean pending, String text, OfferTerms terms, String link)
    implements StepView {

  @Override
  public String name() {
    return pending ? "pending" : "done";
  }

  @Override
  public String template() {
    return "cancel/done.xhtml";
  }
}
