package io.backstop.flow.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.billing.BillingUnavailable;
import io.backstop.billing.CardDesk;
import io.backstop.billing.CustomerPicture;
import io.backstop.billing.CustomerSnapshot;
import io.backstop.billing.InvoiceSnapshot;
import io.backstop.billing.Mirror;
import io.backstop.billing.Payment;
import io.backstop.billing.PaymentDesk;
import io.backstop.billing.PaymentReceipt;
import io.backstop.billing.PaymentState;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.Surface;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.link.FlowPass;
import io.backstop.workspace.Workspace;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the wall shows of what Stripe and the ledger say. */
class PaymentWallTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final CustomerId ADA = new CustomerId("cus_ada");
  private static final SessionId VISIT = new SessionId("cs_01hzz0000000000000000000aa");
  private static final SessionId ACT = new SessionId("cs_01hzz0000000000000000000bb");

  private final List<InvoiceSnapshot> open = new ArrayList<>(List.of(invoice("in_1", true)));
  private final List<Payment> tried = new ArrayList<>();
  private final List<Payment> underWay = new ArrayList<>();
  private Optional<RuntimeException> stripe = Optional.empty();
  private Optional<String> challenge = Optional.empty();
  private Optional<String> typed = Optional.of("pm_new");
  private final List<String> charged = new ArrayList<>();

  private final PaymentWall wall =
      new PaymentWall(
          new Mirror() {
            @Override
            public void refresh(Workspace workspace, CustomerId customer) {
              stripe.ifPresent(
                  failure -> {
                    throw failure;
                  });
            }

            @Override
            public Optional<CustomerPicture> recall(Workspace workspace, CustomerId customer) {
              CustomerSnapshot ada =
                  new CustomerSnapshot(
                      ADA, false, Optional.empty(), List.of(), Optional.empty(), NOW);
              return Optional.of(new CustomerPicture(ada, List.of(), List.copyOf(open)));
            }
          },
          new CardDesk() {
            @Override
            public Optional<String> typed(Workspace workspace, CustomerId customer, String setup) {
              return typed;
            }
          },
          new PaymentDesk() {
            @Override
            public List<Payment> ofVisit(Workspace workspace, SessionId visit) {
              return List.copyOf(tried);
            }

            @Override
            public List<Payment> underWay(Workspace workspace, CustomerId customer) {
              return List.copyOf(underWay);
            }

            @Override
            public Optional<String> challenge(Workspace workspace, Payment payment) {
              return challenge;
            }

            @Override
            public PaymentReceipt pay(
                Workspace workspace,
                CustomerId customer,
                String card,
                Map<String, Long> agreed,
                SessionId visit,
                SessionId act) {
              charged.add(card);
              return new PaymentReceipt(List.copyOf(tried));
            }
          },
          null,
          Clock.fixed(NOW, ZoneOffset.UTC));

  private static FlowPass pass() {
    Workspace acme =
        new Workspace(
            new WorkspaceSlug("acme"), "Acme", false, null, null, null, null, null, null, null);
    return new FlowPass(
        acme,
        "link",
        Surface.PAYMENT_WALL,
        VISIT,
        ADA,
        Optional.empty(),
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        NOW,
        "key");
  }

  private static InvoiceSnapshot invoice(String id, boolean attempted) {
    return new InvoiceSnapshot(
        id,
        Optional.empty(),
        ADA,
        Optional.empty(),
        "open",
        "usd",
        4_900,
        4_900,
        attempted,
        attempted ? 1 : 0,
        true,
        Optional.empty(),
        Optional.empty(),
        NOW);
  }

  private static Payment payment(PaymentState state) {
    return payment("pay_1", state, NOW);
  }

  private static Payment payment(String id, PaymentState state, Instant since) {
    return new Payment(
        new WorkspaceSlug("acme"),
        id,
        VISIT,
        ACT,
        ADA,
        "in_1",
        "pm_1",
        4_900,
        "usd",
        state,
        Optional.empty(),
        0,
        NOW,
        Optional.empty(),
        NOW,
        since);
  }

  @Test
  void anInvoiceIsPaidOnceHoweverManyAttemptsLearnOfIt() {
    tried.add(payment("pay_waited", PaymentState.PAID, NOW.plusSeconds(60)));
    tried.add(payment("pay_paid", PaymentState.PAID, NOW));

    assertThat(wall.open(pass()))
        .isInstanceOfSatisfying(
            WallStep.Settled.class,
            settled ->
                assertThat(settled.paid())
                    .extracting(Payment::attemptId)
                    .containsExactly("pay_paid"));
  }

  @Test
  void whatHasFailedIsDueAndWhatIsMerelyBilledIsNot() {
    open.add(invoice("in_2", false));

    assertThat(wall.open(pass()))
        .isInstanceOfSatisfying(
            WallStep.Due.class,
            due ->
                assertThat(due.invoices()).extracting(InvoiceSnapshot::id).containsExactly("in_1"));
  }

  @Test
  void eachOpeningHasAnActOfItsOwn() {
    WallStep.Due first = (WallStep.Due) wall.open(pass());
    WallStep.Due second = (WallStep.Due) wall.open(pass());

    assertThat(first.act()).isNotEqualTo(second.act());
  }

  @Test
  void nothingDueIsSettled() {
    open.clear();

    assertThat(wall.open(pass()))
        .isInstanceOfSatisfying(
            WallStep.Settled.class, settled -> assertThat(settled.paid()).isEmpty());
  }

  @Test
  void nobodyIsKeptOutWhenStripeCannotBeAsked() {
    stripe = Optional.of(new BillingUnavailable("down", null));

    assertThat(wall.open(pass())).isInstanceOf(WallStep.Unavailable.class);
  }

  @Test
  void aPaymentUnderWayIsPendingEvenWhenStripeCannotBeAsked() {
    underWay.add(payment(PaymentState.UNKNOWN));

    assertThat(wall.open(pass())).isInstanceOf(WallStep.Pending.class);
    stripe = Optional.of(new BillingUnavailable("down", null));
    assertThat(wall.open(pass())).isInstanceOf(WallStep.Pending.class);
  }

  @Test
  void aCustomerWhoIsGoneOwesNothing() {
    stripe = Optional.of(new Refusal(RefusalCode.CUSTOMER_NOT_FOUND, "deleted"));

    assertThat(wall.open(pass())).isInstanceOf(WallStep.Settled.class);
  }

  @Test
  void whatIsPaidIsNotAskedForAgainWhileThePictureIsOld() {
    tried.add(payment(PaymentState.PAID));

    assertThat(wall.pay(pass(), "pm_1", Map.of("in_1", 4_900L), ACT))
        .isInstanceOfSatisfying(
            WallStep.Settled.class, settled -> assertThat(settled.paid()).hasSize(1));
    assertThat(wall.hasPaid(pass())).isTrue();
  }

  @Test
  void aRefusalLeavesTheWallAndIsRemembered() {
    tried.add(payment(PaymentState.DECLINED));

    assertThat(wall.pay(pass(), "pm_1", Map.of("in_1", 4_900L), ACT))
        .isInstanceOfSatisfying(
            WallStep.Due.class, due -> assertThat(due.last()).contains(tried.get(0)));
    assertThat(wall.hasPaid(pass())).isFalse();
  }

  @Test
  void whatTheBankAsksIsShownWhileItWaitsAndNoLonger() {
    tried.add(payment(PaymentState.NEEDS_ACTION));
    challenge = Optional.of("pi_secret_x");

    WallStep asked = wall.pay(pass(), "pm_1", Map.of("in_1", 4_900L), ACT);
    assertThat(asked)
        .isInstanceOfSatisfying(
            WallStep.Bank.class, bank -> assertThat(bank.clientSecret()).isEqualTo("pi_secret_x"));
    assertThat(asked.toString()).doesNotContain("secret");
    challenge = Optional.empty();
    assertThat(wall.bank(pass())).isEmpty();
    assertThat(wall.pay(pass(), "pm_1", Map.of("in_1", 4_900L), ACT))
        .isInstanceOf(WallStep.Due.class);
  }

  @Test
  void aSetUpThatIsNotFinishedChargesNothing() {
    typed = Optional.empty();

    assertThat(wall.payWithNew(pass(), "seti_1", Map.of("in_1", 4_900L), ACT))
        .isInstanceOf(WallStep.Due.class);
    assertThat(charged).isEmpty();
    typed = Optional.of("pm_new");
    wall.payWithNew(pass(), "seti_1", Map.of("in_1", 4_900L), ACT);
    assertThat(charged).containsExactly("pm_new");
  }
}
