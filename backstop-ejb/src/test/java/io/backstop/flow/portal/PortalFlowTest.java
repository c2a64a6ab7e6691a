package io.backstop.flow.portal;

import static io.backstop.billing.SandboxStation.ADA;
import static io.backstop.billing.SandboxStation.SUBSCRIPTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.billing.Admission;
import io.backstop.billing.BillingDesk;
import io.backstop.billing.BillingDetails;
import io.backstop.billing.BillingOrder;
import io.backstop.billing.BillingReceipt;
import io.backstop.billing.BillingUnavailable;
import io.backstop.billing.Quote;
import io.backstop.billing.SandboxStation;
import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.flow.portal.PortalActs.Taken;
import io.backstop.flow.portal.PortalStep.ConfirmPlan;
import io.backstop.flow.portal.PortalStep.Control;
import io.backstop.flow.portal.PortalStep.Holding;
import io.backstop.flow.portal.PortalStep.Home;
import io.backstop.flow.portal.PortalStep.Pauses;
import io.backstop.flow.portal.PortalStep.Pending;
import io.backstop.flow.portal.PortalStep.Unavailable;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Ids;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.Surface;
import io.backstop.link.FlowPass;
import io.backstop.store.Together;
import io.backstop.workspace.KeyRing;
import io.backstop.workspace.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The portal over a real database and Stripe's own shapes. */
class PortalFlowTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final KeyRing KEYS = new KeyRing(Base64.getEncoder().encodeToString(new byte[32]));

  private final SandboxStation station = new SandboxStation(NOW);
  private final Workspace workspace = station.workspace("price_lite", "price_pro", "price_year");
  private final PortalFlow flow =
      new PortalFlow(
          station.mirror(),
          station.desk(),
          station.account(),
          new Controls(station.desk()),
          null,
          KEYS,
          station.clock());
  private final PortalActs acts = acts(station.desk());
  private final PortalAccount account = new PortalAccount(station.account(), KEYS, station.clock());
  private final FlowPass pass = pass("link_1", ADA);

  @AfterEach
  void close() {
    station.close();
  }

  private PortalActs acts(BillingDesk desk) {
    return new PortalActs(desk, station.oneAttempt(), KEYS, station.clock());
  }

  private FlowPass pass(String linkId, CustomerId customer) {
    return new FlowPass(
        workspace,
        linkId,
        Surface.PORTAL,
        new SessionId(Ids.next("cs_", NOW)),
        customer,
        Optional.empty(),
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        NOW.plus(Duration.ofDays(400)),
        "key");
  }

  private void openPro(String more) {
    station.open(
        """
        "status": "active", "current_period_start": "now-P10D",
        "items": [{"id": "si_ada", "price": "price_pro", "quantity": 3}]"""
            + more);
  }

  private Home home() {
    return (Home) flow.home(pass, Progress.NONE);
  }

  private Holding holding() {
    return home().holdings().get(0);
  }

  private PortalStep after(Taken taken) {
    return flow.home(pass, progress(taken));
  }

  private Progress progress(Taken taken) {
    return flow.progress(pass, Optional.empty(), Optional.of(taken.act()));
  }

  private static Optional<String> did(Taken taken) {
    return Optional.of(taken.act().value());
  }

  private SubscriptionSnapshot shown(Taken taken) {
    return ((Home) after(taken)).holdings().get(0).standing().subscription();
  }

  private JsonNode stripes() {
    return station.get("/v1/subscriptions/" + SUBSCRIPTION);
  }

  private JsonNode latestInvoice() {
    return station.get("/v1/invoices?customer=cus_ada&limit=1").path("data").path(0);
  }

  private Pauses pauses() {
    return flow.pauses(pass, SUBSCRIPTION).orElseThrow();
  }

  private ConfirmPlan quote(String price) {
    return flow.quote(pass, SUBSCRIPTION, price, false).orElseThrow();
  }

  @Test
  void aKnownHomeIsTwoStatementsAtMostAndNoCall() {
    openPro("");
    home();
    Taken taken = acts.pause(pass, pauses().ticket(), 1);
    station.advance(Duration.ofSeconds(1));
    after(taken);
    int requests = station.requests("");
    long statements = station.statements();

    home();
    assertThat(station.statements() - statements).as("with the link's one, two").isEqualTo(1);
    flow.home(pass, flow.progress(pass, did(taken), Optional.of(taken.act())));
    assertThat(station.statements() - statements).as("with the link's one, three").isEqualTo(3);
    assertThat(station.requests("")).isEqualTo(requests);
  }

  @Test
  void whoIsNotKnownYetIsReadOnce() {
    openPro("");

    Holding holding = holding();

    assertThat(holding.standing().subscription().id()).isEqualTo(SUBSCRIPTION);
    assertThat(holding.standing().upcoming().orElseThrow().amount()).isEqualTo(3 * 4_900);
    assertThat(holding.controls())
        .containsExactly(Control.SWITCH_PLAN, Control.PAUSE, Control.CANCEL);
    assertThat(station.requests("GET /v1/customers/cus_ada")).isPositive();
  }

  @Test
  void whoIsNotKnownWhileStripeIsAwayIsToldSo() {
    openPro("");
    station.fault("* /v1/*", "500", 50);
    assertThat(flow.home(pass, Progress.NONE)).isEqualTo(new Unavailable());

    station.clearFaults();
    assertThat(flow.home(pass, Progress.NONE)).isInstanceOf(Home.class);
  }

  @Test
  void theLinkOfACustomerWhoIsNoMoreIsDead() {
    openPro("");
    flow.home(pass, Progress.NONE);
    station.deleteCustomer();
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> flow.home(pass("link_2", new CustomerId("cus_none")), Progress.NONE))
        .extracting(Refusal::code)
        .isEqualTo(RefusalCode.LINK_DEAD);
    station.advance(Duration.ofDays(40));
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> flow.home(pass, Progress.NONE))
        .extracting(Refusal::code)
        .isEqualTo(RefusalCode.LINK_DEAD);
  }

  @Test
  void whatIsKnownIsShownWhileStripeIsAway() {
    openPro("");
    home();
    station.fault("* /v1/*", "500", 50);
    station.advance(Duration.ofDays(40));

    assertThat(flow.home(pass, Progress.NONE)).as("and outdated").isInstanceOf(Home.class);
  }

  @Test
  void aDayThatHasPassedIsReadAnewOnce() {
    openPro("");
    Instant charged = holding().standing().upcoming().orElseThrow().at();
    station.advance(Duration.between(NOW, charged).plus(Duration.ofHours(2)));
    Holding later = holding();
    int requests = station.requests("");
    home();

    assertThat(later.standing().upcoming().orElseThrow().at()).isAfter(charged);
    assertThat(station.requests("")).isEqualTo(requests);
  }

  @Test
  void aChangeThatWasSeenOnTheWayIsReadWholeOnce() {
    openPro("");
    home();
    station.stripe("/v1/subscriptions/sub_ada", "discounts[0][coupon]=loyal");
    station.advance(Duration.ofSeconds(1));
    quote("price_lite");

    assertThat(holding().standing().upcoming().orElseThrow().amount()).isEqualTo(3 * 4_410);
    int requests = station.requests("");
    home();
    assertThat(station.requests("")).isEqualTo(requests);
  }

  @ParameterizedTest
  @CsvSource({"1, 2026-12-23T12:00:00Z", "2, 2027-01-23T12:00:00Z", "3, 2027-02-23T12:00:00Z"})
  void aPauseEndsOnTheDayThatWasShownAndIsThenChargedAsShown(int months, Instant end) {
    openPro("");
    home();
    Pauses shown = pauses();
    Quote quote = shown.quotes().get(months);
    assertThat(quote.effectEndsAt()).contains(end);
    station.advance(Duration.ofMinutes(14));

    Taken taken = acts.pause(pass, shown.ticket(), months);

    assertThat(taken.held()).isTrue();
    assertThat(shown(taken).pausedUntil()).contains(end);
    assertThat(stripes().path("pause_collection").path("resumes_at").asLong())
        .isEqualTo(end.getEpochSecond());
    station.advance(
        Duration.between(station.clock().instant(), quote.nextChargeAt())
            .plus(Duration.ofHours(2)));
    assertThat(latestInvoice().path("amount_paid").asLong()).isEqualTo(quote.nextAmount());
    assertThat(latestInvoice().path("created").asLong())
        .isEqualTo(quote.nextChargeAt().getEpochSecond());
  }

  @Test
  void aPauseInWhichNothingWouldBeChargedIsNotOffered() {
    station.open(
        """
        "status": "active", "current_period_start": "now-P10D",
        "items": [{"id": "si_ada", "price": "price_year", "quantity": 1}]""");
    assertThat(holding().controls()).doesNotContain(Control.PAUSE);
    assertThat(flow.pauses(pass, SUBSCRIPTION)).isEmpty();
  }

  @Test
  void aPausedSubscriptionIsResumedAtOnce() {
    openPro("");
    home();
    shown(acts.pause(pass, pauses().ticket(), 2));
    station.advance(Duration.ofDays(1));
    Holding paused = holding();
    assertThat(paused.controls()).containsExactly(Control.RESUME, Control.CANCEL);

    Taken taken = acts.resume(pass, paused.tickets().get(Control.RESUME));

    assertThat(shown(taken).pausedUntil()).isEmpty();
    assertThat(stripes().path("pause_collection").isNull()).isTrue();
    assertThat(holding().controls()).contains(Control.PAUSE).doesNotContain(Control.RESUME);
  }

  @ParameterizedTest
  @ValueSource(strings = {", \"cancel_at_period_end\": true", ", \"cancel_at\": \"now+P12D\""})
  void aPendingEndIsTakenBack(String end) {
    openPro(end);
    Holding ending = holding();
    assertThat(ending.controls()).containsExactly(Control.UNDO_CANCEL);

    Taken taken = acts.undoCancel(pass, ending.tickets().get(Control.UNDO_CANCEL));

    assertThat(shown(taken).cancelAt()).isEmpty();
    assertThat(stripes().path("cancel_at").isNull()).isTrue();
    assertThat(progress(taken).changed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"unpaid", "incomplete", "paused", "canceled"})
  void whatDoesNotRunIsLeftAlone(String status) {
    station.open(
        """
        "status": "%s", "current_period_start": "now-PT1H",
        "items": [{"id": "si_ada", "price": "price_pro", "quantity": 1}]"""
            .formatted(status));
    assertThat(holding().controls())
        .isEqualTo(status.equals("canceled") ? List.of() : List.of(Control.CANCEL));
  }

  @Test
  void whatAScheduleManagesIsLeftAlone() {
    openPro("");
    station.stripe("/v1/subscription_schedules", "from_subscription=sub_ada");
    assertThat(holding().controls()).containsExactly(Control.CANCEL);
  }

  @Test
  void aSwitchWithinTheIntervalIsChargedAsShown() {
    openPro("");
    home();
    ConfirmPlan shown = quote("price_lite");
    assertThat(shown.quote().dueNow()).isZero();
    station.advance(Duration.ofMinutes(10));

    Taken taken = acts.switchPlan(pass, shown.ticket());

    assertThat(shown(taken).items().get(0).priceId()).isEqualTo("price_lite");
    station.advance(
        Duration.between(station.clock().instant(), shown.quote().nextChargeAt())
            .plus(Duration.ofHours(2)));
    assertThat(latestInvoice().path("amount_due").asLong()).isEqualTo(shown.quote().nextAmount());
  }

  @Test
  void aSwitchToAYearIsChargedAtOnceAsShown() {
    openPro("");
    home();
    ConfirmPlan shown = quote("price_year");
    assertThat(shown.quote().dueNow()).isPositive();
    station.advance(Duration.ofMinutes(10));

    Taken taken = acts.switchPlan(pass, shown.ticket());

    assertThat(taken.held()).isTrue();
    assertThat(latestInvoice().path("amount_paid").asLong()).isEqualTo(shown.quote().dueNow());
    assertThat(shown(taken).items().get(0).interval()).isEqualTo("year");
  }

  @Test
  void aSwitchFromAYearLeavesTheCreditThatWasShown() {
    station.open(
        """
        "status": "active", "current_period_start": "now-P10D",
        "items": [{"id": "si_ada", "price": "price_year", "quantity": 1}]""");
    home();
    ConfirmPlan shown = quote("price_pro");
    assertThat(shown.quote().dueNow()).isZero();
    assertThat(shown.quote().nextAmount()).isZero();

    acts.switchPlan(pass, shown.ticket());

    assertThat(latestInvoice().path("amount_due").asLong()).isZero();
    assertThat(-station.get("/v1/customers/cus_ada").path("balance").asLong())
        .isEqualTo(shown.quote().credit() + 4_900);
  }

  @Test
  void aPlanOfAnotherCurrencyOrOffTheListIsNotSwitchedTo() {
    openPro("");
    home();
    assertThat(flow.quote(pass, SUBSCRIPTION, "price_euro", false)).isEmpty();
    assertThat(flow.quote(pass, SUBSCRIPTION, "price_pro", false)).isEmpty();
    assertThat(flow.plans(pass, SUBSCRIPTION).orElseThrow().plans())
        .extracting(plan -> plan.priceId())
        .containsExactly("price_lite", "price_pro", "price_year");
  }

  @Test
  void plansAreReadOnceAMinute() {
    openPro("");
    home();
    flow.plans(pass, SUBSCRIPTION);
    int requests = station.requests("GET /v1/prices");
    station.advance(Duration.ofSeconds(59));
    flow.plans(pass, SUBSCRIPTION);
    assertThat(station.requests("GET /v1/prices")).isEqualTo(requests);
    station.advance(Duration.ofSeconds(2));
    flow.plans(pass, SUBSCRIPTION);
    assertThat(station.requests("GET /v1/prices")).isEqualTo(2 * requests);
  }

  @Test
  void termsThatAreOlderThanAQuarterOfAnHourAreNotCarriedOut() {
    openPro("");
    home();
    ConfirmPlan plan = quote("price_lite");
    Pauses pause = pauses();
    station.advance(Duration.ofMinutes(15).plusSeconds(1));

    assertThat(acts.switchPlan(pass, plan.ticket()).held()).isFalse();
    assertThat(acts.pause(pass, pause.ticket(), 1).held()).isFalse();
    assertThat(station.attempts()).isZero();
  }

  @Test
  void termsFromBeforeAChargeAreNotCarriedOut() {
    openPro("");
    Instant charge = holding().standing().upcoming().orElseThrow().at();
    station.advance(Duration.between(NOW, charge).minus(Duration.ofMinutes(5)));
    ConfirmPlan plan = quote("price_lite");
    station.advance(Duration.ofMinutes(10));

    Taken taken = acts.switchPlan(pass, plan.ticket());

    assertThat(taken.held()).isFalse();
    assertThat(taken.priceId()).isEqualTo("price_lite");
    assertThat(station.attempts()).isZero();
  }

  @Test
  void termsThatADiscountHasChangedAreNotCarriedOut() {
    openPro("");
    home();
    ConfirmPlan plan = quote("price_lite");
    station.stripe("/v1/subscriptions/sub_ada", "discounts[0][coupon]=loyal");

    assertThat(acts.switchPlan(pass, plan.ticket()).held()).isFalse();
  }

  @Test
  void aFormThatComesTwiceIsOneActWithOneAnswer() {
    openPro("");
    home();
    Pauses shown = pauses();

    Taken first = acts.pause(pass, shown.ticket(), 1);
    station.advance(Duration.ofHours(1));
    Taken second = acts.pause(pass, shown.ticket(), 3);

    assertThat(second).isEqualTo(first);
    assertThat(station.attempts()).isEqualTo(1);
    assertThat(station.requests("POST /v1/subscriptions/sub_ada")).isEqualTo(1);
  }

  @Test
  void aFormThatComesEightTimesAtOnceIsOneAct() {
    openPro("");
    home();
    Pauses shown = pauses();

    List<Taken> taken = Together.run(8, i -> () -> acts.pause(pass, shown.ticket(), 1));

    assertThat(taken).allSatisfy(each -> assertThat(each).isEqualTo(taken.get(0)));
    assertThat(station.attempts()).isEqualTo(1);
    assertThat(station.requests("POST /v1/subscriptions/sub_ada")).isEqualTo(1);
  }

  @Test
  void whatStripeDoesNotAnswerIsPendingAndThenTrue() {
    openPro("");
    home();
    Pauses shown = pauses();
    station.fault("POST /v1/subscriptions/sub_ada", "timeout-after-apply", 2);

    Taken taken = acts.pause(pass, shown.ticket(), 1);
    assertThat(after(taken)).isInstanceOf(Pending.class);
    assertThat(progress(taken).changed()).as("not said before Stripe has").isFalse();
    station.clearFaults();
    station.advance(Duration.ofSeconds(121));
    station.sweep();

    assertThat(shown(taken).pausedUntil()).isPresent();
    assertThat(progress(taken).changed()).isTrue();
    assertThat(station.attempts()).isEqualTo(1);
  }

  @Test
  void whileAnotherFormIsWithStripeThisOneIsToldToWaitAndNotThatAllIsWell() {
    openPro("");
    home();
    Pauses first = pauses();
    Pauses second = pauses();
    station.fault("POST /v1/subscriptions/sub_ada", "timeout-before-apply", 2);
    acts.pause(pass, first.ticket(), 1);

    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> acts.pause(pass, second.ticket(), 2))
        .matches(refusal -> refusal.code() == RefusalCode.ALREADY_CONFIRMING);
    assertThat(station.attempts()).isEqualTo(1);
  }

  @Test
  void whatStripeRefusesHasChangedNothingAndIsNotTriedAgainByTheSameForm() {
    station.openWithBadCard(
        """
        "status": "active", "current_period_start": "now-P10D",
        "items": [{"id": "si_ada", "price": "price_pro", "quantity": 1}]""");
    home();
    ConfirmPlan shown = quote("price_year");

    Taken taken = acts.switchPlan(pass, shown.ticket());
    acts.switchPlan(pass, shown.ticket());

    assertThat(progress(taken).latest().orElseThrow().state())
        .isEqualTo(BillingReceipt.State.REJECTED);
    assertThat(progress(taken).changed()).isFalse();
    assertThat(shown(taken).items().get(0).priceId()).isEqualTo("price_pro");
    assertThat(station.attempts()).isEqualTo(1);
  }

  /** The desk to a press that has looked, and that another overtakes before it orders. */
  private static final class OvertakenDesk extends BillingDesk {
    private final BillingDesk real;
    private final Runnable other;

    OvertakenDesk(BillingDesk real, Runnable other) {
      this.real = real;
      this.other = other;
    }

    @Override
    public SubscriptionSnapshot look(Workspace workspace, SubscriptionId id) {
      return real.look(workspace, id);
    }

    @Override
    public boolean suits(BillingOrder order, SubscriptionSnapshot snapshot) {
      return real.suits(order, snapshot);
    }

    @Override
    public Quote quote(Workspace workspace, SubscriptionSnapshot snapshot, BillingOrder order) {
      return real.quote(workspace, snapshot, order);
    }

    @Override
    public List<BillingReceipt> receipts(
        Workspace workspace, CustomerId customer, Collection<SessionId> sessions) {
      return real.receipts(workspace, customer, sessions);
    }

    @Override
    public BillingReceipt carryOut(
        Workspace workspace,
        SessionId session,
        CustomerId customer,
        SubscriptionId subscription,
        BillingOrder order,
        Admission admission) {
      other.run();
      return real.carryOut(workspace, session, customer, subscription, order, admission);
    }
  }

  @Test
  void aPressThatAnotherOvertakesFindsWhatBecameOfThatOneAndOrdersNothing() {
    station.openWithBadCard(
        """
        "status": "active", "current_period_start": "now-P10D",
        "items": [{"id": "si_ada", "price": "price_pro", "quantity": 1}]""");
    home();
    ConfirmPlan shown = quote("price_year");
    List<Taken> first = new ArrayList<>();
    PortalActs overtaken =
        acts(
            new OvertakenDesk(
                station.desk(), () -> first.add(acts.switchPlan(pass, shown.ticket()))));

    Taken second = overtaken.switchPlan(pass, shown.ticket());

    assertThat(first).containsExactly(second);
    assertThat(progress(second).latest().orElseThrow().state())
        .isEqualTo(BillingReceipt.State.REJECTED);
    assertThat(station.attempts()).isEqualTo(1);
    assertThat(station.requests("POST /v1/subscriptions/sub_ada")).isEqualTo(1);
  }

  @Test
  void aFormThatComesEightTimesAtOnceAndIsRefusedIsOneAct() {
    station.openWithBadCard(
        """
        "status": "active", "current_period_start": "now-P10D",
        "items": [{"id": "si_ada", "price": "price_pro", "quantity": 1}]""");
    home();
    ConfirmPlan shown = quote("price_year");

    List<Taken> taken = Together.run(8, i -> () -> acts.switchPlan(pass, shown.ticket()));

    assertThat(taken).allSatisfy(each -> assertThat(each).isEqualTo(taken.get(0)));
    assertThat(station.attempts()).isEqualTo(1);
    assertThat(station.requests("POST /v1/subscriptions/sub_ada")).isEqualTo(1);
  }

  @Test
  void anEarlierChangeIsStillSaidAfterAnActThatWasRefused() {
    openPro("");
    home();
    Taken paused = acts.pause(pass, pauses().ticket(), 1);
    station.advance(Duration.ofSeconds(1));
    shown(paused);
    String resume = holding().tickets().get(Control.RESUME);
    station.stripe("/v1/subscriptions/sub_ada", "pause_collection=");
    Taken refused = acts.resume(pass, resume);

    Progress progress = flow.progress(pass, did(paused), Optional.of(refused.act()));

    assertThat(progress.did()).isEqualTo(did(paused));
    assertThat(progress.latest().orElseThrow().state()).isEqualTo(BillingReceipt.State.REJECTED);
  }

  @Test
  void anActIsKnownToItsOwnCustomerOnly() {
    openPro("");
    home();
    Taken taken = acts.pause(pass, pauses().ticket(), 1);

    FlowPass another = pass("link_3", new CustomerId("cus_bob"));
    assertThat(flow.progress(another, did(taken), Optional.of(taken.act())))
        .isEqualTo(Progress.NONE);
  }

  @Test
  void aTicketIsOfItsLinkAndFormAndCannotBeAltered() {
    openPro("");
    home();
    String ticket = pauses().ticket();

    assertRefused(() -> acts.pause(pass("link_9", ADA), ticket, 1));
    assertRefused(() -> acts.resume(pass, ticket));
    assertRefused(() -> acts.pause(pass, ticket, 9));
    assertRefused(() -> acts.pause(pass, "A" + ticket.substring(1), 1));
    assertRefused(() -> acts.pause(pass, ticket.substring(0, ticket.length() - 1), 1));
    assertRefused(() -> acts.pause(pass, "", 1));
    assertRefused(() -> acts.pause(pass, null, 1));
    assertRefused(() -> acts.pause(pass, "ä.b", 1));
    assertThat(station.attempts()).isZero();
  }

  private static void assertRefused(Runnable act) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(act::run)
        .matches(refusal -> refusal.code() == RefusalCode.STEP_MISMATCH);
  }

  @Test
  void anotherCustomersSubscriptionIsNotKnownHere() {
    openPro("");
    home();
    SubscriptionId foreign = new SubscriptionId("sub_bob");

    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> flow.pauses(pass, foreign))
        .matches(refusal -> refusal.code() == RefusalCode.SUBSCRIPTION_NOT_FOUND);
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> flow.quote(pass, foreign, "price_lite", false))
        .matches(refusal -> refusal.code() == RefusalCode.SUBSCRIPTION_NOT_FOUND);
  }

  @Test
  void invoicesArePagedByCursor() {
    openPro("");
    for (int i = 0; i < 26; i++) {
      station.advance(Duration.ofDays(31));
    }
    var first = account.invoices(pass, Optional.empty()).bills();
    var second = account.invoices(pass, first.older()).bills();

    assertThat(first.bills()).hasSize(24);
    assertThat(first.bills().get(0).status()).isEqualTo("paid");
    assertThat(first.bills().get(0).pdf()).isPresent();
    assertThat(second.bills()).isNotEmpty();
    assertThat(second.older()).isEmpty();
    assertThat(second.bills().get(0).createdAt()).isBefore(first.bills().get(23).createdAt());
  }

  @Test
  void billingDetailsAreChangedOnceAndVouchedFor() {
    openPro("");
    PortalStep.Details before = account.details(pass).orElseThrow();
    BillingDetails written =
        new BillingDetails(
            "Ada & Co.",
            "ada@new.example",
            new BillingDetails.Address("Gasse 1", "", "1010", "Wien", "", "AT"),
            List.of());

    Optional<String> did = account.change(pass, before.act(), written);
    account.change(pass, before.act(), written);

    assertThat(before.details().mail()).isEqualTo("ada@acme.example");
    BillingDetails after = account.details(pass).orElseThrow().details();
    assertThat(after.name()).isEqualTo(written.name());
    assertThat(after.mail()).isEqualTo(written.mail());
    assertThat(after.address().equals(written.address())).isTrue();
    assertThat(station.requests("POST /v1/customers/cus_ada")).isEqualTo(2);
    assertThat(station.get("/v1/events?type=customer.updated").path("data")).hasSize(1);
    assertThat(flow.progress(pass, did, Optional.empty()).changed()).isTrue();
    assertThat(flow.progress(pass("link_8", ADA), did, Optional.empty()).changed()).isFalse();
    assertThat(flow.progress(pass, did.map(text -> text + "x"), Optional.empty()).changed())
        .isFalse();
    assertThat(written.toString()).doesNotContain("Ada", "Wien");
  }

  private static BillingDetails named(String name) {
    return new BillingDetails(
        name,
        "ada@acme.example",
        new BillingDetails.Address("Gasse 1", "", "1010", "Wien", "", "AT"),
        List.of());
  }

  @Test
  void detailsSentAgainAreWhatStandsWhateverAnotherPageHasSavedMeanwhile() {
    openPro("");
    SessionId act = account.details(pass).orElseThrow().act();
    SessionId anotherPages = account.details(pass).orElseThrow().act();
    station.fault("POST /v1/customers/cus_ada", "timeout-after-apply", 1);
    assertThatExceptionOfType(BillingUnavailable.class)
        .isThrownBy(() -> account.change(pass, act, named("Ada A")));
    station.clearFaults();
    account.change(pass, anotherPages, named("Ada B"));

    assertThat(account.change(pass, act, named("Ada A"))).isPresent();

    assertThat(station.get("/v1/customers/cus_ada").path("name").asText()).isEqualTo("Ada A");
  }

  @Test
  void detailsThatMayNotHaveBeenTakenAreNotSaidToBe() {
    openPro("");
    PortalStep.Details step = account.details(pass).orElseThrow();
    station.fault("POST /v1/customers/cus_ada", "timeout-before-apply", 1);

    assertThatExceptionOfType(BillingUnavailable.class)
        .isThrownBy(() -> account.change(pass, step.act(), step.details()));
  }
}
