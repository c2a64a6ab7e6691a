package io.backstop.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.billing.InvoiceSnapshot.Refused;
import io.backstop.billing.Standing.Upcoming;
import io.backstop.billing.SubscriptionSnapshot.Card;
import io.backstop.billing.stripe.ImpatientStripe;
import io.backstop.kernel.SubscriptionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A whole customer, read through the real gateway. */
class SandboxPictureTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final TestClock clock = new TestClock(NOW);
  private final SandboxShop shop = new SandboxShop(clock);
  private final Bench bench = new Bench(ImpatientStripe.of(clock), clock, shop.settings());

  @AfterEach
  void close() {
    shop.close();
  }

  private CustomerPicture picture() {
    return bench.gateway.picture(bench.workspace, SandboxShop.ADA).orElseThrow();
  }

  private Standing only() {
    assertThat(picture().subscriptions()).hasSize(1);
    return picture().subscriptions().get(0);
  }

  @Test
  void oneReadingTellsOfCardsSubscriptionsAndTheNextCharge() {
    shop.open(
        """
        "status": "active", "current_period_start": "now-P10D",
        "items": [{"id": "si_ada", "price": "price_pro", "quantity": 3}],
        "discounts": [{"coupon": "loyal"}]""");
    CustomerPicture picture = picture();

    assertThat(picture.customer().accountHint()).contains("a••@acme.example");
    assertThat(picture.customer().cards())
        .singleElement()
        .satisfies(
            card -> {
              assertThat(card.brand()).isEqualTo("visa");
              assertThat(card.lastFour()).isEqualTo("4242");
              assertThat(picture.customer().defaultCard()).contains(card.id());
            });
    assertThat(picture.openInvoices()).isEmpty();
    assertThat(picture.subscriptions())
        .containsExactly(
            new Standing(
                bench.desk.look(bench.workspace, SandboxShop.SUBSCRIPTION),
                Optional.of(new Upcoming(13_230, "usd", Instant.parse("2026-12-13T12:00:00Z")))));
    assertThat(shop.requests("")).hasSizeLessThanOrEqualTo(9);
  }

  @Test
  void theEndedComeLast() {
    shop.openActive();
    shop.lay(
        """
        {"object": "subscription", "id": "sub_old", "customer": "cus_ada", "status": "canceled",
         "items": [{"price": "price_lite"}]}""");

    assertThat(picture().subscriptions())
        .extracting(standing -> standing.subscription().id())
        .containsExactly(SandboxShop.SUBSCRIPTION, new SubscriptionId("sub_old"));
    assertThat(picture().subscriptions().get(1).upcoming()).isEmpty();
    assertThat(picture().subscriptions().get(1).subscription().items().get(0).productName())
        .isEqualTo("Pro");
  }

  @Test
  void nothingIsChargedForWhatEnds() {
    shop.open(
        """
        "status": "active", "cancel_at_period_end": true,
        "items": [{"id": "si_ada", "price": "price_pro"}]""");

    assertThat(only().upcoming()).isEmpty();
  }

  @Test
  void aPauseMovesTheNextChargeToTheFirstPeriodEndAfterIt() {
    shop.open(
        """
        "status": "active", "current_period_start": "now-P10D",
        "items": [{"id": "si_ada", "price": "price_pro"}],
        "pause_collection": {"resumes_at": "now+P60D"}""");

    assertThat(only().upcoming().map(Upcoming::at)).contains(Instant.parse("2027-02-13T12:00:00Z"));
  }

  @Test
  void aPauseWithoutAnEndHasNoNextCharge() {
    shop.open(
        """
        "status": "active", "items": [{"id": "si_ada", "price": "price_pro"}],
        "pause_collection": {"behavior": "void"}""");

    assertThat(only().upcoming()).isEmpty();
  }

  @Test
  void aFailedPaymentTellsWhyAndWithWhichCard() {
    shop.open(
        "pm_card_chargeCustomerFail",
        """
        "status": "past_due", "current_period_start": "now-P1D",
        "items": [{"id": "si_ada", "price": "price_pro"}]""");

    assertThat(picture().openInvoices())
        .singleElement()
        .satisfies(
            invoice -> {
              assertThat(invoice.failed()).isTrue();
              assertThat(invoice.amountRemaining()).isEqualTo(4_900);
              assertThat(invoice.subscription()).contains(SandboxShop.SUBSCRIPTION);
              assertThat(invoice.attemptCount()).isPositive();
              assertThat(invoice.refusal())
                  .contains(
                      new Refused(
                          "card_declined",
                          Optional.of("generic_decline"),
                          Optional.of(new Card("visa", "0341"))));
              assertThat(bench.gateway.invoice(bench.workspace, invoice.id())).contains(invoice);
            });
    assertThat(only().upcoming().map(Upcoming::at)).contains(NOW.plus(Duration.ofDays(29)));
  }

  @Test
  void aPaidInvoiceIsReadByItsId() {
    shop.open(
        """
        "status": "past_due", "current_period_start": "now-P1D",
        "items": [{"id": "si_ada", "price": "price_pro"}]""");
    bench.mirror.refresh(bench.workspace, SandboxShop.ADA);
    String id = picture().openInvoices().get(0).id();
    shop.stripe("/v1/invoices/" + id + "/pay", "payment_method=pm_card_visa");
    clock.advance(Duration.ofSeconds(1));
    bench.mirror.refresh(bench.workspace, SandboxShop.ADA);

    assertThat(bench.refreshed).hasSize(2);
    assertThat(bench.refreshed.get(1).closedInvoices())
        .singleElement()
        .satisfies(
            invoice -> {
              assertThat(invoice.status()).isEqualTo("paid");
              assertThat(invoice.refusal()).isEmpty();
            });
    assertThat(bench.mirror.recall(bench.workspace, SandboxShop.ADA)).contains(picture());
  }

  @Test
  void aRefusedPreviewLeavesTheNextChargeOpen() {
    shop.open("\"status\": \"incomplete\", \"items\": [{\"price\": \"price_pro\"}]");

    assertThat(only().upcoming()).isEmpty();
  }

  @Test
  void aDeletedCustomerHasNoCards() {
    shop.openActive();
    bench.mirror.refresh(bench.workspace, SandboxShop.ADA);
    shop.delete("/v1/customers/" + SandboxShop.ADA.value());

    assertThat(picture().customer().deleted()).isTrue();
    assertThat(picture().customer().cards()).isEmpty();
    assertThat(only().subscription().ended()).isTrue();
  }
}
