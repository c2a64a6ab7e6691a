package io.backstop.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.billing.Bench.LedgerCrash;
import io.backstop.billing.BillingOrder.Cancel;
import io.backstop.billing.BillingOrder.Discount;
import io.backstop.billing.BillingOrder.Gift;
import io.backstop.billing.BillingOrder.Pause;
import io.backstop.billing.BillingOrder.Resume;
import io.backstop.billing.BillingOrder.SwitchPlan;
import io.backstop.billing.BillingOrder.TrialExtension;
import io.backstop.billing.BillingOrder.UndoCancel;
import io.backstop.billing.stripe.ImpatientStripe;
import io.backstop.workspace.Workspace.CancelTiming;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every order, through the real gateway, against Stripe's own shapes: whatever fails on the wire
 * and wherever the machine stops, there is one effect and one receipt.
 */
class SandboxConvergenceTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final TestClock clock = new TestClock(NOW);
  private final SandboxShop shop = new SandboxShop(clock);
  private final StoppableGateway gateway = new StoppableGateway(ImpatientStripe.of(clock));
  private final Bench bench = new Bench(gateway, clock, shop.settings());

  @AfterEach
  void close() {
    shop.close();
  }

  private static final Map<String, BillingOrder> ORDERS =
      Map.ofEntries(
          Map.entry(
              "cancel at period end",
              new Cancel(
                  CancelTiming.PERIOD_END, Optional.of("unused"), Optional.of("très & = bye"))),
          Map.entry(
              "cancel now",
              new Cancel(
                  CancelTiming.IMMEDIATELY, Optional.of("other"), Optional.of("très & = bye"))),
          Map.entry(
              "cancel a scheduled one",
              new Cancel(CancelTiming.PERIOD_END, Optional.empty(), Optional.empty())),
          Map.entry("discount", new Discount(20, 3)),
          Map.entry("gift", new Gift(2)),
          Map.entry("pause", new Pause(NOW.plus(Duration.ofDays(60)))),
          Map.entry("resume", new Resume()),
          Map.entry("switch", new SwitchPlan("price_lite", NOW)),
          Map.entry("trial", new TrialExtension(NOW.plus(Duration.ofDays(12)))),
          Map.entry("undo cancel", new UndoCancel()),
          Map.entry("undo cancel on a day", new UndoCancel()));

  static Stream<Arguments> everyOrderWithEveryFault() {
    return ORDERS.keySet().stream()
        .sorted()
        .flatMap(
            order ->
                Stream.of("timeout-before-apply", "timeout-after-apply", "500", "429", "reset")
                    .map(fault -> Arguments.of(order, fault)));
  }

  static Stream<Arguments> everyOrderAtEveryStop() {
    return ORDERS.keySet().stream()
        .sorted()
        .flatMap(
            order ->
                Stream.of("before", "after", "before conclude", "after conclude")
                    .map(stop -> Arguments.of(order, stop)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("everyOrderWithEveryFault")
  void oneEffectWhateverTheWireDoes(String name, String fault) {
    BillingOrder order = prepare(name);
    String method = name.equals("cancel now") ? "DELETE" : "POST";
    shop.fault(method + " /v1/subscriptions/sub_ada", fault, 10);

    BillingReceipt told = bench.carryOut(SandboxShop.ADA, SandboxShop.SUBSCRIPTION, order);

    assertThat(told.state()).isEqualTo(BillingReceipt.State.PENDING);
    assertThat(bench.receipts).isEmpty();
    shop.clearFaults();
    settle();
    assertOneEffect(name);
  }

  @ParameterizedTest(name = "{0}, stopped {1}")
  @MethodSource("everyOrderAtEveryStop")
  void oneEffectWhereverTheMachineStops(String name, String stop) {
    BillingOrder order = prepare(name);
    int lastLeg = List.of("cancel a scheduled one", "discount", "gift").contains(name) ? 1 : 0;
    switch (stop) {
      case "before", "after" -> {
        gateway.stopAt = lastLeg;
        gateway.afterIt = stop.equals("after");
      }
      case "before conclude" -> bench.crash = LedgerCrash.BEFORE_CONCLUDE;
      default -> bench.crash = LedgerCrash.AFTER_CONCLUDE;
    }

    assertThatThrownBy(() -> bench.carryOut(SandboxShop.ADA, SandboxShop.SUBSCRIPTION, order))
        .isInstanceOf(Crash.class);
    bench.crash = LedgerCrash.NONE;

    settle();
    assertOneEffect(name);
  }

  private BillingOrder prepare(String name) {
    if (name.equals("trial")) {
      shop.open(
          """
          "status": "trialing", "trial_start": "now-P5D", "trial_end": "now+P2D",
          "items": [{"id": "si_ada", "price": "price_pro", "quantity": 3}],
          "discounts": [{"coupon": "loyal"}]""");
    } else {
      shop.open(
          """
          "status": "active", "current_period_start": "now-P10D",
          "items": [{"id": "si_ada", "price": "price_pro", "quantity": 3}],
          "discounts": [{"coupon": "loyal"}]""");
    }
    switch (name) {
      case "resume" ->
          shop.stripe(
              "/v1/subscriptions/sub_ada",
              "pause_collection[behavior]=void&pause_collection[resumes_at]="
                  + NOW.plus(Duration.ofDays(40)).getEpochSecond());
      case "undo cancel" -> shop.stripe("/v1/subscriptions/sub_ada", "cancel_at_period_end=true");
      case "undo cancel on a day" ->
          shop.stripe(
              "/v1/subscriptions/sub_ada",
              "cancel_at=" + NOW.plus(Duration.ofDays(15)).getEpochSecond());
      default -> {}
    }
    if (name.equals("cancel a scheduled one")) {
      shop.stripe("/v1/subscription_schedules", "from_subscription=sub_ada");
    }
    return ORDERS.get(name);
  }

  private void settle() {
    for (int i = 0; i < 3; i++) {
      clock.advance(Duration.ofSeconds(121));
      bench.sweeper().sweep();
    }
    assertThat(bench.attempt().state()).isEqualTo(AttemptState.APPLIED);
    assertThat(bench.receipts)
        .extracting(BillingReceipt::state)
        .containsExactly(BillingReceipt.State.APPLIED);
  }

  private void assertOneEffect(String name) {
    JsonNode now = shop.subscription();
    JsonNode item = now.path("items").path("data").path(0);
    assertThat(now.path("items").path("data")).hasSize(1);
    assertThat(item.path("quantity").asLong()).isEqualTo(3);
    switch (name) {
      case "cancel now" -> {
        assertThat(now.path("status").asText()).isEqualTo("canceled");
        assertThat(now.path("cancellation_details").path("comment").asText())
            .isEqualTo("très & = bye");
      }
      case "cancel at period end", "cancel a scheduled one" -> {
        assertThat(now.path("status").asText()).isEqualTo("active");
        assertThat(now.path("cancel_at_period_end").asBoolean()).isTrue();
        assertThat(now.path("schedule").isNull()).isTrue();
        assertThat(bench.receipts.get(0).effectiveAt())
            .contains(Instant.ofEpochSecond(now.path("cancel_at").asLong()));
      }
      case "discount" -> assertThat(shop.coupons()).containsExactly("loyal", "backstop_20pct_3mo");
      case "gift" -> assertThat(shop.coupons()).containsExactly("loyal", "backstop_100pct_2mo");
      case "pause" ->
          assertThat(now.path("pause_collection").path("resumes_at").asLong())
              .isEqualTo(NOW.plus(Duration.ofDays(60)).getEpochSecond());
      case "resume" -> assertThat(now.path("pause_collection").isNull()).isTrue();
      case "undo cancel", "undo cancel on a day" -> {
        assertThat(now.path("status").asText()).isEqualTo("active");
        assertThat(now.path("cancel_at").isNull()).isTrue();
        assertThat(now.path("cancel_at_period_end").asBoolean()).isFalse();
      }
      case "switch" -> {
        assertThat(item.path("id").asText()).isEqualTo("si_ada");
        assertThat(item.path("price").path("id").asText()).isEqualTo("price_lite");
        assertThat(shop.get("/v1/invoiceitems?customer=cus_ada").path("data"))
            .as("one credit, one charge")
            .hasSize(2);
      }
      default ->
          assertThat(now.path("trial_end").asLong())
              .isEqualTo(NOW.plus(Duration.ofDays(12)).getEpochSecond());
    }
    if (!name.startsWith("cancel now")) {
      assertThat(shop.coupons()).startsWith("loyal");
      assertThat(now.path("metadata").path("backstop_attempt").asText())
          .isEqualTo(bench.attempt().attemptId());
    }
  }
}
