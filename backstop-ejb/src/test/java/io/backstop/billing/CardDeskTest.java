package io.backstop.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.billing.stripe.ImpatientCards;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Changing a card and paying with it, through the real gateway, against Stripe's own shapes. */
class CardDeskTest {

  private final TestClock clock = new TestClock(Instant.parse("2026-11-23T12:00:00Z"));
  private final SandboxShop shop = new SandboxShop(clock);
  private final CardBench bench = new CardBench(shop, clock, ImpatientCards.make(clock));

  @BeforeEach
  void adaOwes() {
    shop.open("pm_card_chargeCustomerFail", CardBench.PAST_DUE);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private Optional<String> adopt(CardSetup setup) {
    return bench.cards.adopt(bench.workspace, SandboxShop.ADA, setup.id());
  }

  private String defaultOfCustomer() {
    return shop.get("/v1/customers/cus_ada")
        .path("invoice_settings")
        .path("default_payment_method")
        .asText();
  }

  private String defaultOf(String subscription) {
    return shop.get("/v1/subscriptions/" + subscription).path("default_payment_method").asText();
  }

  private void laySecondSubscription(String more) {
    shop.lay(
        """
        {"object": "subscription", "id": "sub_two", "customer": "cus_ada",
         "items": [{"price": "price_lite"}], %s}"""
            .formatted(more));
  }

  @Test
  void aNewCardIsTheDefaultOfTheCustomerAndOfEachSubscription() {
    laySecondSubscription("\"status\": \"active\", \"default_payment_method\": \"pm_card_visa\"");

    String card = adopt(bench.typed("pm_card_mastercard")).orElseThrow();

    assertThat(defaultOfCustomer()).isEqualTo(card);
    assertThat(defaultOf("sub_ada")).isEqualTo(card);
    assertThat(defaultOf("sub_two")).isEqualTo(card);
    assertThat(bench.refreshes).hasValue(1);
  }

  @Test
  void whatHasEndedIsLeftAlone() {
    laySecondSubscription("\"status\": \"canceled\"");

    adopt(bench.typed("pm_card_visa"));

    assertThat(shop.requests("POST /v1/subscriptions/sub_two")).isEmpty();
  }

  @Test
  void anAdoptionThatWasCutShortIsFinishedByDoingItAgain() {
    laySecondSubscription("\"status\": \"active\", \"default_payment_method\": \"pm_card_visa\"");
    CardSetup setup = bench.typed("pm_card_mastercard");
    bench.gateway.subscriptionsUntilStop = 1;
    assertThatThrownBy(() -> adopt(setup)).isInstanceOf(Crash.class);

    String card = adopt(setup).orElseThrow();

    assertThat(defaultOfCustomer()).isEqualTo(card);
    assertThat(defaultOf("sub_ada")).isEqualTo(card);
    assertThat(defaultOf("sub_two")).isEqualTo(card);
  }

  @Test
  void theSameActIsTheSameSetUp() {
    SessionId act = bench.session();
    CardSetup first = bench.cards.begin(bench.workspace, SandboxShop.ADA, act);
    CardSetup second = bench.cards.begin(bench.workspace, SandboxShop.ADA, act);

    assertThat(second).isEqualTo(first);
    JsonNode setup = shop.get("/v1/setup_intents/" + first.id());
    assertThat(setup.path("usage").asText()).isEqualTo("off_session");
    assertThat(setup.path("payment_method_types").toString()).isEqualTo("[\"card\"]");
    assertThat(setup.path("customer").asText()).isEqualTo("cus_ada");
    assertThat(first.toString()).doesNotContain("secret");
  }

  @Test
  void aSetUpThatIsNotFinishedChangesNothing() {
    String before = defaultOfCustomer();
    CardSetup setup = bench.cards.begin(bench.workspace, SandboxShop.ADA, bench.session());

    assertThat(adopt(setup)).isEmpty();
    assertThat(defaultOfCustomer()).isEqualTo(before);
  }

  @Test
  void anotherCustomersSetUpChangesNothing() {
    shop.lay("{\"object\": \"customer\", \"id\": \"cus_bob\"}");
    String before = defaultOfCustomer();
    String id = shop.stripe("/v1/setup_intents", "customer=cus_bob").path("id").asText();
    shop.stripe("/v1/setup_intents/" + id + "/confirm", "payment_method=pm_card_visa");

    assertThat(bench.cards.adopt(bench.workspace, SandboxShop.ADA, id)).isEmpty();
    assertThat(bench.cards.adopt(bench.workspace, SandboxShop.ADA, "seti_never")).isEmpty();
    assertThat(defaultOfCustomer()).isEqualTo(before);
  }

  @Test
  void aNewCardPaysWhatHasFailedOnce() {
    String card = adopt(bench.typed("pm_card_visa")).orElseThrow();

    PaymentReceipt receipt = bench.pay(card, bench.session());

    assertThat(receipt.state()).isEqualTo(PaymentReceipt.State.PAID);
    assertThat(receipt.paid())
        .singleElement()
        .satisfies(
            paid -> {
              assertThat(paid.invoiceId()).isEqualTo("in_due");
              assertThat(paid.amount()).isEqualTo(4_900);
              assertThat(paid.card()).isEqualTo(card);
            });
    assertThat(bench.invoice("in_due")).isEqualTo("paid");
    assertThat(bench.payRequests())
        .singleElement()
        .satisfies(
            request ->
                assertThat(request.path("idempotency_key").asText())
                    .isEqualTo(receipt.last().attemptId()));
    assertThat(shop.subscription().path("status").asText()).isEqualTo("active");
    assertThat(bench.refreshes).as("after the card, after the payment").hasValue(2);
  }

  @Test
  void theCardThatPaysIsTheDefaultFromThenOn() {
    laySecondSubscription("\"status\": \"active\", \"default_payment_method\": \"pm_card_visa\"");
    String card = bench.card("4242");

    bench.pay(card, bench.session());

    assertThat(defaultOfCustomer()).isEqualTo(card);
    assertThat(defaultOf("sub_ada")).isEqualTo(card);
    assertThat(defaultOf("sub_two")).isEqualTo(card);
    assertThat(bench.refreshes).hasValue(1);
  }

  private static List<Refusal> passing() {
    return List.of(
        new Refusal(RefusalCode.TEMPORARILY_UNAVAILABLE, "the database said 40P01"),
        new BillingUnavailable("Stripe is away", null));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void whoHasPaidIsToldSoWhetherOrNotTheMirrorIsFresh(Refusal refusal) {
    bench.notRefreshed = Optional.of(refusal);

    String card = adopt(bench.typed("pm_card_visa")).orElseThrow();
    bench.cards.choose(bench.workspace, SandboxShop.ADA, card);
    PaymentReceipt receipt = bench.pay(card, bench.session());

    assertThat(receipt.state()).isEqualTo(PaymentReceipt.State.PAID);
    assertThat(bench.refreshes).hasValue(3);
  }

  @Test
  void thatTheCustomerIsGoneIsNotPassedOver() {
    bench.notRefreshed = Optional.of(new Refusal(RefusalCode.CUSTOMER_NOT_FOUND, "deleted"));

    assertThatThrownBy(() -> adopt(bench.typed("pm_card_visa")))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.code()).isEqualTo(RefusalCode.CUSTOMER_NOT_FOUND));
  }

