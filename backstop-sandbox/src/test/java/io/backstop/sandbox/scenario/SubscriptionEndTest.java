package io.backstop.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.InvalidRequestException;
import com.stripe.model.Invoice;
import com.stripe.model.Subscription;
import com.stripe.param.InvoiceListParams;
import com.stripe.param.SubscriptionCancelParams;
import com.stripe.param.SubscriptionListParams;
import com.stripe.param.SubscriptionUpdateParams;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubscriptionEndTest extends SandboxScenario {
  @Test
  void cancelAtPeriodEndCanBeUndone() throws Exception {
    fixtures(Catalogue.subscribed("pm_card_visa"));
    Subscription ending =
        stripe
            .subscriptions()
            .update(
                "sub_one",
                SubscriptionUpdateParams.builder()
                    .setCancelAtPeriodEnd(true)
                    .setCancellationDetails(
                        SubscriptionUpdateParams.CancellationDetails.builder()
                            .setComment("Too many meetings")
                            .setFeedback(
                                SubscriptionUpdateParams.CancellationDetails.Feedback.TOO_COMPLEX)
                            .build())
                    .build());
    assertThat(ending.getStatus()).isEqualTo("active");
    assertThat(ending.getCancelAt())
        .isEqualTo(ending.getItems().getData().get(0).getCurrentPeriodEnd());
    assertThat(ending.getCanceledAt()).isNotNull();
    assertThat(ending.getCancellationDetails().getReason()).isEqualTo("cancellation_requested");
    assertThat(ending.getCancellationDetails().getFeedback()).isEqualTo("too_complex");
    Subscription kept =
        stripe
            .subscriptions()
            .update(
                "sub_one", SubscriptionUpdateParams.builder().setCancelAtPeriodEnd(false).build());
    assertThat(kept.getCancelAt()).isNull();
    assertThat(kept.getCanceledAt()).isNull();
    assertThat(kept.getCancellationDetails().getReason()).isNull();
    assertThat(events())
        .containsExactly("customer.subscription.updated", "customer.subscription.updated");
  }

  @Test
  void cancelAtPeriodEndEndsItThereWithoutARenewal() throws Exception {
    fixtures(Catalogue.subscribed("pm_card_visa"));
    stripe
        .subscriptions()
        .update("sub_one", SubscriptionUpdateParams.builder().setCancelAtPeriodEnd(true).build());
    advance("P1M");
    assertThat(status("sub_one")).isEqualTo("canceled");
    assertThat(events())
        .containsExactly("customer.subscription.updated", "customer.subscription.deleted");
    assertThat(invoices()).hasSize(1);
  }

  @Test
  void secondImmediateCancelFindsNothing() throws Exception {
    fixtures(Catalogue.subscribed("pm_card_visa"));
    Subscription ended =
        stripe
            .subscriptions()
            .cancel(
                "sub_one",
                SubscriptionCancelParams.builder().setInvoiceNow(true).setProrate(true).build());
    assertThat(ended.getStatus()).isEqualTo("canceled");
    assertThat(ended.getEndedAt()).isNotNull();
    assertThatThrownBy(() -> stripe.subscriptions().cancel("sub_one"))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            refused -> {
              assertThat(refused.getStatusCode()).isEqualTo(404);
              assertThat(refused.getCode()).isEqualTo("resource_missing");
            });
    assertThat(stripe.subscriptions().list().getData()).isEmpty();
    assertThat(stripe.subscriptions().list(all()).getData()).hasSize(1);
  }

  @Test
  void pastDueSubscriptionKeepsItsOpenInvoiceAfterACancel() throws Exception {
    fixtures(Catalogue.subscribed("pm_card_chargeCustomerFail"));
    advance("P1M");
    stripe.subscriptions().cancel("sub_one");
    assertThat(invoices().get(0).getStatus()).isEqualTo("open");
    assertThat(invoices().get(0).getNextPaymentAttempt()).isNull();
    advance("P1M");
    assertThat(invoices().get(0).getAttemptCount()).isEqualTo(1);
  }

  @Test
  void endedSubscriptionTakesOnlyReasonsAndMetadata() throws Exception {
    fixtures(Catalogue.subscribed("pm_card_visa"));
    stripe.subscriptions().cancel("sub_one");
    assertThatThrownBy(
            () ->
                stripe
                    .subscriptions()
                    .update(
                        "sub_one",
                        SubscriptionUpdateParams.builder().setCancelAtPeriodEnd(true).build()))
        .isInstanceOf(InvalidRequestException.class);
    assertThat(
            stripe
                .subscriptions()
                .update("sub_one", SubscriptionUpdateParams.builder().putMetadata("a", "b").build())
                .getMetadata())
        .containsEntry("a", "b");
  }

  @Test
  void deletedCustomerTakesTheSubscriptionsAlong() throws Exception {
    fixtures(Catalogue.subscribed("pm_card_visa"));
    assertThat(stripe.customers().delete("cus_one").getDeleted()).isTrue();
    assertThat(status("sub_one")).isEqualTo("canceled");
    assertThat(events()).containsExactly("customer.subscription.deleted", "customer.deleted");
  }

  private String status(String id) throws Exception {
    return stripe.subscriptions().retrieve(id).getStatus();
  }

  private List<Invoice> invoices() throws Exception {
    return stripe
        .invoices()
        .list(InvoiceListParams.builder().setCustomer("cus_one").setLimit(100L).build())
        .getData();
  }

  private static SubscriptionListParams all() {
    return SubscriptionListParams.builder().setStatus(SubscriptionListParams.Status.ALL).build();
  }
}
