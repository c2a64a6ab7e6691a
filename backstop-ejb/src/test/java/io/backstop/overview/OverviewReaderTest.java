package io.backstop.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.kernel.Ids;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.overview.Overview.Owed;
import io.backstop.overview.Overview.Period;
import io.backstop.overview.Overview.Setup;
import io.backstop.store.SetClock;
import io.backstop.store.Statements;
import io.backstop.store.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class OverviewReaderTest {

  private final TestDatabase database = TestDatabase.shared();
  private final SetClock clock = new SetClock("2026-11-23T12:00:00Z");
  private final WorkspaceSlug workspace = new WorkspaceSlug(Ids.next("w", clock.instant()));
  private final OverviewReader reader =
      new OverviewReader(new Statements(database.dataSource()), clock);

  private Instant daysAgo(int days) {
    return clock.instant().minus(Duration.ofDays(days));
  }

  private void visit(int daysAgo) {
    Instant at = daysAgo(daysAgo);
    database.update(
        "INSERT INTO cancel_session (workspace_id, session_id, link_id, customer_id,"
            + " subscription_id, signed, flow_digest, state, stop, turn, trail, offers_shown,"
            + " offers_declined, offers_refused, not_applied, opened_at, expires_at)"
            + " VALUES (?, ?, 'l', 'cus_x', 'sub_x', true, 'd', 'open', 's', 0, '', '', '', '',"
            + " false, ?, ?)",
        workspace.value(),
        Ids.next("cs_", at),
        at.atOffset(ZoneOffset.UTC),
        at.atOffset(ZoneOffset.UTC));
  }

  private void outcome(int daysAgo, String kind, String recorded) {
    Instant at = daysAgo(daysAgo);
    database.update(
        "INSERT INTO outcome (workspace_id, session_id, kind, recorded, recorded_at)"
            + " VALUES (?, ?, ?, ?, ?)",
        workspace.value(),
        Ids.next("cs_", at),
        kind,
        recorded,
        at.atOffset(ZoneOffset.UTC));
  }

  private void campaign(String state, long amount, String currency) {
    database.update(
        "INSERT INTO recovery_campaign (workspace_id, campaign_id, invoice_id, customer_id, state,"
            + " amount, currency, opened_at, closed_at) VALUES (?, ?, ?, 'cus_x', ?, ?, ?, now(),"
            + " CASE WHEN ? THEN now() END)",
        workspace.value(),
        Ids.next("cmp_", clock.instant()),
        Ids.next("in_", clock.instant()),
        state,
        amount,
        currency,
        !state.equals("in_flight"));
  }

  @Test
  void aNewWorkspaceHasNothingToCount() {
    Overview overview = reader.read(workspace);

    assertThat(overview.now().isEmpty()).isTrue();
    assertThat(overview.before()).isEqualTo(new Period(0, 0, 0, 0));
    assertThat(overview.owed()).isEmpty();
    assertThat(overview.setup()).isEqualTo(new Setup(false, false, false));
  }

  @Test
  void eachThirtyDaysAreCountedByThemselves() {
    visit(1);
    visit(29);
    visit(31);
    visit(61);
    outcome(1, "saved", "saved_pause");
    outcome(29, "saved", "saved_other");
    outcome(2, "cancelled", "canceled");
    outcome(3, "dismissed", "abandoned");
    outcome(31, "cancelled", "canceled");
    outcome(61, "cancelled", "canceled");

    Overview overview = reader.read(workspace);

    assertThat(overview.now()).isEqualTo(new Period(2, 2, 1, 1));
    assertThat(overview.before()).isEqualTo(new Period(1, 0, 1, 0));
    assertThat(overview.setup().visit()).isTrue();
  }

  @Test
  void whatIsOwedIsSummedByCurrencyWhileInFlight() {
    campaign("in_flight", 4900, "usd");
    campaign("in_flight", 100, "usd");
    campaign("in_flight", 700, "eur");
    campaign("recovered", 9900, "usd");

    assertThat(reader.read(workspace).owed())
        .containsExactly(new Owed(1, 700, "eur"), new Owed(2, 5000, "usd"));
  }

  @Test
  void anotherWorkspacesVisitsAreNotCounted() {
    visit(1);

    assertThat(reader.read(new WorkspaceSlug("another")).now().isEmpty()).isTrue();
  }
}
