package io.backstop.billing;

import java.util.List;

/**
 * Who invoices are made out to, as Stripe has it now. Personal: read for the page that shows it and
 * kept nowhere. What is not set is an empty text.
 *
 * @param taxIds as they stand on the invoice, for example {@code DE123456789}
 */
public record BillingDetails(String name, String mail, Address address, List<String> taxIds) {

  /**
   * @param country two letters, ISO 3166-1
   */
  public record Address(
      String line1, String line2, String postalCode, String city, String state, String country) {

    @Override
    public String toString() {
      return "Address[…]";
    }
  }

  @Override
  public String toString() {
    return "BillingDetails[…]";
  }
}
