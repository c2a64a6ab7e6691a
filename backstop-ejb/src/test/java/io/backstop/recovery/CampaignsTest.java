package io.backstop.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.billing.BillingGateway;
import io.backstop.billing.BillingUnavailable;
import io.backstop.billing.Mirror;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.workspace.Workspace;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class CampaignsTest {

  private static final CustomerId ADA = new CustomerId("cus_ada");

  private static Campaigns campaigns(boolean known, BooleanSupplier owes) {
    BillingGateway gateway =
        (BillingGateway)
            Proxy.newProxyInstance(
                CampaignsTest.class.getClassLoader(),
                new Class<?>[] {BillingGateway.class},
                (proxy, method, arguments) -> {
                  assertThat(method.getName()).isEqualTo("owes");
                  return owes.getAsBoolean();
                });
    return new Campaigns(
        gateway,
        new Mirror() {
          @Override
          public boolean knows(
              Workspace workspace, CustomerId customer, Optional<SubscriptionId> subscription) {
            return known;
          }

          @Override
          public void acquaint(
              Workspace workspace, CustomerId customer, Optional<SubscriptionId> subscription) {
            throw new BillingUnavailable("Stripe is away", null);
          }
        });
  }

  @Test
  void whoOwesIsInFlightAndWhoDoesNotIsNot() {
    assertThat(campaigns(true, () -> true).inFlight(null, ADA)).isTrue();
    assertThat(campaigns(true, () -> false).inFlight(null, ADA)).isFalse();
  }

  @Test
  void aKnownPayerIsNotBlockedWhenStripeIsAway() {
    BooleanSupplier away =
        () -> {
          throw new BillingUnavailable("Stripe is away", null);
        };
    assertThat(campaigns(true, away).inFlight(null, ADA)).isFalse();
  }

  @Test
  void aStrangerIsNotGuessedAtWhenStripeIsAway() {
    assertThatThrownBy(() -> campaigns(false, () -> true).inFlight(null, ADA))
        .isInstanceOf(BillingUnavailable.class);
  }
}
