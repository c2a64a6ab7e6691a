package io.backstop.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.kernel.WorkspaceSlug;
import io.backstop.overview.OverviewReader;
import io.backstop.overview.Span;
import io.backstop.store.SetClock;
import io.backstop.store.Statements;
import io.backstop.store.TestDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** However many rows there are, a page asks the database as often as when there are none. */
class ManyRowsTest {

  private static final WorkspaceSlug EMPTY = new WorkspaceSlug("empty");
  private static final WorkspaceSlug FULL = new WorkspaceSlug("full");
  private static final Span A_YEAR =
      new Span(LocalDate.parse("2025-12-01"), LocalDate.parse("2026-11-30"));

  private final TestDatabase database = TestDatabase.fresh();
  private final AtomicInteger asked = new AtomicInteger();
  private final Statements statements = new Statements(counting(database.dataSource()));
  private final SetClock clock = new SetClock("2026-11-23T12:00:00Z");

  /** Counts what is prepared: each of the readers' statements is, once. */
  private DataSource counting(DataSource pool) {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (self, method, arguments) -> counted((Connection) method.invoke(pool, arguments)));
  }

  private Connection counted(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (self, method, arguments) -> {
              if (method.getName().equals("prepareStatement")) {
                asked.incrementAndGet();
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  private int statementsOf(Runnable page) {
    asked.set(0);
    page.run();
    return asked.get();
  }

  private void fill(int rows) {
    database.update(
        "INSERT INTO stripe_customer (workspace_id, customer_id, deleted, read_at)"
            + " SELECT 'full', 'cus_' || i, false, now() FROM generate_series(1, ?) i",
        rows);
    database.update(
        "INSERT INTO cancel_session (workspace_id, session_id, link_id, customer_id,"
            + " subscription_id, signed, flow_digest, state, stop, turn, trail, offers_shown,"
            + " offers_declined, offers_refused, not_applied, opened_at, expires_at, ended_at,"
            + " recorded) SELECT 'full', 'cs_01' || lpad(i::text, 8, '0'), 'l' || i, 'cus_' || i,"
            + " 'sub', true, 'd', 'ended', 'confirm', 0, '', '', '', '', false, now(), now(),"
            + " now(), 'canceled' FROM generate_series(1, ?) i",
        rows);
    database.update(
        "INSERT INTO recovery_campaign (workspace_id, campaign_id, invoice_id, customer_id, state,"
            + " amount, currency, opened_at) SELECT 'full', 'rc_' || i, 'in_' || i, 'cus_' || i,"
            + " 'in_flight', 4900, 'usd', now() FROM generate_series(1, ?) i",
        rows);
  }

  @Test
  void noPageAsksOnceARow() {
    fill(500);
    OverviewReader overview = new OverviewReader(statements);
    VisitReader visits = new VisitReader(statements);
    CustomerReader customers = new CustomerReader(statements, clock);
    CampaignReader campaigns = new CampaignReader(statements);

    for (WorkspaceSlug each : new WorkspaceSlug[] {EMPTY, FULL}) {
      assertThat(statementsOf(() -> overview.read(each, A_YEAR))).isEqualTo(6);
      assertThat(statementsOf(() -> visits.page(each, VisitFilter.NONE, "", 51))).isEqualTo(1);
      assertThat(statementsOf(() -> customers.page(each, "", "", "", 51))).isEqualTo(1);
      assertThat(statementsOf(() -> campaigns.page(each, "", "", "", 51))).isEqualTo(1);
    }
    assertThat(statementsOf(() -> visits.find(FULL, "cs_0100000001"))).isEqualTo(3);
    assertThat(statementsOf(() -> customers.find(FULL, "cus_1"))).isEqualTo(2);
    assertThat(statementsOf(() -> campaigns.find(FULL, "rc_1"))).isEqualTo(3);
  }

  @Test
  void aListIsReadAlongItsIndexHoweverFarDown() {
    fill(20_000);
    database.update("ANALYZE cancel_session");

    String plan =
        database.text(
            "EXPLAIN (FORMAT JSON) SELECT * FROM cancel_session s WHERE s.workspace_id = 'full'"
                + " AND s.session_id < 'cs_0100000100' ORDER BY s.session_id DESC LIMIT 51");

    assertThat(plan).contains("Index Scan").doesNotContain("Seq Scan").doesNotContain("\"Sort\"");
  }
}
