package io.backstop.recovery;

import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SubscriptionId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The recovery of one invoice whose payment has failed.
 *
 * @param id {@code rc_…}
 * @param subscription the one that the invoice bills, if it bills one
 * @param amount what is owed, or was when it closed; minor units of {@code currency}
 * @param declineCode the issuer's reason (else Stripe's code) for the last attempt that was seen
 */
public record Campaign(
    String id,
    String invoiceId,
    CustomerId customer,
    Optional<SubscriptionId> subscription,
    State state,
    long amount,
    String currency,
    Optional<String> declineCode,
    Instant openedAt,
    Optional<Instant> closedAt) {

  /** Where it stands. Only {@link #IN_FLIGHT} is ever left. */
  public enum State {
    /** A payment has failed and is still owed. */
    IN_FLIGHT,
    /** The invoice has been paid. */
    RECOVERED,
    /** It will not be: written off as uncollectible, or its subscription has ended. */
    LOST,
    /** The merchant has withdrawn the claim: the invoice is void or gone. */
    ABANDONED;

    /** The word in rows and answers. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
