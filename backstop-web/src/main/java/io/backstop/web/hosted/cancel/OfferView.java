package io.backstop.web.hosted.cancel;

import io.backstop.web.hosted.StepView;

/**
 * Something to stay for.
 *
 * @param body the merchant's words, or an empty text
 * @param notApplied whether it was accepted just now and could not be applied
 */
public record OfferView(
    String key, String title, String body, OfferTerms terms, String accept, boolean notApplied)
    implements StepView {

  @Override
  public String name() {
    return "offer";
  }

  @Override
  public String template() {
    return "cancel/offer.xhtml";
  }
}
