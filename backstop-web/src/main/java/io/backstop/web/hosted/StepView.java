package io.backstop.web.hosted;

/** One step, worded for the customer: what the page puts into its frame. */
public interface StepView {

  /** The value of {@code data-backstop-step}. */
  String name();

  /** The template of this step, below {@code /hosted/}. */
  String template();

  /** The heading. */
  String title();

  /** Where Stripe.js comes from, on the steps that take cards; else an empty text. */
  default String stripeScript() {
    return "";
  }
}
