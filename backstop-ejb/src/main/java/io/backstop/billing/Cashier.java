package io.backstop.billing;

import io.backstop.billing.CardGateway.ActionNeeded;
import io.backstop.billing.CardGateway.Declined;
import io.backstop.billing.CardGateway.PayAnswer;
import io.backstop.billing.CardGateway.PaymentSighting;
import io.backstop.billing.CardGateway.Refused;
import io.backstop.billing.CardGateway.Taken;
import io.backstop.billing.CardGateway.Unclear;
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
 * Charges what an attempt says, once, and says what came of it. Stateless, outside any transaction.
 */
@Dependent
class Cashier {

  private static final Logger LOG = Logger.getLogger(Cashier.class.getName());

  private final CardGateway gateway;
  private final Clock clock;
  private final Consumer<Duration> pause;

  @Inject
  Cashier(CardGateway gateway, Clock clock) {
    this(gateway, clock, Teller::rest);
  }

  Cashier(CardGateway gateway, Clock clock, Consumer<Duration> pause) {
    this.gateway = gateway;
    this.clock = clock;
    this.pause = pause;
  }

  /** Charges, and reads the invoice where the answer alone does not decide. */
  PaymentFinding charge(Workspace workspace, Payment payment) {
    PayAnswer answer = ask(workspace, payment);
    if (answer instanceof Taken taken && taken.invoiceStatus().equals("paid")) {
      return PaymentFinding.of(PaymentState.PAID, taken.requestId());
    }
    if (answer instanceof Declined declined) {
      return PaymentFinding.declined(declined.why(), declined.requestId());
    }
    if (answer instanceof ActionNeeded action) {
      return PaymentFinding.of(PaymentState.NEEDS_ACTION, action.requestId());
    }
    if (answer instanceof Refused refused) {
      LOG.log(
          Level.INFO,
          "payment {0} was refused: {1} {2}",
          new Object[] {payment.attemptId(), refused.status(), refused.code()});
      return isPaid(workspace, payment)
          .map(paid -> paid ? PaymentState.PAID : PaymentState.NOT_PAID)
          .map(state -> PaymentFinding.of(state, refused.requestId()))
          .orElseGet(() -> PaymentFinding.of(PaymentState.UNKNOWN, refused.requestId()));
    }
    boolean paid = isPaid(workspace, payment).orElse(false);
    return PaymentFinding.of(paid ? PaymentState.PAID : PaymentState.UNKNOWN, Optional.empty());
  }

  /**
   * Reads what became of an attempt. That an invoice is not paid says nothing while a charge may
   * still be on its way, unless it waits for the bank: then it has arrived.
   */
  PaymentFinding look(Workspace workspace, Payment payment) {
    Optional<PaymentSighting> seen = gateway.payment(workspace, payment.invoiceId());
    if (seen.isEmpty()) {
      return PaymentFinding.of(
          payment.quiet(clock.instant()) ? PaymentState.NOT_PAID : PaymentState.UNKNOWN,
          Optional.empty());
    }
    PaymentSighting sighting = seen.get();
    if (sighting.invoice().status().equals("paid")) {
      return PaymentFinding.of(PaymentState.PAID, Optional.empty());
    }
    boolean arrived =
        payment.state() == PaymentState.NEEDS_ACTION || payment.quiet(clock.instant());
    if (!arrived || isMoving(sighting.intentStatus())) {
      return PaymentFinding.of(PaymentState.UNKNOWN, Optional.empty());
    }
    if (sighting.intentStatus().equals("requires_action")) {
      return PaymentFinding.of(PaymentState.NEEDS_ACTION, Optional.empty());
    }
    return sighting
        .refused()
        .filter(why -> sighting.intentCard().map(payment.card()::equals).orElse(true))
        .map(why -> PaymentFinding.declined(why, Optional.empty()))
        .orElseGet(() -> PaymentFinding.of(PaymentState.NOT_PAID, Optional.empty()));
  }

  /** The intent has left the customer's hands, and the invoice has not followed yet. */
  private static boolean isMoving(String intentStatus) {
    return intentStatus.equals("processing") || intentStatus.equals("succeeded");
  }

  /**
   * One more request under the same key, when that is safe and the customer's patience allows: it
   * is the same charge, and Stripe makes it once.
   */
  private PayAnswer ask(Workspace workspace, Payment payment) {
    Instant patienceEnds = clock.instant().plus(Teller.PATIENCE);
    PayAnswer answer = send(workspace, payment);
    if (answer instanceof Unclear unclear) {
      LOG.log(
          Level.INFO,
          "payment {0} is unclear: {1}",
          new Object[] {payment.attemptId(), unclear.reason()});
      Optional<Duration> wait =
          unclear.retryAfter().filter(w -> clock.instant().plus(w).isBefore(patienceEnds));
      if (wait.isPresent()) {
        pause.accept(wait.get());
        return send(workspace, payment);
      }
    }
    return answer;
  }

  private PayAnswer send(Workspace workspace, Payment payment) {
    return gateway.pay(workspace, payment.invoiceId(), payment.card(), payment.attemptId());
  }

  /** Empty when Stripe cannot be asked. */
  private Optional<Boolean> isPaid(Workspace workspace, Payment payment) {
    try {
      return Optional.of(
          gateway
              .payment(workspace, payment.invoiceId())
              .map(seen -> seen.invoice().status().equals("paid"))
              .orElse(false));
    } catch (BillingUnavailable e) {
      LOG.log(Level.INFO, "payment {0} could not be read back", payment.attemptId());
      return Optional.empty();
    }
  }
}
