package io.backstop.flow.cancel;

import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Walks a made-up customer through a flow, along the very path and past the very offers that a real
 * one would meet. Pure: no visit, no link, no Stripe, no database. Terms are computed here from the
 * made-up price, where a real visit would ask Stripe for them.
 */
public final class Simulation {

  private Simulation() {}

  /**
   * Who walks.
   *
   * @param amount what he pays an interval, minor units
   * @param currency three letters, lowercase
   * @param interval month or year
   * @param status Stripe's word: active, trialing, past_due, …
   * @param reason the id of the answer he picks; empty: none
   * @param customer decides the order of the answers and which variants he sees
   * @param immediately whether a cancellation takes effect at once ({@code cancel.timing})
   * @param now when
   */
  public record Facts(
      long amount,
      String currency,
      String interval,
      String status,
      Optional<String> reason,
      CustomerId customer,
      boolean immediately,
      Instant now) {}

  /**
   * What he meets when he declines whatever he is offered.
   *
   * @param steps in their order, the confirmation last; keys are made up and lead nowhere
   * @param passedOver ids of the offers on his way that would not be made to him, since they do not
   *     suit such a subscription
   */
  public record Walked(List<CancelStep> steps, List<String> passedOver) {}

  /**
   * The way of {@code facts} through {@code document}.
   *
   * @throws Refusal INVALID_FIELD when it is not a valid flow; {@code param} says where
   */
  public static Walked walk(String document, Facts facts) {
    throw new UnsupportedOperationException();
  }
}
