package io.backstop.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.kernel.Ids;
import io.backstop.kernel.Money;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.overview.Overview.Day;
import io.backstop.overview.Overview.Endings;
import io.backstop.overview.Overview.Funnel;
import io.backstop.overview.Overview.Kept;
import io.backstop.overview.Overview.Offer;
import io.backstop.overview.Overview.Reason;
import io.backstop.overview.Overview.Recovery;
import io.backstop.overview.Overview.Setup;
import io.backstop.overview.Overview.Totals;
import io.backstop.store.Statements;
import io.backstop.store.TestDatabase;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverviewReaderTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Span NOVEMBER =
      new Span(LocalDate.parse("2026-11-01"), LocalDate.parse("2026-11-30"));

  private final TestDatabase database = TestDatabase.shared();
  private final WorkspaceSlug workspace = new WorkspaceSlug(Ids.next("w", NOW));
  private final Happenings happenings = new Happenings(database, workspace);
  private final OverviewReader reader = new OverviewReader(new Statements(database.dataSource()));

  private void campaign(String state, long amount, String currency, String closed) {
    database.update(
        "INSERT INTO recovery_campaign (workspace_id, campaign_id, invoice_id, customer_id, state,"
            + " amount, currency, opened_at, closed_at) VALUES (?, ?, ?, 'cus_x', ?, ?, ?, ?, ?)",
        workspace.value(),
        Ids.next("cmp_", NOW),
        Ids.next("in_", NOW),
        state,
        amount,
        currency,
        Happenings.at("2026-01-01T00:00:00Z"),
        closed == null ? null : Happenings.at(closed));
  }

  private Overview november() {
    return reader.read(workspace, NOVEMBER);
  }

  @Test
  void aNewWorkspaceHasNothingToCount() {
    Overview overview = november();

    assertThat(overview.now()).isEqualTo(new Totals(0, Endings.NONE, 0));
    assertThat(overview.now().isEmpty()).isTrue();
    assertThat(overview.before().isEmpty()).isTrue();
    assertThat(overview.now().endings().saveRate()).isEmpty();
    assertThat(overview.days()).isEmpty();
    assertThat(overview.reasons()).isEmpty();
    assertThat(overview.offers()).isEmpty();
    assertThat(overview.versions()).isEmpty();
    assertThat(overview.kept()).isEmpty();
    assertThat(overview.recovery()).isEmpty();
    assertThat(overview.funnel()).isEqualTo(new Funnel(0, 0, 0, 0, 0));
    assertThat(overview.setup()).isEqualTo(new Setup(false, false, false));
  }

  @Test
  void endingsAreOfTheirDayFromMidnightToMidnightUtc() {
    happenings.outcome("2026-10-31T23:59:59.999999Z", "canceled");
    happenings.outcome("2026-11-01T00:00:00Z", "saved_pause");
    happenings.outcome("2026-11-30T23:59:59.999999Z", "abandoned");
    happenings.outcome("2026-12-01T00:00:00Z", "canceled");
    happenings.outcome("2026-10-02T00:00:00Z", "saved_other");
    happenings.outcome("2026-10-01T23:59:59Z", "saved_other");

    Overview overview = november();

    assertThat(overview.now().endings()).isEqualTo(new Endings(1, 0, 1));
    assertThat(overview.before().endings()).isEqualTo(new Endings(1, 1, 0));
    assertThat(overview.days())
        .containsExactly(
            new Day(LocalDate.parse("2026-11-01"), new Endings(1, 0, 0)),
            new Day(LocalDate.parse("2026-11-30"), new Endings(0, 0, 1)));
  }

  @Test
  void visitsAreOfTheSpanInWhichTheirLinkWasMade() {
    happenings.visit("2026-10-31T23:59:59.999Z", null, null, null, "");
    happenings.visit("2026-11-01T00:00:00Z", null, null, null, "");
    happenings.visit("2026-11-30T23:59:59.999Z", null, "canceled", null, "");
    happenings.visit("2026-12-01T00:00:00Z", null, "canceled", null, "");

    assertThat(november().now().visits()).isEqualTo(2);
    assertThat(november().before().visits()).isEqualTo(1);
    assertThat(november().setup().visit()).isTrue();
  }

  @Test
  void theFunnelReasonsOffersAndVersionsAreSumsOfTheSameVisits() {
    happenings.visit("2026-11-02T10:00:00Z", "price", "saved_discount", "half", "half");
    happenings.visit("2026-11-03T10:00:00Z", "price", "canceled", null, "half break");
    happenings.visit("2026-11-04T10:00:00Z", "bugs", "canceled", null, "");
    happenings.visit("2026-11-05T10:00:00Z", null, "abandoned", null, "");
    happenings.visit("2026-11-06T10:00:00Z", "price", null, null, "half");
    happenings.visit("2026-11-07T10:00:00Z", null, "saved_other", null, "");

    Overview overview = november();

    assertThat(overview.funnel()).isEqualTo(new Funnel(6, 4, 3, 1, 2));
    assertThat(overview.reasons())
        .containsExactly(
            new Reason("price", "d", 3, new Endings(1, 1, 0)),
            new Reason("", "d", 2, new Endings(1, 0, 1)),
            new Reason("bugs", "d", 1, new Endings(0, 1, 0)));
    assertThat(overview.offers())
        .containsExactly(new Offer("half", "d", 3, 1, 2), new Offer("break", "d", 1, 0, 1));
    assertThat(overview.versions())
        .containsExactly(
            new Overview.Version(Optional.empty(), Optional.empty(), "d", 6, new Endings(2, 2, 1)));
  }

  @Test
  void moneyIsKeptByMonthAndNeverSummedAcrossCurrencies() {
    happenings.outcome("2026-10-31T23:59:59Z", "saved_pause", 9_900L, "usd");
    happenings.outcome("2026-11-01T00:00:00Z", "saved_pause", 4_900L, "usd");
    happenings.outcome("2026-11-09T00:00:00Z", "saved_discount", 2_450L, "usd");
    happenings.outcome("2026-11-10T00:00:00Z", "saved_other", 1_000L, "jpy");
    happenings.outcome("2026-11-11T00:00:00Z", "saved_other");
    happenings.outcome("2026-11-12T00:00:00Z", "canceled");
    Span both = new Span(LocalDate.parse("2026-10-01"), LocalDate.parse("2026-11-30"));

    assertThat(reader.read(workspace, both).kept())
        .containsExactly(
            new Kept(YearMonth.parse("2026-10"), 1, Map.of("usd", 9_900L)),
            new Kept(YearMonth.parse("2026-11"), 4, Map.of("usd", 7_350L, "jpy", 1_000L)));
    assertThat(november().now().unpriced()).isEqualTo(1);
    assertThat(november().now().endings().saveRate()).contains(0.8);
  }

  @Test
  void whatIsOwedNowAndWhatWasRecoveredInTheSpanStandByCurrency() {
    campaign("in_flight", 4_900, "usd", null);
    campaign("in_flight", 100, "usd", null);
    campaign("in_flight", 700, "eur", null);
    campaign("recovered", 9_900, "usd", "2026-11-05T00:00:00Z");
    campaign("recovered", 1, "usd", "2026-10-31T23:59:59Z");
    campaign("lost", 300, "eur", "2026-11-30T23:59:59Z");
    campaign("abandoned", 300, "eur", "2026-11-10T00:00:00Z");

    assertThat(november().recovery())
        .containsExactly(
            new Recovery(
                1, new Money(700, "eur"), 0, new Money(0, "eur"), 1, new Money(300, "eur")),
            new Recovery(
                2, new Money(5_000, "usd"), 1, new Money(9_900, "usd"), 0, new Money(0, "usd")));
  }

  @Test
  void anotherWorkspacesVisitsAreNotCounted() {
    happenings.visit("2026-11-02T10:00:00Z", "price", "canceled", null, "");
    happenings.outcome("2026-11-02T10:00:00Z", "canceled");
    campaign("in_flight", 4_900, "usd", null);

    Overview other =
        reader.read(
            new WorkspaceSlug(Ids.next("w", Instant.parse("2026-11-24T00:00:00Z"))), NOVEMBER);

    assertThat(other.now().isEmpty()).isTrue();
    assertThat(other.recovery()).isEqualTo(List.of());
  }

  @Test
  void todayIsTheLastOfSoManyDays() {
    assertThat(Span.ofDays(7, NOW))
        .isEqualTo(new Span(LocalDate.parse("2026-11-17"), LocalDate.parse("2026-11-23")));
    assertThat(NOVEMBER.before())
        .isEqualTo(new Span(LocalDate.parse("2026-10-02"), LocalDate.parse("2026-10-31")));
    assertThatThrownBy(() -> new Span(NOVEMBER.last(), NOVEMBER.first()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tenYearsAreCountedAndTheTenBeforeThem() {
    happenings.visit("2026-11-02T10:00:00Z", "price", "canceled", null, "");

    Overview overview =
        reader.read(
            workspace, Span.asked(LocalDate.parse("2016-12-01"), LocalDate.parse("2026-11-30")));

    assertThat(overview.now().isEmpty()).isFalse();
    assertThat(overview.before().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "2016-11-01, 2026-11-30",
    "2026-11-30, 2026-11-01",
    "0001-01-01, 0001-01-31",
    "1999-12-31, 2000-01-31",
    "9999-12-01, 9999-12-31"
  })
  void whatNoCalendarHereGoesToIsNotAsked(LocalDate first, LocalDate last) {
    assertThatThrownBy(() -> Span.asked(first, last)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSignedCallThatWasLetPassTicksTheStepAndALinkAloneDoesNot() {
    happenings.link("2026-11-02T10:00:00Z", "2026-11-02T11:00:00Z");
    assertThat(november().setup().signedCall()).isFalse();

    database.update(
        "INSERT INTO embed_secret_use (workspace_id, secret_mark, used_at) VALUES (?, 'mark', now())",
        workspace.value());

    assertThat(november().setup().signedCall()).isTrue();
  }
}
