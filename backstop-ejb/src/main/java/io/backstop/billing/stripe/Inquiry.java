package io.backstop.billing.stripe;

import io.backstop.billing.BillingUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Asks Stripe something that changes nothing. Thread safe. */
final class Inquiry {

  private final Clock clock;

  /** A first try that took longer has used up what a reader is made to wait. */
  private final Duration slow;

  private Inquiry(Clock clock, Duration slow) {
    this.clock = clock;
    this.slow = slow;
  }

  static Inquiry patient(Clock clock) {
    return new Inquiry(clock, Duration.ofSeconds(5));
  }

  static Inquiry hurried(Clock clock) {
    return new Inquiry(clock, Duration.ofSeconds(2));
  }

  /**
   * Empty for what Stripe does not have; one more try for what may pass. What cannot be read (a
   * shape that this release does not know) is as good as no answer.
   *
   * @throws BillingUnavailable when there was no answer
   */
  <T> Optional<T> ask(Callable<T> call) {
    Instant asked = clock.instant();
    try {
      return Optional.of(call.call());
    } catch (Exception first) {
      if (!Failures.mayPass(first) || !clock.instant().isBefore(asked.plus(slow))) {
        return missing(first);
      }
    }
    try {
      return Optional.of(call.call());
    } catch (Exception second) {
      return missing(second);
    }
  }

  private static <T> Optional<T> missing(Exception failure) {
    if (Failures.saysMissing(failure)) {
      return Optional.empty();
    }
    // Neither its message nor itself as a cause: both can quote Stripe's answer.
    throw new BillingUnavailable(Failures.name(failure), null);
  }
}
