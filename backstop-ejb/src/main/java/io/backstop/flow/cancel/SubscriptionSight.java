package io.backstop.flow.cancel;

import io.backstop.billing.BillingDesk;
import io.backstop.billing.BillingUnavailable;
import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.link.FlowPass;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * What is known of the subscription of a pass. That Stripe does not answer is never thrown: then
 * what was last seen has to do, or nothing. Every method throws SUBSCRIPTION_NOT_FOUND when the
 * subscription is another customer's.
 */
@Dependent
class SubscriptionSight {

  /** A look at Stripe this young is as good as a new one. */
  private static final Duration FRESH = Duration.ofSeconds(60);

  private final BillingDesk desk;
  private final Clock clock;

  @Inject
  SubscriptionSight(BillingDesk desk, Clock clock) {
    this.desk = desk;
    this.clock = clock;
  }

  /** The subscription as it is now, if Stripe says; else as it was when last seen. */
  Optional<SubscriptionSnapshot> look(FlowPass pass) {
    Optional<SubscriptionSnapshot> remembered = recall(pass);
    if (remembered.filter(this::isFresh).isPresent()) {
      return remembered;
    }
    try {
      return Optional.of(
          ofThisCustomer(pass, desk.look(pass.workspace(), pass.subscription().orElseThrow())));
    } catch (BillingUnavailable unavailable) {
      return remembered;
    }
  }

  /**
   * The subscription as last seen, without asking: between two steps Stripe need not be waited for,
   * and the page that is shown next looks anew.
   */
  Optional<SubscriptionSnapshot> known(FlowPass pass) {
    return recall(pass).or(() -> look(pass));
  }

  /** The subscription as last seen. Asks nobody but the database. */
  Optional<SubscriptionSnapshot> recall(FlowPass pass) {
    return desk.recall(pass.workspace(), pass.subscription().orElseThrow())
        .map(snapshot -> ofThisCustomer(pass, snapshot));
  }

  private boolean isFresh(SubscriptionSnapshot snapshot) {
    return clock.instant().isBefore(snapshot.readAt().plus(FRESH));
  }

  /** A merchant may have signed a subscription that is not this customer's by mistake. */
  private static SubscriptionSnapshot ofThisCustomer(FlowPass pass, SubscriptionSnapshot snapshot) {
    if (!snapshot.customer().equals(pass.customer())) {
      throw new Refusal(RefusalCode.SUBSCRIPTION_NOT_FOUND, "it is another customer's");
    }
    return snapshot;
  }
}
