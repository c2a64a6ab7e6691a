package io.backstop.web.hosted.card;

import io.backstop.web.hosted.StepView;
import io.backstop.web.hosted.card.CardWords.Said;
import java.util.List;

/**
 * The step that takes a new card, or that lets the customer's bank ask about a payment.
 *
 * @param text what happens when the button is pressed
 * @param action the value of {@code data-backstop-action} and of the form
 * @param button what it says
 * @param bank whether the bank asks, rather than we for a card
 * @param act of this page
 * @param due what the form pays, as it is sent back; or an empty text
 * @param card the one that the bank is asked about; or an empty text
 * @param publishableKey for Stripe.js
 * @param stripeAccount for Stripe.js, when the key is a platform's; or an empty text
 * @param clientSecret for Stripe.js; an empty text: no card can be taken here
 * @param stripeScript where Stripe.js comes from; an empty text with {@code clientSecret}
 * @param hostedPage Stripe's own page for the invoice; or an empty text
 * @param back where the step before this one is
 * @param declines what is said of refusals
 */
public record CardView(
    String title,
    String text,
    String action,
    String button,
    boolean bank,
    String act,
    String due,
    String card,
    String publishableKey,
    String stripeAccount,
    String clientSecret,
    String stripeScript,
    String hostedPage,
    String back,
    List<Said> declines)
    implements StepView {

  @Override
  public String name() {
    return "card";
  }

  @Override
  public String template() {
    return "card/card.xhtml";
  }

  @Override
  public String toString() {
    return "CardView[" + act + "]";
  }
}
