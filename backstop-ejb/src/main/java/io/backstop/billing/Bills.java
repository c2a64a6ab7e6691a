package io.backstop.billing;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A page of a customer's invoices as Stripe has them now, the latest first; drafts left out.
 *
 * @param older the cursor of the next page, when there is one
 */
public record Bills(List<Bill> bills, Optional<String> older) {

  /**
   * One invoice. Amounts are in the currency's minor unit.
   *
   * @param status Stripe's word: open, paid, uncollectible, void
   * @param failed whether it is open because a payment has failed
   * @param pdf the document, at Stripe
   * @param page Stripe's page of it, where it can be paid or its receipt be had
   */
  public record Bill(
      String id,
      Optional<String> number,
      Instant createdAt,
      String currency,
      long total,
      String status,
      boolean failed,
      Optional<URI> pdf,
      Optional<URI> page) {

    /** Without the addresses, which open the document to whoever has them. */
    @Override
    public String toString() {
      return "Bill[" + id + "]";
    }
  }
}
