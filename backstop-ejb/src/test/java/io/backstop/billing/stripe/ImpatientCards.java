package io.backstop.billing.stripe;

import io.backstop.billing.CardGateway;
import java.time.Clock;

/** The real gateway of cards with timeouts that a test can wait for. */
public final class ImpatientCards {

  private ImpatientCards() {}

  public static CardGateway make(Clock clock) {
    return new StripeCards(clock, 2_000, 500);
  }

  /** For many at once, who have to wait for each other. */
  public static CardGateway patient(Clock clock) {
    return new StripeCards(clock, 10_000, 30_000);
  }
}
