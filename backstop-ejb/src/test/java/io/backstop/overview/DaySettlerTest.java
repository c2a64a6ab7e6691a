package io.backstop.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.kernel.Ids;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.SetClock;
import io.backstop.store.Statements;
import io.backstop.store.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Counted once, and whoever reads the overview cannot tell. */
class DaySettlerTest {

  private static final Span NOVEMBER =
      new Span(LocalDate.parse("2026-11-01"), LocalDate.parse("2026-11-30"));

  private final TestDatabase database = TestDatabase.shared();
  private final WorkspaceSlug workspace =
      new WorkspaceSlug(Ids.next("w", Instant.parse("2026-11-23T12:00:00Z")));
  private final Happenings happenings = new Happenings(database, workspace);
  private final Statements statements = new Statements(database.dataSource());
  private final SetClock clock = new SetClock("2026-11-23T12:00:00Z");
  private final OverviewReader reader = new OverviewReader(statements);

  private DaySettler settler() {
    return new DaySettler(new DayTable(statements), () -> Set.of(workspace.value()), clock);
  }

  private List<String> counted() {
    return statements.rows(
        row -> row.getString(1),
        "SELECT day FROM counted_day WHERE workspace_id = ? ORDER BY day",
        workspace.value());
  }

  private void aBusyMonth() {
    happenings.visit("2026-10-05T10:00:00Z", "price", "canceled", null, "half");
    happenings.visit("2026-10-31T23:59:59.999Z", "price", "saved_discount", "half", "half");
    happenings.visit("2026-11-01T00:00:00Z", "price", "saved_discount", "half", "half break");
    happenings.visit("2026-11-01T07:00:00Z", "price", "saved_discount", "half", "half break");
    happenings.visit("2026-11-03T10:00:00Z", "price", "canceled", null, "half break");
    happenings.visit("2026-11-03T10:00:00Z", null, "abandoned", null, "");
    happenings.visit("2026-11-20T10:00:00Z", "bugs", null, null, "half");
    happenings.visit("2026-11-23T10:00:00Z", "bugs", "canceled", null, "");
    happenings.outcome("2026-10-05T10:00:00Z", "canceled");
    happenings.outcome("2026-10-31T23:59:59.999999Z", "saved_discount", 2_450L, "usd");
    happenings.outcome("2026-11-01T00:00:00Z", "saved_discount", 2_450L, "usd");
    happenings.outcome("2026-11-01T12:00:00Z", "saved_discount", 4_900L, "usd");
    happenings.outcome("2026-11-01T13:00:00Z", "saved_pause", 1_000L, "jpy");
    happenings.outcome("2026-11-03T10:00:00Z", "saved_other");
    happenings.outcome("2026-11-03T10:00:00Z", "abandoned");
    happenings.outcome("2026-11-23T10:00:00Z", "canceled");
  }

  @Test
  void theOverviewSaysTheSameBeforeAndAfter() {
    aBusyMonth();
    Overview before = reader.read(workspace, NOVEMBER);
    assertThat(before.now().visits()).isEqualTo(6);
    assertThat(before.before().visits()).isEqualTo(2);

    settler().settle();

    assertThat(counted()).hasSize(48).startsWith("2026-10-05").endsWith("2026-11-22");
    assertThat(counted()).as("a visit of it goes on").doesNotContain("2026-11-20");
    assertThat(reader.read(workspace, NOVEMBER)).isEqualTo(before);
  }

  @Test
  void whatIsCountedIsNotReadAgain() {
    aBusyMonth();
    Overview before = reader.read(workspace, NOVEMBER);
    settler().settle();

    database.update(
        "DELETE FROM cancel_session WHERE workspace_id = ? AND recorded <> 'canceled'",
        workspace.value());
    database.update(
        "DELETE FROM outcome WHERE workspace_id = ? AND recorded <> 'canceled'", workspace.value());

    assertThat(reader.read(workspace, NOVEMBER)).isEqualTo(before);
  }

  @Test
  void aReaderInBetweenCountsNothingTwice() {
    aBusyMonth();
    Overview before = reader.read(workspace, NOVEMBER);
    Statements interrupted =
        new Statements(database.dataSource()) {
          private boolean begun;

          @Override
          public <T> List<T> rows(RowReader<T> each, String sql, Object... parameters) {
            List<T> rows = super.rows(each, sql, parameters);
            if (!begun) {
              begun = true;
              settler().settle();
            }
            return rows;
          }
        };

    Overview meanwhile = new OverviewReader(interrupted).read(workspace, NOVEMBER);

    assertThat(counted()).isNotEmpty();
    assertThat(meanwhile).isEqualTo(before);
  }

  @Test
  void aDayIsCountedAnHourAfterItsEnd() {
    happenings.visit("2026-11-22T23:59:59Z", null, "canceled", null, "");
    SetClock early = new SetClock("2026-11-23T00:59:59Z");
    DaySettler settler =
        new DaySettler(new DayTable(statements), () -> Set.of(workspace.value()), early);

    settler.settle();
    assertThat(counted()).isEmpty();

    early.pass(Duration.ofSeconds(1));
    settler.settle();
    assertThat(counted()).containsExactly("2026-11-22");
  }

  @Test
  void aDayWaitsForALinkThatCanStillBeOpened() {
    happenings.outcome("2026-11-19T10:00:00Z", "canceled");
    happenings.link("2026-11-20T10:00:00Z", "2026-11-23T11:00:01Z");

    settler().settle();
    assertThat(counted()).containsExactly("2026-11-19", "2026-11-21", "2026-11-22");

    clock.pass(Duration.ofSeconds(1));
    settler().settle();
    assertThat(counted()).containsExactly("2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22");
  }

  @Test
  void aDayWaitsForItsLastVisit() {
    happenings.visit("2026-11-20T10:00:00Z", null, null, null, "");

    settler().settle();
    assertThat(counted()).doesNotContain("2026-11-20");
    assertThat(reader.read(workspace, NOVEMBER).funnel().confirmed()).isZero();

    database.update(
        "UPDATE cancel_session SET state = 'ended', recorded = 'canceled', ended_at = now()"
            + " WHERE workspace_id = ?",
        workspace.value());
    settler().settle();
    assertThat(counted()).contains("2026-11-20");
    assertThat(reader.read(workspace, NOVEMBER).funnel().confirmed()).isEqualTo(1);
  }

  @Test
  void ofSeveralNodesOneCounts() throws Exception {
    aBusyMonth();
    Overview before = reader.read(workspace, NOVEMBER);
    ExecutorService nodes = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Void>> all =
          Stream.<Callable<Void>>generate(
                  () ->
                      () -> {
                        settler().settle();
                        return null;
                      })
              .limit(8)
              .toList();
      for (Future<Void> each : nodes.invokeAll(all)) {
        each.get();
      }
    } finally {
      nodes.shutdownNow();
    }

    assertThat(reader.read(workspace, NOVEMBER)).isEqualTo(before);
  }

  @Test
  void aWorkspaceWithoutAnythingIsLeftAlone() {
    settler().settle();

    assertThat(counted()).isEmpty();
  }
}