  @ParameterizedTest
  @CsvSource({
    "0341, generic_decline",
    "9995, insufficient_funds",
    "9987, lost_card",
    "9979, stolen_card",
    "0069, expired_card",
    "0127, incorrect_cvc",
    "0119, processing_error"
  })
  void aRefusedCardIsToldWithItsReasonAndChargesNothing(String lastFour, String reason) {
    PaymentReceipt receipt = bench.pay(bench.card(lastFour), bench.session());

    assertThat(receipt.state()).isEqualTo(PaymentReceipt.State.DECLINED);
    assertThat(receipt.last().declineCode()).contains(reason);
    assertThat(bench.invoice("in_due")).isEqualTo("open");
    assertThat(bench.charges()).isZero();
  }

  @Test
  void theSameFormAgainChargesNothingAgain() {
    SessionId act = bench.session();
    String refused = bench.card("0341");
    bench.pay(refused, act);

    assertThat(bench.pay(refused, act).state()).isEqualTo(PaymentReceipt.State.DECLINED);
    assertThat(bench.payRequests()).hasSize(1);

    SessionId other = bench.session();
    String good = bench.card("4242");
    Map<String, Long> agreed = bench.agreed();
    for (int press = 0; press < 2; press++) {
      PaymentReceipt receipt =
          bench.desk.pay(bench.workspace, SandboxShop.ADA, good, agreed, other, other);
      assertThat(receipt.state()).isEqualTo(PaymentReceipt.State.PAID);
      assertThat(receipt.paid()).hasSize(1);
    }
    assertThat(bench.payRequests()).hasSize(2);
    assertThat(bench.charges()).isEqualTo(1);
  }

