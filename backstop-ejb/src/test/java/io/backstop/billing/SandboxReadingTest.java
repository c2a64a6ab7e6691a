package io.backstop.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.billing.BillingOrder.Cancel;
import io.backstop.billing.SubscriptionSnapshot.Card;
import io.backstop.billing.stripe.ImpatientStripe;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.workspace.Workspace.CancelTiming;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stripe's shapes, read through the real gateway. */
class SandboxReadingTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final TestClock clock = new TestClock(NOW);
  private final SandboxShop shop = new SandboxShop(clock);
  private final Bench bench = new Bench(ImpatientStripe.of(clock), clock, shop.settings());

  @AfterEach
  void close() {
    shop.close();
  }

  private SubscriptionSnapshot look() {
    return bench.desk.look(bench.workspace, SandboxShop.SUBSCRIPTION);
  }

  private BillingReceipt cancel() {
    return bench.carryOut(
        SandboxShop.ADA,
        SandboxShop.SUBSCRIPTION,
        new Cancel(CancelTiming.PERIOD_END, Optional.empty(), Optional.empty()));
  }

  @Test
  void oneCallTellsAllThatAPageNeeds() {
    shop.open(
        """
        "status": "active", "current_period_start": "now-P10D",
        "items": [{"id": "si_ada", "price": "price_pro", "quantity": 3}],
        "discounts": [{"coupon": "loyal"}],
        "pause_collection": {"resumes_at": "now+P60D"}""");

    SubscriptionSnapshot snapshot = look();

    assertThat(shop.requests("GET /v1/")).hasSize(1);
    assertThat(snapshot.customer()).isEqualTo(SandboxShop.ADA);
    assertThat(snapshot.status()).isEqualTo("active");
    assertThat(snapshot.accountHint()).contains("a••@acme.example");
    assertThat(snapshot.card()).contains(new Card("visa", "4242"));
    assertThat(snapshot.items())
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.productName()).isEqualTo("Pro");
              assertThat(item.unitAmount()).contains(4_900L);
              assertThat(item.quantity()).isEqualTo(3);
              assertThat(item.interval()).isEqualTo("month");
              assertThat(item.periodEnd()).isEqualTo(Instant.parse("2026-12-13T12:00:00Z"));
            });
    assertThat(snapshot.discounts())
        .singleElement()
        .satisfies(
            discount -> {
              assertThat(discount.percentOff()).isEqualTo(10);
              assertThat(discount.endsAt()).isEmpty();
            });
    assertThat(snapshot.pausedUntil()).contains(NOW.plus(Duration.ofDays(60)));
    assertThat(snapshot.openInvoice()).isFalse();
    assertThat(bench.desk.recall(bench.workspace, SandboxShop.SUBSCRIPTION)).contains(snapshot);
  }

  @Test
  void aPastDueOneHasAnOpenInvoice() {
    shop.open(
        """
        "status": "past_due", "current_period_start": "now-P1D",
        "items": [{"id": "si_ada", "price": "price_pro"}]""");

    assertThat(look().status()).isEqualTo("past_due");
    assertThat(look().openInvoice()).isTrue();
  }

  @Test
  void aCancellationLeavesWhatIsPastDueOpen() {
    shop.open(
        """
        "status": "past_due", "current_period_start": "now-P1D",
        "items": [{"id": "si_ada", "price": "price_pro"}]""");

    assertThat(cancel().state()).isEqualTo(BillingReceipt.State.APPLIED);
    assertThat(look().cancelAt()).isEqualTo(look().periodEnd());
    assertThat(look().openInvoice()).isTrue();
  }

  @Test
  void aTrialIsCancelledToItsEnd() {
    shop.open(
        """
        "status": "trialing", "trial_start": "now-P5D", "trial_end": "now+P2D",
        "items": [{"id": "si_ada", "price": "price_pro"}]""");

    assertThat(cancel().effectiveAt()).contains(NOW.plus(Duration.ofDays(2)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"paused", "incomplete"})
  void whatHasNoPaidPeriodIsOver(String status) {
    shop.open(
        """
        "status": "%s", "items": [{"id": "si_ada", "price": "price_pro"}]"""
            .formatted(status));

    assertThat(cancel().state()).isEqualTo(BillingReceipt.State.APPLIED);
    assertThat(look().ended()).isTrue();
  }

  @Test
  void whatIsEndingIsNotWrittenTo() {
    shop.open(
        """
        "status": "active", "cancel_at_period_end": true,
        "items": [{"id": "si_ada", "price": "price_pro"}]""");

    BillingReceipt receipt = cancel();

    assertThat(receipt.state()).isEqualTo(BillingReceipt.State.APPLIED);
    assertThat(receipt.effectiveAt()).isEqualTo(look().cancelAt()).isPresent();
    assertThat(shop.requests("POST /v1/")).isEmpty();
  }

  @Test
  void severalItemsAreCancelledTogether() {
    shop.open(
        """
        "status": "active",
        "items": [{"id": "si_1", "price": "price_pro"}, {"id": "si_2", "price": "price_lite"}]""");

    assertThat(cancel().effectiveAt()).isEqualTo(look().periodEnd());
    assertThat(look().items()).hasSize(2);
  }

  @Test
  void firstSightOfASubscriptionIsOneCall() {
    shop.openActive();
    bench.mirror.acquaint(bench.workspace, SandboxShop.ADA, Optional.of(SandboxShop.SUBSCRIPTION));

    assertThat(shop.requests("GET /v1/")).hasSize(1);
    assertThat(bench.knows(bench.workspace, SandboxShop.ADA, Optional.of(SandboxShop.SUBSCRIPTION)))
        .isTrue();
  }

  @Test
  void aDeletedCustomerIsNotFound() {
    shop.open("\"items\": [{\"price\": \"price_pro\"}]");
    shop.lay("{\"object\": \"customer\", \"id\": \"cus_gone\", \"deleted\": true}");

    for (String stranger : new String[] {"cus_gone", "cus_never"}) {
      assertThatThrownBy(
              () ->
                  bench.mirror.acquaint(
                      bench.workspace, new CustomerId(stranger), Optional.empty()))
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal -> assertThat(refusal.code()).isEqualTo(RefusalCode.CUSTOMER_NOT_FOUND));
    }
  }
}
