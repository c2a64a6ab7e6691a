package io.backstop.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.Invoice;
import com.stripe.model.Subscription;
import com.stripe.param.InvoiceListParams;
import com.stripe.param.SubscriptionCreateParams;
import com.stripe.param.SubscriptionUpdateParams;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialAndPauseTest extends SandboxScenario {
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

  @ParameterizedTest
  @CsvSource({"keep_as_draft, draft", "mark_uncollectible, uncollectible", "void, void"})
  void pausedCollectionLeavesInvoicesAsItsBehaviorSays(String behavior, String status)
      throws Exception {
    fixtures(Catalogue.subscribed("pm_card_visa"));
    send("POST", "/v1/subscriptions/sub_one", "pause_collection[behavior]=" + behavior);
    advance("P1M");
    assertThat(invoices().get(0).getStatus()).isEqualTo(status);
    assertThat(status("sub_one")).isEqualTo("active");
    send("POST", "/v1/subscriptions/sub_one", "pause_collection=");
    advance("P1M");
    assertThat(invoices().get(0).getStatus()).isEqualTo("paid");
  }

  @Test
  void pausedTrialIsResumedWithACard() throws Exception {
    fixtures(
        Catalogue.customer("pm_card_visa")
            + """
            ,{'object': 'subscription', 'id': 'sub_one', 'customer': 'cus_one',
              'status': 'paused', 'items': [{'price': 'price_pro'}]}
            """);
    Subscription resumed = stripe.subscriptions().resume("sub_one");
    assertThat(resumed.getStatus()).isEqualTo("active");
    assertThat(events()).contains("customer.subscription.resumed");
  }

  private static SubscriptionCreateParams.Builder create() {
    return SubscriptionCreateParams.builder()
        .setCustomer("cus_one")
        .addItem(SubscriptionCreateParams.Item.builder().setPrice("price_pro").build());
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