  @Test
  void anotherCustomersFormIsNoneOfOurs() {
    SessionId act = bench.session();
    bench.pay(bench.card("4242"), act);

    assertThat(bench.ledger.ofAct(bench.workspace.slug(), SandboxShop.ADA, act)).hasSize(1);
    assertThat(bench.ledger.ofAct(bench.workspace.slug(), new CustomerId("cus_bob"), act))
        .isEmpty();
  }

  @Test
  void theBankIsAskedAndThePressIsToldWhatItSaid() {
    SessionId act = bench.session();
    String card = bench.card("3184");
    PaymentReceipt asked = bench.pay(card, act);
    assertThat(asked.state()).isEqualTo(PaymentReceipt.State.NEEDS_ACTION);
    assertThat(bench.charges()).isZero();
    String secret = bench.desk.challenge(bench.workspace, asked.last()).orElseThrow();

    assertThat(bench.pay(card, act).state())
        .as("nobody has answered yet")
        .isEqualTo(PaymentReceipt.State.NEEDS_ACTION);
    bench.bank(secret, true);
    PaymentReceipt paid =
        bench.desk.pay(bench.workspace, SandboxShop.ADA, card, Map.of("in_due", 4_900L), act, act);

    assertThat(paid.state()).isEqualTo(PaymentReceipt.State.PAID);
    assertThat(bench.charges()).isEqualTo(1);
    assertThat(bench.payRequests()).hasSize(1);
    assertThat(bench.desk.challenge(bench.workspace, asked.last())).isEmpty();
  }

  @Test
  void aBankThatSaysNoIsARefusal() {
    SessionId act = bench.session();
    String card = bench.card("3184");
    Payment waiting = bench.pay(card, act).last();
    bench.bank(bench.desk.challenge(bench.workspace, waiting).orElseThrow(), false);

    PaymentReceipt receipt = bench.pay(card, act);

    assertThat(receipt.state()).isEqualTo(PaymentReceipt.State.DECLINED);
    assertThat(receipt.last().declineCode()).contains("payment_intent_authentication_failure");
    assertThat(bench.charges()).isZero();
  }

  @Test
  void whoLeavesHisBankWaitingPaysWithAnotherCard() {
    bench.pay(bench.card("3184"), bench.session());

    assertThat(bench.pay(bench.card("4242"), bench.session()).state())
        .isEqualTo(PaymentReceipt.State.PAID);
    assertThat(bench.charges()).isEqualTo(1);
  }

  @Test
  void aCardSetUpWithTheBankPaysWithoutIt() {
    CardSetup setup = bench.cards.begin(bench.workspace, SandboxShop.ADA, bench.session());
    shop.stripe(
        "/v1/setup_intents/" + setup.id() + "/confirm",
        "payment_method=pm_card_authenticationRequiredOnSetup");
    assertThat(adopt(setup)).as("the bank has not been answered").isEmpty();
    bench.bank(setup.clientSecret(), true);

    assertThat(bench.pay(adopt(setup).orElseThrow(), bench.session()).state())
        .isEqualTo(PaymentReceipt.State.PAID);
  }

  private void layEarlierInvoice() {
    shop.lay(
        """
        {"object": "invoice", "id": "in_earlier", "customer": "cus_ada", "status": "open",
         "collection_method": "charge_automatically", "amount_due": 1900, "attempt_count": 1,
         "attempted": true, "created": "now-P30D"}""");
  }

  @Test
  void theLatestInvoiceIsPaidFirst() {
    layEarlierInvoice();

    PaymentReceipt receipt = bench.pay(bench.card("4242"), bench.session());

    assertThat(receipt.state()).isEqualTo(PaymentReceipt.State.PAID);
    assertThat(receipt.paid())
        .extracting(Payment::invoiceId)
        .containsExactly("in_due", "in_earlier");
    assertThat(bench.charges()).isEqualTo(2);
  }

