package io.backstop.billing.stripe;

import io.backstop.billing.BillingGateway;
import java.time.Clock;

/** The real gateway with timeouts that a test can wait for. */
public final class ImpatientStripe {

  private ImpatientStripe() {}

  public static BillingGateway of(Clock clock) {
    return new StripeGateway(clock, 2_000, 500);
  }
}
