package io.backstop.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.stripe.StripeClient;
import com.stripe.model.Customer;
import com.stripe.model.Invoice;
import com.stripe.model.Subscription;
import com.stripe.param.InvoiceListParams;
import com.stripe.service.V1Services;
import io.backstop.sandbox.Sandbox;
import io.backstop.sandbox.SandboxOptions;
import io.backstop.sandbox.description.StripeDescription;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FixtureTest extends SandboxScenario {
  @Test
  void fewWordsMakeAWholePastDueSubscription() throws Exception {
    fixtures(
        """
        {'object': 'subscription', 'id': 'sub_late', 'customer': 'cus_late', 'status': 'past_due',
         'items': [{'price': {'id': 'price_inline', 'unit_amount': 1500, 'currency': 'usd',
                              'product': {'id': 'prod_inline', 'name': 'Inline'}}}]},
        {'object': 'customer', 'id': 'cus_late', 'email': 'late@acme.example'}
        """);
    Subscription late = stripe.subscriptions().retrieve("sub_late");
    assertThat(late.getStatus()).isEqualTo("past_due");
    assertThat(stripe.products().retrieve("prod_inline").getName()).isEqualTo("Inline");
    Invoice open = stripe.invoices().retrieve(late.getLatestInvoice());
    assertThat(open.getStatus()).isEqualTo("open");
    assertThat(open.getAmountDue()).isEqualTo(1500);
    assertThat(open.getAttemptCount()).isEqualTo(1);
    assertThat(open.getNextPaymentAttempt()).isNotNull();
    JsonNode intent = json("GET", "/v1/payment_intents", "").at("/data/0");
    assertThat(intent.at("/last_payment_error/code").asText()).isEqualTo("card_declined");
    assertThat(json("GET", "/v1/charges", "").at("/data/0/status").asText()).isEqualTo("failed");
    assertThat(events()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "active",
        "trialing",
        "past_due",
        "unpaid",
        "incomplete",
        "incomplete_expired",
        "canceled",
        "paused"
      })
  void subscriptionStandsInTheStatusThatItIsGiven(String status) throws Exception {
    fixtures(
        Catalogue.customer("pm_card_visa")
            + """
            ,{'object': 'subscription', 'id': 'sub_one', 'customer': 'cus_one', 'status': '%s',
              'items': {'data': [{'price_id': 'price_pro', 'quantity': 2}]}}
            """
                .formatted(status));
    Subscription made = stripe.subscriptions().retrieve("sub_one");
    assertThat(made.getStatus()).isEqualTo(status);
    assertThat(made.getItems().getData().get(0).getQuantity()).isEqualTo(2);
  }

  @Test
  void deletedCustomerIsATombstone() throws Exception {
    fixtures("{'object': 'customer', 'id': 'cus_gone', 'deleted': true}");
    Customer gone = stripe.customers().retrieve("cus_gone");
    assertThat(gone.getDeleted()).isTrue();
    assertThat(json("GET", "/v1/customers/cus_gone", "")).hasSize(3);
    assertThat(send("POST", "/v1/customers/cus_gone", "name=x").statusCode()).isEqualTo(404);
  }

  @Test
  void fixtureThatDoesNotHoldTogetherLeavesNothing() throws Exception {
    HttpResponse<String> refused =
        send(
            "POST",
            "/_sandbox/fixtures",
            """
            {"objects": [{"object": "customer", "id": "cus_one"},
              {"object": "subscription", "customer": "cus_other", "items": []}]}
            """);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(stripe.customers().list().getData()).isEmpty();
  }

  @Test
  void accountsDoNotSeeEachOther() throws Exception {
    fixtures("{'object': 'customer', 'id': 'cus_one'}");
    HttpResponse<String> other =
        send("GET", "/v1/customers/cus_one", "", "Authorization", "Bearer " + key + "x");
    assertThat(other.statusCode()).isEqualTo(404);
    V1Services stranger =
        StripeClient.builder()
            .setApiKey(key + "x")
            .setApiBase(sandbox.baseUri().toString())
            .build()
            .v1();
    assertThat(stranger.customers().list().getData()).isEmpty();
  }

  @Test
  void demoSeedIsWhatTheContractSays() throws Exception {
    StripeDescription description = new StripeDescription();
    try (Sandbox demo = Sandbox.start(SandboxOptions.demo().withListener(description))) {
      V1Services acme =
          StripeClient.builder()
              .setApiKey(SandboxOptions.DEMO_KEY)
              .setApiBase(demo.baseUri().toString())
              .build()
              .v1();
      Subscription ada = acme.subscriptions().retrieve("sub_demo_ada");
      assertThat(ada.getStatus()).isEqualTo("active");
      assertThat(ada.getItems().getData().get(0).getPrice().getUnitAmount()).isEqualTo(4900);
      assertThat(
              acme.invoices()
                  .list(InvoiceListParams.builder().setSubscription("sub_demo_ada").build())
                  .getData())
          .hasSize(2)
          .allMatch(each -> each.getStatus().equals("paid"));
      Subscription grace = acme.subscriptions().retrieve("sub_demo_grace");
      assertThat(grace.getStatus()).isEqualTo("past_due");
      Invoice open = acme.invoices().retrieve(grace.getLatestInvoice());
      assertThat(open.getAmountDue()).isEqualTo(4900);
      assertThat(open.getAttemptCount()).isEqualTo(1);
      assertThat(acme.paymentMethods().retrieve("pm_demo_grace").getCard().getLast4())
          .isEqualTo("0341");
      assertThat(
              acme.subscriptions()
                  .retrieve("sub_demo_linus")
                  .getItems()
                  .getData()
                  .get(0)
                  .getPrice()
                  .getId())
          .isEqualTo("price_demo_pro_yearly");
      assertThat(acme.subscriptions().retrieve("sub_demo_new").getStatus()).isEqualTo("trialing");
      acme.customers().delete("cus_demo_ada");
      HttpClient http = HttpClient.newHttpClient();
      HttpRequest reset =
          HttpRequest.newBuilder(URI.create(demo.baseUri() + "/_sandbox/reset"))
              .POST(HttpRequest.BodyPublishers.noBody())
              .build();
      assertThat(
              new ObjectMapper()
                  .readTree(http.send(reset, HttpResponse.BodyHandlers.ofString()).body())
                  .has("now"))
          .isTrue();
      assertThat(acme.subscriptions().retrieve("sub_demo_ada").getStatus()).isEqualTo("active");
    }
    assertThat(description.violations()).isEmpty();
    assertThat(description.checks()).isPositive();
  }
}
