package io.backstop.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.billing.Bench.LedgerCrash;
import io.backstop.billing.StoppableCards.Stop;
import io.backstop.billing.stripe.ImpatientCards;
import io.backstop.kernel.SessionId;
import io.backstop.store.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever fails on the wire, wherever the machine stops, however many press at once: at most one
 * charge, and the ledger ends with what Stripe has.
 */
class PaymentConvergenceTest {

  private static final String PAY = "POST /v1/invoices/in_due/pay";

  private final TestClock clock = new TestClock(Instant.parse("2026-11-23T12:00:00Z"));
  private final SandboxShop shop = new SandboxShop(clock);
  private final CardBench bench = new CardBench(shop, clock, ImpatientCards.make(clock));
  private String card;

  @BeforeEach
  void adaOwes() {
    shop.open("pm_card_chargeCustomerFail", CardBench.PAST_DUE);
    card = bench.card("4242");
  }

  @AfterEach
  void close() {
    shop.close();
  }

  /** The ledger says what Stripe has, and nothing is under way. */
  private void assertTheTruth() {
    boolean paid = bench.invoice("in_due").equals("paid");
    assertThat(bench.charges()).isEqualTo(paid ? 1 : 0);
    assertThat(bench.payments())
        .allMatch(each -> each.state() == (paid ? PaymentState.PAID : PaymentState.NOT_PAID));
    assertThat(bench.desk.underWay(bench.workspace, SandboxShop.ADA)).isEmpty();
  }

  private void settle() {
    bench.sweepAfter(Duration.ofSeconds(11));
    bench.sweepAfter(Duration.ofMinutes(3));
  }

  @ParameterizedTest
  @CsvSource({
    "timeout-after-apply, 1, PAID",
    "timeout-after-apply, 9, PAID",
    "timeout-before-apply, 9, PENDING",
    "500, 9, PENDING",
    "429, 9, PENDING",
    "reset, 1, PAID",
    "reset, 9, PENDING"
  })
  void whateverTheWireDoesNothingIsChargedTwiceAndNothingIsMisreported(
      String fault, int times, PaymentReceipt.State told) {
    shop.fault(PAY, fault, times);

    PaymentReceipt receipt = bench.pay(card, bench.session());

    assertThat(receipt.state()).isEqualTo(told);
    shop.clearFaults();
    settle();
    assertTheTruth();
  }

  @Test
  void aChargeThatCannotBeReadBackIsPendingUntilTheSweeperSeesIt() {
    shop.fault(PAY, "timeout-after-apply", 9);
    shop.fault("GET /v1/invoices/in_due*", "500", 9);

    PaymentReceipt receipt = bench.pay(card, bench.session());

    assertThat(receipt.state()).isEqualTo(PaymentReceipt.State.PENDING);
    assertThat(bench.desk.underWay(bench.workspace, SandboxShop.ADA)).hasSize(1);
    shop.clearFaults();
    int asked = bench.payRequests().size();
    bench.sweepAfter(Duration.ofSeconds(11));
    assertThat(bench.payment(receipt.last().attemptId()).state()).isEqualTo(PaymentState.PAID);
    assertThat(bench.refreshes).as("at the press, at the sweep").hasValue(2);
    assertThat(bench.payRequests()).hasSize(asked);
    assertTheTruth();
  }

  @ParameterizedTest
  @ValueSource(strings = {"before the charge", "after it", "before conclude", "after conclude"})
  void whereverTheMachineStopsThereIsAtMostOneChargeAndTheTruth(String stop) {
    switch (stop) {
      case "before the charge" -> bench.gateway.stop = Stop.BEFORE_THE_CHARGE;
      case "after it" -> bench.gateway.stop = Stop.AFTER_THE_CHARGE;
      case "before conclude" -> bench.crash = LedgerCrash.BEFORE_CONCLUDE;
      default -> bench.crash = LedgerCrash.AFTER_CONCLUDE;
    }
    assertThatThrownBy(() -> bench.pay(card, bench.session())).isInstanceOf(Crash.class);
    bench.gateway.stop = Stop.NOWHERE;
    bench.crash = LedgerCrash.NONE;

    settle();

    boolean sent = !stop.equals("before the charge");
    assertThat(bench.invoice("in_due")).isEqualTo(sent ? "paid" : "open");
    assertThat(bench.payRequests()).as("the sweeper never charges").hasSize(sent ? 1 : 0);
    assertTheTruth();
  }

