package io.backstop.web.hosted.portal;

import io.backstop.billing.BillingDetails;
import io.backstop.web.hosted.StepView;
import java.util.List;

/**
 * Who the invoices are made out to.
 *
 * @param act of the form
 * @param taxIds as they stand on the invoice; may be empty
 * @param saved whether it was changed just now
 * @param wrong which field cannot be taken as it is: {@code mail}, or {@code all} when Stripe did
 *     not say which; or an empty text
 * @param back where "back" leads
 */
public record DetailsView(
    String title,
    String act,
    BillingDetails details,
    List<Country> countries,
    String taxIds,
    boolean saved,
    String wrong,
    String back)
    implements StepView {

  /** A country in the customer's language. */
  public record Country(String code, String name, boolean chosen) {}

  @Override
  public String name() {
    return "details";
  }

  @Override
  public String template() {
    return "portal/details.xhtml";
  }

  @Override
  public String toString() {
    return "DetailsView[…]";
  }
}
