package io.backstop.billing.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.param.PriceListParams;
import io.backstop.billing.BillingGateway.Reach;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Reads what every key that Backstop can work with may read, to see whether Stripe answers. */
final class Knock {

  private static final Logger LOG = Logger.getLogger(Knock.class.getName());
  private static final int UNKNOWN_KEY = 401;
  private static final int NOT_ALLOWED = 403;

  private Knock() {}

  static Reach at(StripeClient stripe) {
    try {
      stripe.v1().prices().list(PriceListParams.builder().setLimit(1L).build());
      return Reach.WORKS;
    } catch (StripeException e) {
      int status = e.getStatusCode() == null ? 0 : e.getStatusCode();
      tell(e, status);
      return status == UNKNOWN_KEY
          ? Reach.REFUSED
          : status == NOT_ALLOWED ? Reach.FORBIDDEN : Reach.SILENT;
    } catch (RuntimeException notStripes) { // the library's, for a body that cannot be read
      tell(notStripes, 0);
      return Reach.SILENT;
    }
  }

  /** Without the message, which may quote the key. */
  private static void tell(Exception failed, int status) {
    LOG.log(
        Level.INFO,
        "Stripe was asked whether it answers: {0}, status {1}",
        new Object[] {failed.getClass().getSimpleName(), status});
  }
}
