package io.backstop.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.model.Invoice;
import com.stripe.model.Subscription;
import com.stripe.param.SubscriptionCreateParams;
import com.stripe.param.SubscriptionListParams;
import org.junit.jupiter.api.Test;

class SubscriptionStartTest extends SandboxScenario {
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
  void defaultIncompleteWaitsForTheClient() throws Exception {
    fixtures(Catalogue.customer("pm_card_visa"));
    Subscription made =
        stripe
            .subscriptions()
            .create(
                create()
                    .setPaymentBehavior(SubscriptionCreateParams.PaymentBehavior.DEFAULT_INCOMPLETE)
                    .addExpand("latest_invoice.confirmation_secret")
                    .build());
    assertThat(made.getStatus()).isEqualTo("incomplete");
    assertThat(made.getLatestInvoiceObject().getConfirmationSecret().getClientSecret())
        .startsWith("pi_");
    stripe.invoices().pay(made.getLatestInvoice());
    assertThat(status(made.getId())).isEqualTo("active");
  }

  @Test
  void whatWouldMakeAmountsWrongIsRefusedInsteadOfIgnored() throws Exception {
    fixtures(Catalogue.customer("pm_card_visa"));
    assertThatThrownBy(
            () ->
                stripe
                    .subscriptions()
                    .create(create().setBillingCycleAnchor(4_000_000_000L).build()))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("billing_cycle_anchor");
  }

  private static SubscriptionCreateParams.Builder create() {
    return SubscriptionCreateParams.builder()
        .setCustomer("cus_one")
        .addItem(SubscriptionCreateParams.Item.builder().setPrice("price_pro").build());
  }

  private String status(String id) throws Exception {
    return stripe.subscriptions().retrieve(id).getStatus();
  }

  private static SubscriptionListParams all() {
    return SubscriptionListParams.builder().setStatus(SubscriptionListParams.Status.ALL).build();
  }
}
