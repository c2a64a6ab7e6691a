package io.backstop.billing;

import io.backstop.billing.BillingGateway.Answer;
import io.backstop.billing.BillingGateway.Done;
import io.backstop.billing.BillingGateway.FrozenRequest;
import io.backstop.billing.BillingGateway.Refused;
import io.backstop.billing.BillingGateway.Sighting;
import io.backstop.billing.BillingGateway.Unclear;
import io.backstop.workspace.Workspace;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sends what an attempt has frozen, and says what came of it. Used by the desk while the customer
 * waits and by the sweeper; stateless, outside any transaction.
 */
@Dependent
class Teller {

  private static final Logger LOG = Logger.getLogger(Teller.class.getName());

  /** How long a customer is made to wait for a second try. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final BillingGateway gateway;
  private final Clock clock;
  private final Consumer<Duration> pause;

  @Inject
  Teller(BillingGateway gateway, Clock clock) {
    this(gateway, clock, Teller::rest);
  }

  Teller(BillingGateway gateway, Clock clock, Consumer<Duration> pause) {
    this.gateway = gateway;
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * Sends the legs in their order. A leg that prepares and is refused does not stop the next: the
   * coupon may exist by now, the schedule may be released; if not, the last leg is refused too.
   */
  Finding perform(Workspace workspace, Attempt attempt) {
    Instant patienceEnds = clock.instant().plus(PATIENCE);
    Answer answer = new Unclear("nothing to send", Optional.empty(), true, Optional.empty());
    for (int leg = 0; leg < attempt.requests().size(); leg++) {
      answer = send(workspace, attempt.requests().get(leg), attempt.key(leg), patienceEnds);
      if (answer instanceof Unclear unclear) {
        LOG.log(
            Level.INFO,
            "attempt {0} is unclear: {1}",
            new Object[] {attempt.attemptId(), unclear.reason()});
        return Finding.unknown(unclear.requestId(), unclear.stored());
      }
    }
    if (answer instanceof Done done) {
      return done.sighting()
          .map(seen -> Finding.applied(attempt, seen, done.requestId()))
          .orElseGet(() -> doneBefore(workspace, attempt, done));
    }
    if (answer instanceof Refused refused) {
      LOG.log(
          Level.INFO,
          "attempt {0} was refused: {1} {2}",
          new Object[] {attempt.attemptId(), refused.status(), refused.code()});
      return refused(workspace, attempt, refused);
    }
    return Finding.unknown(Optional.empty(), true);
  }

  /**
   * An answer from before says that it was done, and not that it still is. What was given and has
   * gone since was given; a cancellation of which nothing is left has been overwritten by an order
   * that came before it, and has to be sent anew, with new keys.
   */
  private Finding doneBefore(Workspace workspace, Attempt attempt, Done done) {
    Optional<Sighting> sighting = reread(workspace, attempt);
    if (sighting.isEmpty()) {
      return Finding.unknown(done.requestId(), false);
    }
    boolean undone =
        attempt.cancels() && Evidence.judge(attempt, sighting.get()) != Evidence.Verdict.APPLIED;
    return undone
        ? Finding.unknown(done.requestId(), true)
        : Finding.applied(attempt, sighting.get(), done.requestId());
  }

  /**
   * A refused order is read before it is judged: a second DELETE says that there is no such
   * subscription, which is success. What else is refused of a cancellation is tried anew, with new
   * keys, because Stripe would replay the refusal.
   */
  private Finding refused(Workspace workspace, Attempt attempt, Refused refused) {
    Optional<Sighting> sighting = reread(workspace, attempt);
    boolean applied =
        sighting
            .map(seen -> Evidence.judge(attempt, seen) == Evidence.Verdict.APPLIED)
            .orElse(false);
    if (applied) {
      return Finding.applied(attempt, sighting.get(), refused.requestId());
    }
    return attempt.cancels() || sighting.isEmpty()
        ? Finding.unknown(refused.requestId(), true)
        : Finding.rejected(sighting, refused.requestId());
  }

  private Optional<Sighting> reread(Workspace workspace, Attempt attempt) {
    try {
      return gateway.read(workspace, attempt.subscriptionId());
    } catch (BillingUnavailable e) {
      LOG.log(Level.INFO, "attempt {0} could not be read back", attempt.attemptId());
      return Optional.empty();
    }
  }

  /** One more try, with the same key, when that is safe and the customer's patience allows. */
  private Answer send(
      Workspace workspace, FrozenRequest request, String key, Instant patienceEnds) {
    Answer answer = gateway.perform(workspace, request, key);
    if (answer instanceof Unclear unclear && unclear.retryAfter().isPresent()) {
      Duration wait = unclear.retryAfter().get();
      if (clock.instant().plus(wait).isBefore(patienceEnds)) {
        pause.accept(wait);
        return gateway.perform(workspace, request, key);
      }
    }
    return answer;
  }

  static void rest(Duration wait) {
    try {
      Thread.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