  @Test
  void aRefusedCardIsNotTriedOnTheNextInvoice() {
    layEarlierInvoice();

    PaymentReceipt receipt = bench.pay(bench.card("0341"), bench.session());

    assertThat(receipt.payments()).hasSize(1);
    assertThat(bench.payRequests()).hasSize(1);
  }

  @Test
  void onceTheBankHasAgreedThePressGoesOn() {
    layEarlierInvoice();
    SessionId act = bench.session();
    String always = bench.card("3184");
    Map<String, Long> agreed = bench.agreed();
    Payment first =
        bench.desk.pay(bench.workspace, SandboxShop.ADA, always, agreed, act, act).last();
    bench.bank(bench.desk.challenge(bench.workspace, first).orElseThrow(), true);

    PaymentReceipt receipt =
        bench.desk.pay(bench.workspace, SandboxShop.ADA, always, agreed, act, act);

    assertThat(receipt.paid()).extracting(Payment::invoiceId).containsExactly("in_due");
    assertThat(receipt.last().invoiceId()).isEqualTo("in_earlier");
    assertThat(receipt.state()).isEqualTo(PaymentReceipt.State.NEEDS_ACTION);
  }

  @Test
  void whatTheCustomerHasNotAgreedToIsLeftAlone() {
    layEarlierInvoice();
    SessionId act = bench.session();

    PaymentReceipt receipt =
        bench.desk.pay(
            bench.workspace,
            SandboxShop.ADA,
            bench.card("4242"),
            Map.of("in_due", 4_899L),
            act,
            act);

    assertThat(receipt.state()).isEqualTo(PaymentReceipt.State.NOTHING_DUE);
    assertThat(bench.payRequests()).isEmpty();
    assertThat(bench.payments()).isEmpty();
  }

  @Test
  void anotherCustomersCardIsRefusedBeforeAnythingIsStored() {
    shop.lay("{\"object\": \"customer\", \"id\": \"cus_bob\"}");
    shop.lay(
        "{\"object\": \"payment_method\", \"id\": \"pm_bob\", \"customer\": \"cus_bob\","
            + " \"card\": {\"last4\": \"4242\"}}");

    for (String foreign : new String[] {"pm_bob", "pm_never"}) {
      assertThatThrownBy(() -> bench.pay(foreign, bench.session()))
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal -> assertThat(refusal.code()).isEqualTo(RefusalCode.STEP_MISMATCH));
      assertThatThrownBy(() -> bench.cards.choose(bench.workspace, SandboxShop.ADA, foreign))
          .isInstanceOf(Refusal.class);
    }
    assertThat(bench.payments()).isEmpty();
    assertThat(bench.payRequests()).isEmpty();
  }

  @Test
  void whatStripeCollectsAtTheSameMomentIsPaidAndNotRefused() {
    shop.stripe(
        "/v1/customers/cus_ada", "invoice_settings[default_payment_method]=" + bench.card("4242"));
    bench.gateway.meanwhile =
        () -> shop.stripe("/v1/invoices/in_due/pay", "payment_method=pm_4242");

    PaymentReceipt receipt = bench.pay("pm_4242", bench.session());

    assertThat(receipt.state()).isEqualTo(PaymentReceipt.State.PAID);
    assertThat(bench.charges()).isEqualTo(1);
  }

  @Test
  void whatIsVoidedMeanwhileIsNotPaid() {
    bench.gateway.meanwhile = () -> shop.stripe("/v1/invoices/in_due/void", "");

    assertThat(bench.pay(bench.card("4242"), bench.session()).state())
        .isEqualTo(PaymentReceipt.State.NOT_PAID);
    assertThat(bench.charges()).isZero();
  }

  @Test
  void aBillThatIsMerelyDueIsNotPaid() {
    shop.lay(
        """
        {"object": "invoice", "id": "in_bill", "customer": "cus_ada", "status": "open",
         "collection_method": "send_invoice", "amount_due": 700}""");

    PaymentReceipt receipt = bench.pay(bench.card("4242"), bench.session());

    assertThat(receipt.payments()).extracting(Payment::invoiceId).containsExactly("in_due");
    assertThat(bench.invoice("in_bill")).isEqualTo("open");
  }
}
