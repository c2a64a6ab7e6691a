package io.backstop.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.billing.BillingOrder.Cancel;
import io.backstop.billing.BillingOrder.Discount;
import io.backstop.billing.BillingOrder.Gift;
import io.backstop.billing.BillingOrder.Pause;
import io.backstop.billing.BillingOrder.SwitchPlan;
import io.backstop.billing.BillingOrder.TrialExtension;
import io.backstop.billing.stripe.ImpatientStripe;
import io.backstop.workspace.Workspace.CancelTiming;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is shown is what is charged: quotes against the invoices that follow. */
class SandboxQuoteTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final long PRO = 3 * 4_900;
  private static final long LITE = 3 * 1_900;

  private final TestClock clock = new TestClock(NOW);
  private final SandboxShop shop = new SandboxShop(clock);
  private final Bench bench = new Bench(ImpatientStripe.of(clock), clock, shop.settings());

  @AfterEach
  void close() {
    shop.close();
  }

  private Quote quoteAndTake(BillingOrder order) {
    SubscriptionSnapshot snapshot = bench.desk.look(bench.workspace, SandboxShop.SUBSCRIPTION);
    assertThat(bench.desk.suits(order, snapshot)).isTrue();
    Quote quote = bench.desk.quote(bench.workspace, snapshot, order);
    assertThat(quote.order()).isEqualTo(order);
    assertThat(quote.currency()).isEqualTo("usd");
    BillingReceipt receipt = bench.carryOut(SandboxShop.ADA, SandboxShop.SUBSCRIPTION, order);
    assertThat(receipt.state()).isEqualTo(BillingReceipt.State.APPLIED);
    return quote;
  }

  /** Moves on until {@code at} has passed, and an hour for drafts to become due. */
  private void goTo(Instant at) {
    clock.advance(Duration.between(clock.instant(), at).plus(Duration.ofHours(2)));
  }

  private JsonNode latestInvoice() {
    return shop.subscription().path("latest_invoice");
  }

  private List<Long> amountsDue() {
    List<Long> amounts = new ArrayList<>();
    shop.get("/v1/invoices?customer=cus_ada&limit=100")
        .path("data")
        .forEach(invoice -> amounts.add(0, invoice.path("amount_due").asLong()));
    return amounts;
  }

  @Test
  void aDiscountIsChargedAsQuotedAndEndsAsQuoted() {
    shop.openActive();

    Quote quote = quoteAndTake(new Discount(20, 3));

    assertThat(quote.dueNow()).isZero();
    assertThat(quote.nextAmount()).isEqualTo(PRO * 80 / 100);
    assertThat(quote.laterAmount()).isEqualTo(PRO);
    assertThat(quote.interval()).isEqualTo("month");
    goTo(quote.nextChargeAt());
    assertThat(latestInvoice().path("amount_due").asLong()).isEqualTo(quote.nextAmount());
    goTo(quote.effectEndsAt().orElseThrow().plus(Duration.ofDays(31)));
    assertThat(amountsDue())
        .containsExactly(
            PRO, quote.nextAmount(), quote.nextAmount(), quote.nextAmount(), quote.laterAmount());
  }

  @Test
  void aDiscountBesideAnotherIsQuotedWithBoth() {
    shop.open(
        """
        "status": "active", "current_period_start": "now-P10D",
        "items": [{"id": "si_ada", "price": "price_pro", "quantity": 3}],
        "discounts": [{"coupon": "loyal"}]""");

    Quote quote = quoteAndTake(new Discount(20, 3));

    assertThat(quote.laterAmount()).isEqualTo(PRO * 90 / 100);
    assertThat(quote.nextAmount()).isLessThan(PRO * 80 / 100);
    goTo(quote.nextChargeAt());
    assertThat(latestInvoice().path("amount_due").asLong()).isEqualTo(quote.nextAmount());
  }

  @Test
  void aDiscountOnAYearlyPriceIsQuotedAsTheOneInvoiceThatItIs() {
    shop.open(
        """
        "status": "active", "current_period_start": "now-P100D",
        "items": [{"id": "si_ada", "price": "price_year", "quantity": 1}]""");

    Quote quote = quoteAndTake(new Discount(50, 3));

    assertThat(quote.nextAmount()).isEqualTo(24_500);
    assertThat(quote.laterAmount()).isEqualTo(49_000);
    assertThat(quote.interval()).isEqualTo("year");
    assertThat(quote.effectEndsAt())
        .as("the discounted year, whole")
        .hasValueSatisfying(end -> assertThat(end).isAfter(quote.nextChargeAt()));
    goTo(quote.nextChargeAt());
    assertThat(latestInvoice().path("amount_due").asLong()).isEqualTo(quote.nextAmount());
  }

  @Test
  void aGiftCostsNothingAndThenWhatItDid() {
    shop.openActive();

    Quote quote = quoteAndTake(new Gift(2));

    assertThat(quote.nextAmount()).isZero();
    goTo(quote.effectEndsAt().orElseThrow().plus(Duration.ofDays(31)));
    assertThat(amountsDue()).containsExactly(PRO, 0L, 0L, quote.laterAmount());
  }

  @Test
  void aSwitchWithinTheIntervalIsChargedWithTheNextInvoiceAsQuoted() {
    shop.openActive();
    clock.advance(Duration.ofMinutes(3));

    Quote quote = quoteAndTake(new SwitchPlan("price_lite", NOW));

    assertThat(quote.dueNow()).isZero();
    assertThat(quote.nextAmount()).as("the unused rest comes off").isLessThan(LITE);
    assertThat(quote.laterAmount()).isEqualTo(LITE);
    assertThat(amountsDue()).containsExactly(PRO);
    goTo(quote.nextChargeAt());
    assertThat(latestInvoice().path("amount_due").asLong()).isEqualTo(quote.nextAmount());
    // The rest of the credit comes off the second one.
    goTo(quote.nextChargeAt().plus(Duration.ofDays(64)));
    assertThat(latestInvoice().path("amount_due").asLong()).isEqualTo(quote.laterAmount());
  }

  @Test
  void aSwitchToAYearIsChargedAtOnceAsQuoted() {
    shop.openActive();

    Quote quote = quoteAndTake(new SwitchPlan("price_year", NOW));

    assertThat(quote.dueNow()).isPositive().isLessThan(3 * 49_000);
    assertThat(latestInvoice().path("amount_due").asLong()).isEqualTo(quote.dueNow());
    assertThat(latestInvoice().path("status").asText()).isEqualTo("paid");
    assertThat(quote.interval()).isEqualTo("year");
    assertThat(quote.nextAmount()).isEqualTo(3 * 49_000);
    goTo(quote.nextChargeAt());
    assertThat(latestInvoice().path("amount_due").asLong()).isEqualTo(quote.nextAmount());
  }

  @Test
  void aSwitchThatTheCardDoesNotPayChangesNothing() {
    shop.open(
        "pm_card_chargeCustomerFail",
        """
        "status": "active", "current_period_start": "now-P10D",
        "items": [{"id": "si_ada", "price": "price_pro", "quantity": 3}]""");

    BillingReceipt receipt =
        bench.carryOut(
            SandboxShop.ADA, SandboxShop.SUBSCRIPTION, new SwitchPlan("price_year", NOW));

    assertThat(receipt.state()).isEqualTo(BillingReceipt.State.REJECTED);
    JsonNode now = shop.subscription();
    assertThat(now.path("status").asText()).isEqualTo("active");
    assertThat(now.path("items").path("data").path(0).path("price").path("id").asText())
        .isEqualTo("price_pro");
  }

  @Test
  void aPriceOfAnotherCurrencyOrNoneIsNotQuoted() {
    shop.openActive();
    SubscriptionSnapshot snapshot = bench.desk.look(bench.workspace, SandboxShop.SUBSCRIPTION);
    for (String price : List.of("price_euro", "price_of_nobody")) {
      assertThatThrownBy(
              () -> bench.desk.quote(bench.workspace, snapshot, new SwitchPlan(price, NOW)))
          .isInstanceOf(BillingUnavailable.class);
    }
  }

  @Test
  void aPauseIsFollowedByTheChargeThatWasQuoted() {
    shop.openActive();
    Instant resumes = NOW.plus(Duration.ofDays(61));

    Quote quote = quoteAndTake(new Pause(resumes));

    assertThat(quote.dueNow()).isZero();
    assertThat(quote.effectEndsAt()).contains(resumes);
    assertThat(quote.nextAmount()).isEqualTo(PRO);
    assertThat(quote.nextChargeAt()).isAfterOrEqualTo(resumes);
    goTo(resumes);
    assertThat(latestInvoice().path("status").asText()).isEqualTo("void");
    goTo(quote.nextChargeAt());
    assertThat(latestInvoice().path("status").asText()).isEqualTo("paid");
    assertThat(latestInvoice().path("amount_due").asLong()).isEqualTo(quote.nextAmount());
    assertThat(latestInvoice().path("created").asLong())
        .isBetween(
            quote.nextChargeAt().getEpochSecond(), quote.nextChargeAt().getEpochSecond() + 7_200);
  }

  @Test
  void aLongerTrialIsChargedWhenItEndsAsQuoted() {
    shop.open(
        """
        "status": "trialing", "trial_start": "now-P5D", "trial_end": "now+P2D",
        "items": [{"id": "si_ada", "price": "price_pro", "quantity": 3}]""");
    Instant end = NOW.plus(Duration.ofDays(12));

    Quote quote = quoteAndTake(new TrialExtension(end));

    assertThat(quote.dueNow()).isZero();
    assertThat(quote.nextChargeAt()).isEqualTo(end);
    assertThat(quote.nextAmount()).isEqualTo(PRO);
    goTo(end);
    assertThat(latestInvoice().path("amount_due").asLong()).isEqualTo(quote.nextAmount());
  }

  @Test
  void aCancellationCostsNothingAndSaysWhenItEnds() {
    shop.openActive();
    SubscriptionSnapshot snapshot = bench.desk.look(bench.workspace, SandboxShop.SUBSCRIPTION);

    Quote quote =
        bench.desk.quote(
            bench.workspace,
            snapshot,
            new Cancel(CancelTiming.PERIOD_END, Optional.empty(), Optional.empty()));

    assertThat(quote.dueNow() + quote.nextAmount() + quote.laterAmount()).isZero();
    assertThat(quote.effectEndsAt()).isEqualTo(snapshot.periodEnd());
  }
}
