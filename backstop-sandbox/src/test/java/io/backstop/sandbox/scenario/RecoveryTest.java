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
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryTest extends SandboxScenario {
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
  void newDefaultCardOfTheCustomerIsWhatTheNextRetryCharges() throws Exception {
    fixtures(Catalogue.subscribed("pm_card_chargeCustomerFail"));
    advance("P1M");
    String card =
        json("POST", "/v1/payment_methods/pm_card_visa/attach", "customer=cus_one")
            .get("id")
            .asText();
    send("POST", "/v1/customers/cus_one", "invoice_settings[default_payment_method]=" + card);
    advance("P3D");
    assertThat(status("sub_one")).isEqualTo("active");
    assertThat(invoices().get(0).getAttemptCount()).isEqualTo(2);
  }

  @Test
  void renewalThatNeedsThreeDSecureAsksForAction() throws Exception {
    fixtures(Catalogue.subscribed("pm_card_authenticationRequired"));
    advance("P1M");
    assertThat(status("sub_one")).isEqualTo("past_due");
    assertThat(events()).contains("invoice.payment_failed", "invoice.payment_action_required");
    assertThatThrownBy(() -> stripe.invoices().pay(invoices().get(0).getId()))
        .isInstanceOfSatisfying(
            CardException.class,
            refused ->
                assertThat(refused.getCode()).isEqualTo("invoice_payment_intent_requires_action"));
  }

  @Test
  void voidingTheLatestInvoiceEndsThePastDue() throws Exception {
    fixtures(Catalogue.subscribed("pm_card_chargeCustomerFail"));
    advance("P1M");
    assertThat(stripe.invoices().voidInvoice(invoices().get(0).getId()).getStatus())
        .isEqualTo("void");
    assertThat(status("sub_one")).isEqualTo("active");
  }

  @Test
  void invoiceGivenUpIsUncollectibleAndCanStillBePaid() throws Exception {
    fixtures(Catalogue.subscribed("pm_card_chargeCustomerFail"));
    advance("P1M");
    String id = invoices().get(0).getId();
    assertThat(stripe.invoices().markUncollectible(id).getStatus()).isEqualTo("uncollectible");
    assertThat(
            stripe
                .invoices()
                .pay(id, InvoicePayParams.builder().setPaymentMethod("pm_card_visa").build())
                .getStatus())
        .isEqualTo("paid");
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
}
