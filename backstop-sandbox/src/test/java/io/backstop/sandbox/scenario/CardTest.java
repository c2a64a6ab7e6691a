package io.backstop.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.CardException;
import com.stripe.model.PaymentMethod;
import com.stripe.model.SetupIntent;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.PaymentMethodAttachParams;
import com.stripe.param.SetupIntentConfirmParams;
import com.stripe.param.SetupIntentCreateParams;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardTest extends SandboxScenario {
  @BeforeEach
  void customer() throws Exception {
    fixtures("{'object': 'customer', 'id': 'cus_one'}");
  }

  @Test
  void setUpCardIsAttachedButNotTheDefault() throws Exception {
    SetupIntent intent = confirmed("pm_card_visa");
    assertThat(intent.getStatus()).isEqualTo("succeeded");
    assertThat(stripe.paymentMethods().retrieve(intent.getPaymentMethod()).getCustomer())
        .isEqualTo("cus_one");
    assertThat(defaultCard()).isNull();
    stripe
        .customers()
        .update(
            "cus_one",
            CustomerUpdateParams.builder()
                .setInvoiceSettings(
                    CustomerUpdateParams.InvoiceSettings.builder()
                        .setDefaultPaymentMethod(intent.getPaymentMethod())
                        .build())
                .build());
    assertThat(defaultCard()).isEqualTo(intent.getPaymentMethod());
    assertThat(events())
        .containsExactly(
            "setup_intent.created",
            "setup_intent.succeeded",
            "payment_method.attached",
            "customer.updated");
  }

  @ParameterizedTest
  @CsvSource({
    "pm_card_chargeDeclined, card_declined, generic_decline",
    "pm_card_visa_chargeDeclinedInsufficientFunds, card_declined, insufficient_funds",
    "pm_card_chargeDeclinedLostCard, card_declined, lost_card",
    "pm_card_chargeDeclinedStolenCard, card_declined, stolen_card",
    "pm_card_chargeDeclinedExpiredCard, expired_card,",
    "pm_card_chargeDeclinedIncorrectCvc, incorrect_cvc,",
    "pm_card_chargeDeclinedProcessingError, processing_error,"
  })
  void decliningCardCannotBeAttached(String card, String code, String declineCode) {
    assertThatThrownBy(
            () ->
                stripe
                    .paymentMethods()
                    .attach(
                        card, PaymentMethodAttachParams.builder().setCustomer("cus_one").build()))
        .isInstanceOfSatisfying(
            CardException.class,
            declined -> {
              assertThat(declined.getCode()).isEqualTo(code);
              assertThat(declined.getDeclineCode()).isEqualTo(declineCode);
            });
  }

  @Test
  void cardWhoseChargesFailCanBeAttachedAndDetached() throws Exception {
    PaymentMethod attached =
        stripe
            .paymentMethods()
            .attach(
                "pm_card_chargeCustomerFail",
                PaymentMethodAttachParams.builder().setCustomer("cus_one").build());
    assertThat(attached.getCard().getLast4()).isEqualTo("0341");
    assertThat(stripe.customers().paymentMethods().list("cus_one").getData()).hasSize(1);
    assertThat(stripe.paymentMethods().detach(attached.getId()).getCustomer()).isNull();
    assertThat(stripe.customers().paymentMethods().list("cus_one").getData()).isEmpty();
  }

  @Test
  void declinedSetUpLeavesTheIntentOpenForAnotherCard() throws Exception {
    SetupIntent intent = intent();
    assertThatThrownBy(() -> confirm(intent.getId(), "pm_card_chargeDeclined"))
        .isInstanceOf(CardException.class);
    SetupIntent open = stripe.setupIntents().retrieve(intent.getId());
    assertThat(open.getStatus()).isEqualTo("requires_payment_method");
    assertThat(open.getLastSetupError().getDeclineCode()).isEqualTo("generic_decline");
    assertThat(confirm(intent.getId(), "pm_card_visa").getStatus()).isEqualTo("succeeded");
  }

  @Test
  void threeDSecureIsCompletedOrFailedByTheCustomer() throws Exception {
    SetupIntent failing = confirmed("pm_card_authenticationRequired");
    assertThat(failing.getStatus()).isEqualTo("requires_action");
    assertThat(failing.getNextAction().getType()).isEqualTo("use_stripe_sdk");
    challenge(failing.getClientSecret(), "fail");
    assertThat(stripe.setupIntents().retrieve(failing.getId()).getStatus())
        .isEqualTo("requires_payment_method");
    SetupIntent passing = confirmed("pm_card_authenticationRequiredOnSetup");
    challenge(passing.getClientSecret(), "complete");
    assertThat(stripe.setupIntents().retrieve(passing.getId()).getStatus()).isEqualTo("succeeded");
  }

  @Test
  void cardThatWasSetUpOnceIsChargedOffSession() throws Exception {
    SetupIntent intent = confirmed("pm_card_authenticationRequiredOnSetup");
    challenge(intent.getClientSecret(), "complete");
    JsonNode paid =
        json(
            "POST",
            "/v1/payment_intents",
            "amount=500&currency=usd&customer=cus_one&confirm=true&off_session=true&payment_method="
                + intent.getPaymentMethod());
    assertThat(paid.get("status").asText()).isEqualTo("succeeded");
  }

  @Test
  void openInvoiceIsPaidThroughItsIntentWithThreeDSecure() throws Exception {
    fixtures(Catalogue.subscribed("pm_card_chargeCustomerFail"));
    advance("P1M");
    JsonNode invoice =
        json("GET", "/v1/invoices?status=open&expand[]=data.confirmation_secret", "").at("/data/0");
    String secret = invoice.at("/confirmation_secret/client_secret").asText();
    String intent = secret.split("_secret_")[0];
    JsonNode confirmed =
        client(
            "/v1/payment_intents/" + intent + "/confirm",
            secret,
            "payment_method_data[type]=card&payment_method_data[card][number]=4000002760003184"
                + "&payment_method_data[card][exp_month]=12"
                + "&payment_method_data[card][exp_year]=34"
                + "&payment_method_data[card][cvc]=123");
    assertThat(confirmed.get("status").asText()).isEqualTo("requires_action");
    challenge(secret, "complete");
    assertThat(stripe.invoices().retrieve(invoice.get("id").asText()).getStatus())
        .isEqualTo("paid");
    assertThat(stripe.subscriptions().retrieve("sub_one").getStatus()).isEqualTo("active");
    assertThat(send("GET", "/_sandbox/requests", "").body()).doesNotContain("4000002760003184");
  }

  @Test
  void clientWithoutTheSecretSeesNothing() throws Exception {
    SetupIntent intent = intent();
    JsonNode refused = client("/v1/setup_intents/" + intent.getId() + "/confirm", "seti_other", "");
    assertThat(refused.at("/error/code").asText()).isEqualTo("resource_missing");
    JsonNode secretKeyNeeded = client("/v1/customers", "", "");
    assertThat(secretKeyNeeded.at("/error/code").asText()).isEqualTo("secret_key_required");
  }

  private JsonNode client(String path, String secret, String body) throws Exception {
    return json(
        "POST",
        path,
        body + "&client_secret=" + secret,
        "Authorization",
        "Bearer " + key.replace("sk_", "pk_"));
  }

  private void challenge(String secret, String outcome) throws Exception {
    send(
        "POST",
        "/_elements/three_d_secure",
        "{\"key\": \"%s\", \"client_secret\": \"%s\", \"outcome\": \"%s\"}"
            .formatted(key.replace("sk_", "pk_"), secret, outcome));
  }

  private SetupIntent intent() throws Exception {
    return stripe
        .setupIntents()
        .create(SetupIntentCreateParams.builder().setCustomer("cus_one").build());
  }

  private SetupIntent confirmed(String card) throws Exception {
    return confirm(intent().getId(), card);
  }

  private SetupIntent confirm(String id, String card) throws Exception {
    return stripe
        .setupIntents()
        .confirm(id, SetupIntentConfirmParams.builder().setPaymentMethod(card).build());
  }

  private String defaultCard() throws Exception {
    return stripe.customers().retrieve("cus_one").getInvoiceSettings().getDefaultPaymentMethod();
  }
}
