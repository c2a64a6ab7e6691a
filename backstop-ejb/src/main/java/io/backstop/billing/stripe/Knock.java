package io.backstop.billing.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.param.PriceListParams;
import io.backstop.billing.BillingGateway.Reach;

/** Reads what every key that Backstop can work with may read, to see whether Stripe answers. */
final class Knock {

  private static final int UNKNOWN_KEY = 401;
  private static final int NOT_ALLOWED = 403;

  private Knock() {}

  static Reach at(StripeClient stripe) {
    try {
      stripe.v1().prices().list(PriceListParams.builder().setLimit(1L).build());
      return Reach.WORKS;
    } catch (StripeException e) {
      int status = e.getStatusCode() == null ? 0 : e.getStatusCode();
      return status == UNKNOWN_KEY
          ? Reach.REFUSED
          : status == NOT_ALLOWED ? Reach.FORBIDDEN : Reach.SILENT;
    } catch (RuntimeException notStripes) { // the library's, for a body that cannot be read
      return Reach.SILENT;
    }
  }
}
