package io.backstop.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.Invoice;
import com.stripe.model.InvoiceLineItem;
import com.stripe.model.Subscription;
import com.stripe.model.SubscriptionItem;
import com.stripe.param.InvoiceCreatePreviewParams;
import com.stripe.param.InvoiceListParams;
import com.stripe.param.SubscriptionUpdateParams;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ArithmeticTest extends SandboxScenario {
  private static final String SUBSCRIPTION = "sub_one";

  @BeforeEach
  void subscribe() throws Exception {
    fixtures(Catalogue.subscribed("pm_card_visa"));
  }

  @Test
  void switchIsProratedToTheSecondAndThePreviewIsWhatIsInvoiced() throws Exception {
    SubscriptionItem item = item();
    long start = item.getCurrentPeriodStart();
    long length = item.getCurrentPeriodEnd() - start;
    advance("P10D");
    long date = start + length / 3;
    Invoice preview = stripe.invoices().createPreview(previewOf("price_team", date));
    assertThat(amounts(preview))
        .containsExactly(
            -Math.round(4900.0 * (length - length / 3) / length),
            Math.round(9900.0 * (length - length / 3) / length));
    stripe
        .subscriptions()
        .update(
            SUBSCRIPTION,
            change("price_team")
                .setProrationDate(date)
                .setProrationBehavior(SubscriptionUpdateParams.ProrationBehavior.ALWAYS_INVOICE)
                .build());
    Invoice invoiced = invoices().get(0);
    assertThat(amounts(invoiced)).isEqualTo(amounts(preview));
    assertThat(invoiced.getAmountDue()).isEqualTo(preview.getAmountDue());
    assertThat(invoiced.getStatus()).isEqualTo("paid");
    assertThat(invoiced.getBillingReason()).isEqualTo("subscription_update");
  }

  @Test
  void prorationsWaitForTheNextInvoiceByDefault() throws Exception {
    advance("P10D");
    stripe.subscriptions().update(SUBSCRIPTION, change("price_team").build());
    assertThat(invoices()).hasSize(1);
    Invoice upcoming =
        stripe
            .invoices()
            .createPreview(
                InvoiceCreatePreviewParams.builder().setSubscription(SUBSCRIPTION).build());
    assertThat(amounts(upcoming)).hasSize(3).endsWith(9900L);
    advance("P25D");
    assertThat(amounts(invoices().get(0))).isEqualTo(amounts(upcoming));
  }

  @Test
  void withoutProrationOnlyTheNextPeriodCostsMore() throws Exception {
    advance("P10D");
    stripe
        .subscriptions()
        .update(
            SUBSCRIPTION,
            change("price_team")
                .setProrationBehavior(SubscriptionUpdateParams.ProrationBehavior.NONE)
                .build());
    advance("P25D");
    assertThat(amounts(invoices().get(0))).containsExactly(9900L);
  }

  @Test
  void otherIntervalStartsAPeriodNowAndIsInvoicedAtOnce() throws Exception {
    advance("P10D");
    Subscription yearly =
        stripe.subscriptions().update(SUBSCRIPTION, change("price_yearly").build());
    Invoice invoice = invoices().get(0);
    assertThat(amounts(invoice).get(0)).isNegative();
    assertThat(amounts(invoice).get(1)).isEqualTo(49000);
    assertThat(invoice.getStatus()).isEqualTo("paid");
    SubscriptionItem item = yearly.getItems().getData().get(0);
    assertThat(item.getCurrentPeriodEnd() - item.getCurrentPeriodStart())
        .isGreaterThanOrEqualTo(365 * 86_400L);
    assertThat(yearly.getBillingCycleAnchor()).isEqualTo(item.getCurrentPeriodStart());
  }

  @Test
  void priceWithoutAnItemIdAddsAnItem() throws Exception {
    Subscription two =
        stripe
            .subscriptions()
            .update(
                SUBSCRIPTION,
                SubscriptionUpdateParams.builder()
                    .addItem(SubscriptionUpdateParams.Item.builder().setPrice("price_team").build())
                    .build());
    assertThat(two.getItems().getData()).hasSize(2);
  }

  @Test
  void priceWithoutAQuantityMeansOne() throws Exception {
    stripe
        .subscriptions()
        .update(
            SUBSCRIPTION,
            SubscriptionUpdateParams.builder()
                .addItem(
                    SubscriptionUpdateParams.Item.builder().setId("si_one").setQuantity(5L).build())
                .build());
    assertThat(item().getQuantity()).isEqualTo(5);
    stripe.subscriptions().update(SUBSCRIPTION, change("price_team").build());
    assertThat(item().getQuantity()).isEqualTo(1);
  }

  @Test
  void creditBeyondTheInvoiceStaysOnTheCustomersBalance() throws Exception {
    stripe
        .customers()
        .balanceTransactions()
        .create(
            "cus_one",
            com.stripe.param.CustomerBalanceTransactionCreateParams.builder()
                .setAmount(-6000L)
                .setCurrency("usd")
                .build());
    advance("P1M");
    assertThat(invoices().get(0).getAmountDue()).isZero();
    assertThat(stripe.customers().retrieve("cus_one").getBalance()).isEqualTo(-1100);
    advance("P1M");
    assertThat(invoices().get(0).getAmountDue()).isEqualTo(3800);
    assertThat(stripe.customers().retrieve("cus_one").getBalance()).isZero();
  }

  @Test
  void trialCanBeExtendedAndEndedEarly() throws Exception {
    long end = item().getCurrentPeriodEnd() + 86_400;
    Subscription trialing =
        stripe
            .subscriptions()
            .update(
                SUBSCRIPTION,
                SubscriptionUpdateParams.builder()
                    .setTrialEnd(end)
                    .setProrationBehavior(SubscriptionUpdateParams.ProrationBehavior.NONE)
                    .build());
    assertThat(trialing.getStatus()).isEqualTo("trialing");
    assertThat(item().getCurrentPeriodEnd()).isEqualTo(end);
    Subscription active =
        stripe
            .subscriptions()
            .update(
                SUBSCRIPTION,
                SubscriptionUpdateParams.builder()
                    .setTrialEnd(SubscriptionUpdateParams.TrialEnd.NOW)
                    .build());
    assertThat(active.getStatus()).isEqualTo("active");
    assertThat(invoices().get(0).getTotal()).isEqualTo(4900);
  }

  @Test
  void errorIfIncompleteChangesNothing() throws Exception {
    fixtures(
        """
        {'object': 'customer', 'id': 'cus_poor',
         'invoice_settings': {'default_payment_method': 'pm_card_chargeCustomerFail'}},
        {'object': 'subscription', 'id': 'sub_poor', 'customer': 'cus_poor', 'status': 'active',
         'items': [{'id': 'si_poor', 'price': 'price_pro'}]}
        """);
    advance("P10D");
    String form =
        "items[0][id]=si_poor&items[0][price]=price_team&proration_behavior=always_invoice"
            + "&payment_behavior=error_if_incomplete";
    assertThat(send("POST", "/v1/subscriptions/sub_poor", form).statusCode()).isEqualTo(402);
    assertThat(json("GET", "/v1/subscriptions/sub_poor", "").at("/items/data/0/price/id").asText())
        .isEqualTo("price_pro");
    assertThat(json("GET", "/v1/invoiceitems?customer=cus_poor", "").get("data")).isEmpty();
    assertThat(events()).isEmpty();
  }

  @Test
  void previewLeavesNoTrace() throws Exception {
    String before = json("GET", "/_sandbox/state", "").toString();
    long date = item().getCurrentPeriodStart() + 60;
    stripe.invoices().createPreview(previewOf("price_team", date));
    assertThat(json("GET", "/_sandbox/state", "").toString()).isEqualTo(before);
  }

  private static SubscriptionUpdateParams.Builder change(String price) {
    return SubscriptionUpdateParams.builder()
        .addItem(SubscriptionUpdateParams.Item.builder().setId("si_one").setPrice(price).build());
  }

  private static InvoiceCreatePreviewParams previewOf(String price, long date) {
    return InvoiceCreatePreviewParams.builder()
        .setSubscription(SUBSCRIPTION)
        .setSubscriptionDetails(
            InvoiceCreatePreviewParams.SubscriptionDetails.builder()
                .addItem(
                    InvoiceCreatePreviewParams.SubscriptionDetails.Item.builder()
                        .setId("si_one")
                        .setPrice(price)
                        .build())
                .setProrationDate(date)
                .setProrationBehavior(
                    InvoiceCreatePreviewParams.SubscriptionDetails.ProrationBehavior.ALWAYS_INVOICE)
                .build())
        .build();
  }

  private SubscriptionItem item() throws Exception {
    return stripe.subscriptions().retrieve(SUBSCRIPTION).getItems().getData().get(0);
  }

  private List<Invoice> invoices() throws Exception {
    return stripe
        .invoices()
        .list(InvoiceListParams.builder().setSubscription(SUBSCRIPTION).build())
        .getData();
  }

  private static List<Long> amounts(Invoice invoice) {
    return invoice.getLines().getData().stream().map(InvoiceLineItem::getAmount).toList();
  }
}
