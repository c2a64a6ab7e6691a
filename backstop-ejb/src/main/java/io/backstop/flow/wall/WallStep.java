package io.backstop.flow.wall;

import io.backstop.billing.CustomerPicture;
import io.backstop.billing.InvoiceSnapshot;
import io.backstop.billing.Payment;
import io.backstop.kernel.SessionId;
import java.util.List;
import java.util.Optional;

/** Where a visit to the wall stands. */
public sealed interface WallStep {

  /**
   * Something has failed and is owed.
   *
   * @param invoices what is owed, the latest first; never empty
   * @param last what this visit has tried last, if it has tried anything
   * @param paid what this visit has paid all the same
   * @param act for the form that is shown: what it asks for happens once
   */
  record Due(
      CustomerPicture picture,
      List<InvoiceSnapshot> invoices,
      Optional<Payment> last,
      List<Payment> paid,
      SessionId act)
      implements WallStep {}

  /**
   * The customer's bank waits for the customer.
   *
   * @param payment that waits; its act goes on with it
   * @param clientSecret for the page, and nowhere else
   */
  record Bank(
      CustomerPicture picture, List<InvoiceSnapshot> invoices, Payment payment, String clientSecret)
      implements WallStep {

    @Override
    public String toString() {
      return "Bank[" + payment.attemptId() + "]";
    }
  }

  /** A payment may have been taken; Stripe has not said so yet. */
  record Pending(CustomerPicture picture) implements WallStep {}

  /**
   * Nothing is owed.
   *
   * @param paid what this visit has paid; empty when there was nothing to do
   */
  record Settled(Optional<CustomerPicture> picture, List<Payment> paid) implements WallStep {}

  /** Stripe cannot be asked: nobody is kept out on a guess. */
  record Unavailable() implements WallStep {}
}