  @Test
  void whatWasNeverSentIsPaidByPressingAgain() {
    bench.gateway.stop = Stop.BEFORE_THE_CHARGE;
    assertThatThrownBy(() -> bench.pay(card, bench.session())).isInstanceOf(Crash.class);
    bench.gateway.stop = Stop.NOWHERE;

    assertThat(bench.pay(card, bench.session()).state())
        .as("it may still be on its way")
        .isEqualTo(PaymentReceipt.State.PENDING);
    assertThat(bench.payRequests()).isEmpty();
    settle();
    assertThat(bench.pay(card, bench.session()).state()).isEqualTo(PaymentReceipt.State.PAID);
    assertThat(bench.charges()).isEqualTo(1);
  }

  @Test
  void whatIsPaidIsPaidEvenWhenItWasGivenUp() {
    Payment slow = bench.pay(bench.card("0341"), bench.session()).last();

    Payment late =
        bench.ledger.conclude(
            slow, PaymentFinding.of(PaymentState.PAID, java.util.Optional.empty()));

    assertThat(late.state()).isEqualTo(PaymentState.PAID);
    assertThat(
            bench
                .ledger
                .conclude(slow, PaymentFinding.of(PaymentState.UNKNOWN, java.util.Optional.empty()))
                .state())
        .isEqualTo(PaymentState.PAID);
  }

  @Test
  void aPaymentThatWaitsForTheBankIsNoneOfTheSweepersBusiness() {
    Payment waiting = bench.pay(bench.card("3184"), bench.session()).last();
    int reads = shop.requests("GET /v1/invoices/in_due").size();

    settle();

    assertThat(shop.requests("GET /v1/invoices/in_due")).hasSize(reads);
    assertThat(bench.payment(waiting.attemptId()).state()).isEqualTo(PaymentState.NEEDS_ACTION);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofSixtyFourPressesAtOnceOneCharges(boolean sameForm) {
    CardBench crowd = new CardBench(shop, clock, ImpatientCards.patient(clock), Teller::rest);
    SessionId act = crowd.session();
    Map<String, Long> agreed = crowd.agreed();

    List<PaymentReceipt> receipts =
        Together.run(
            64,
            i ->
                () -> {
                  SessionId own = sameForm ? act : crowd.session();
                  return crowd.desk.pay(crowd.workspace, SandboxShop.ADA, card, agreed, own, own);
                });

    assertThat(crowd.charges()).isEqualTo(1);
    assertThat(crowd.payRequests()).hasSize(1);
    assertThat(receipts)
        .extracting(PaymentReceipt::state)
        .isSubsetOf(PaymentReceipt.State.PAID, PaymentReceipt.State.NOTHING_DUE)
        .contains(PaymentReceipt.State.PAID);
    assertThat(crowd.payments().stream().filter(each -> each.state() == PaymentState.PAID))
        .isNotEmpty();
    assertThat(crowd.payments()).noneMatch(each -> each.state() == PaymentState.DECLINED);
  }

  @Test
  void whoReadJustBeforeAnotherPaidIsToldSoAndSendsNothing() {
    bench.gateway.afterReading.set(
        () ->
            assertThat(bench.pay(card, bench.session()).state())
                .isEqualTo(PaymentReceipt.State.PAID));

    PaymentReceipt receipt = bench.pay(card, bench.session());

    assertThat(receipt.state()).isEqualTo(PaymentReceipt.State.PAID);
    assertThat(bench.payRequests()).hasSize(1);
    assertThat(bench.payments()).hasSize(1);
    assertTheTruth();
  }

  @Test
  void whoReadJustBeforeAnotherWasRefusedMayTryHisOwnCard() {
    bench.gateway.afterReading.set(() -> bench.pay(bench.card("0341"), bench.session()));

    PaymentReceipt receipt = bench.pay(card, bench.session());

    assertThat(receipt.state()).isEqualTo(PaymentReceipt.State.PAID);
    assertThat(bench.charges()).isEqualTo(1);
  }

  @Test
  void ofSixtyFourPressesOnARefusedCardAllAreToldThatItWasRefused() {
    CardBench crowd = new CardBench(shop, clock, ImpatientCards.patient(clock), Teller::rest);
    String refused = crowd.card("9995");
    SessionId act = crowd.session();
    Map<String, Long> agreed = crowd.agreed();

    List<PaymentReceipt> receipts =
        Together.run(
            64,
            i -> () -> crowd.desk.pay(crowd.workspace, SandboxShop.ADA, refused, agreed, act, act));

    assertThat(receipts)
        .allMatch(receipt -> receipt.state() == PaymentReceipt.State.DECLINED)
        .allMatch(receipt -> receipt.last().declineCode().get().equals("insufficient_funds"));
    assertThat(crowd.payRequests()).hasSize(1);
  }
}
