package io.backstop.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.model.Invoice;
import com.stripe.model.Subscription;
import com.stripe.param.InvoiceListParams;
import com.stripe.param.InvoicePayParams;
import com.stripe.param.InvoiceRetrieveParams;
import com.stripe.param.SubscriptionCancelParams;
import com.stripe.param.SubscriptionCreateParams;
import com.stripe.param.SubscriptionListParams;
import com.stripe.param.SubscriptionUpdateParams;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubscriptionLifeTest extends SandboxScenario {
  private static SubscriptionCreateParams.Builder create() {
    return SubscriptionCreateParams.builder()
        .setCustomer("cus_one")
        .addItem(SubscriptionCreateParams.Item.builder().setPrice("price_pro").build());
  }

  @Test
  void paidSubscriptionIsActiveWithAPaidInvoice() throws Exception {
    fixtures(Catalogue.customer("pm_card_visa"));
    Subscription made =
        stripe.subscriptions().create(create().addExpand("latest_invoice.payments").build());
    assertThat(made.getStatus()).isEqualTo("active");
    Invoice invoice = made.getLatestInvoiceObject();
    assertThat(invoice.getStatus()).isEqualTo("paid");
    assertThat(invoice.getAmountPaid()).isEqualTo(4900);
    assertThat(invoice.getPayments().getData()).hasSize(1);
    assertThat(invoice.getParent().getSubscriptionDetails().getSubscription())
        .isEqualTo(made.getId());
    assertThat(made.getItems().getData().get(0).getCurrentPeriodEnd())
        .isGreaterThan(made.getCreated() + 27 * 86_400);
  }

  @Test
  void declinedStartIsIncompleteAndExpiresAfter23Hours() throws Exception {
    fixtures(Catalogue.customer("pm_card_chargeCustomerFail"));
    Subscription made = stripe.subscriptions().create(create().build());
    assertThat(made.getStatus()).isEqualTo("incomplete");
    advance("PT22H");
    assertThat(status(made.getId())).isEqualTo("incomplete");
    advance("PT1H");
    assertThat(status(made.getId())).isEqualTo("incomplete_expired");
  }

  @Test
  void withoutAnyCardNothingStarts() throws Exception {
    fixtures(Catalogue.PRICES + ",{'object': 'customer', 'id': 'cus_one'}");
    assertThatThrownBy(() -> stripe.subscriptions().create(create().build()))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            refused -> assertThat(refused.getCode()).isEqualTo("resource_missing"));
    assertThat(stripe.subscriptions().list().getData()).isEmpty();
  }

  @Test
  void errorIfIncompleteLeavesNothingBehind() throws Exception {
    fixtures(Catalogue.customer("pm_card_chargeCustomerFail"));
    SubscriptionCreateParams strict =
        create()
            .setPaymentBehavior(SubscriptionCreateParams.PaymentBehavior.ERROR_IF_INCOMPLETE)
            .build();
    assertThatThrownBy(() -> stripe.subscriptions().create(strict))
        .isInstanceOf(CardException.class);
    assertThat(stripe.subscriptions().list(all()).getData()).isEmpty();
    assertThat(events()).isEmpty();
  }

  @Test
  void renewalIsChargedEachMonth() throws Exception {
    fixtures(Catalogue.subscribed("pm_card_visa"));
    advance("P3M");
    List<Invoice> invoices = invoices();
    assertThat(invoices).hasSize(4).allMatch(each -> each.getStatus().equals("paid"));
    assertThat(invoices.get(0).getBillingReason()).isEqualTo("subscription_cycle");
    assertThat(status("sub_one")).isEqualTo("active");
  }

  @Test
  void failedRenewalIsPastDueAndAnnouncedInStripesOrder() throws Exception {
    fixtures(Catalogue.subscribed("pm_card_chargeCustomerFail"));
    advance("P1M");
    assertThat(events())
        .containsExactly(
            "invoice.created",
            "invoice.finalized",
            "charge.failed",
            "payment_intent.payment_failed",
            "invoice.payment_failed",
            "customer.subscription.updated");
    Invoice invoice = invoices().get(0);
    assertThat(status("sub_one")).isEqualTo("past_due");
    assertThat(invoice.getStatus()).isEqualTo("open");
    assertThat(invoice.getAttemptCount()).isEqualTo(1);
    assertThat(invoice.getNextPaymentAttempt()).isNotNull();
  }

  @Test
  void retriesUsedUpCancelTheSubscription() throws Exception {
    fixtures(Catalogue.subscribed("pm_card_chargeCustomerFail"));
    advance("P1M");
    advance("P15D");
    Subscription ended = stripe.subscriptions().retrieve("sub_one");
    assertThat(ended.getStatus()).isEqualTo("canceled");
    assertThat(ended.getCancellationDetails().getReason()).isEqualTo("payment_failed");
    assertThat(invoices().get(0).getAttemptCount()).isEqualTo(4);
    assertThat(invoices().get(0).getStatus()).isEqualTo("open");
  }

  @Test
  void retriesUsedUpLeaveItUnpaidWhereThatIsSet() throws Exception {
    fixtures(Catalogue.subscribed("pm_card_chargeCustomerFail"));
    send("POST", "/_sandbox/retries", "{\"days_between\": [1], \"when_used_up\": \"unpaid\"}");
    advance("P1M");
    advance("P1D");
    assertThat(status("sub_one")).isEqualTo("unpaid");
  }

  @Test
  void newCardPaysThePastDueInvoice() throws Exception {
    fixtures(Catalogue.subscribed("pm_card_chargeCustomerFail"));
    advance("P1M");
    Invoice open = invoices().get(0);
    assertThatThrownBy(() -> stripe.invoices().pay(open.getId()))
        .isInstanceOfSatisfying(
            CardException.class,
            declined -> {
              assertThat(declined.getCode()).isEqualTo("card_declined");
              assertThat(declined.getDeclineCode()).isEqualTo("generic_decline");
              assertThat(declined.getStatusCode()).isEqualTo(402);
            });
    assertThat(stripe.invoices().retrieve(open.getId()).getStatus()).isEqualTo("open");
    assertThat(stripe.invoices().retrieve(open.getId()).getAttemptCount()).isEqualTo(1);
    int before = events().size();
    Invoice paid =
        stripe
            .invoices()
            .pay(open.getId(), InvoicePayParams.builder().setPaymentMethod("pm_card_visa").build());
    assertThat(paid.getStatus()).isEqualTo("paid");
    assertThat(status("sub_one")).isEqualTo("active");
    assertThat(events().subList(before, events().size()))
        .containsSubsequence(
            "payment_intent.succeeded",
            "invoice.paid",
            "invoice.payment_succeeded",
            "customer.subscription.updated");
    assertThatThrownBy(() -> stripe.invoices().pay(open.getId()))
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void confirmationSecretComesOnlyWhenAskedFor() throws Exception {
    fixtures(Catalogue.subscribed("pm_card_chargeCustomerFail"));
    advance("P1M");
    String id = invoices().get(0).getId();
    assertThat(stripe.invoices().retrieve(id).getConfirmationSecret()).isNull();
    Invoice invoice =
        stripe
            .invoices()
            .retrieve(id, InvoiceRetrieveParams.builder().addExpand("confirmation_secret").build());
    assertThat(invoice.getConfirmationSecret().getClientSecret()).startsWith("pi_");
  }

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
  void trialEndsInAChargeOrAPause() throws Exception {
    fixtures(Catalogue.customer("pm_card_visa"));
    Subscription paying = stripe.subscriptions().create(create().setTrialPeriodDays(14L).build());
    assertThat(paying.getStatus()).isEqualTo("trialing");
    fixtures("{'object': 'customer', 'id': 'cus_two'}");
    Subscription pausing =
        stripe
            .subscriptions()
            .create(
                create()
                    .setCustomer("cus_two")
                    .setTrialPeriodDays(14L)
                    .setTrialSettings(
                        SubscriptionCreateParams.TrialSettings.builder()
                            .setEndBehavior(
                                SubscriptionCreateParams.TrialSettings.EndBehavior.builder()
                                    .setMissingPaymentMethod(
                                        SubscriptionCreateParams.TrialSettings.EndBehavior
                                            .MissingPaymentMethod.PAUSE)
                                    .build())
                            .build())
                    .build());
    advance("P14D");
    assertThat(status(paying.getId())).isEqualTo("active");
    assertThat(status(pausing.getId())).isEqualTo("paused");
    assertThat(events())
        .contains("customer.subscription.trial_will_end", "customer.subscription.paused");
  }

  @Test
  void pausedCollectionVoidsInvoicesUntilItResumes() throws Exception {
    fixtures(Catalogue.subscribed("pm_card_visa"));
    long resumes =
        stripe.subscriptions().retrieve("sub_one").getItems().getData().get(0).getCurrentPeriodEnd()
            + 86_400;
    Subscription paused =
        stripe
            .subscriptions()
            .update(
                "sub_one",
                SubscriptionUpdateParams.builder()
                    .setPauseCollection(
                        SubscriptionUpdateParams.PauseCollection.builder()
                            .setBehavior(SubscriptionUpdateParams.PauseCollection.Behavior.VOID)
                            .setResumesAt(resumes)
                            .build())
                    .build());
    assertThat(paused.getStatus()).isEqualTo("active");
    advance("P1M");
    assertThat(invoices().get(0).getStatus()).isEqualTo("void");
    advance("P2D");
    assertThat(stripe.subscriptions().retrieve("sub_one").getPauseCollection()).isNull();
    advance("P1M");
    assertThat(invoices().get(0).getStatus()).isEqualTo("paid");
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
