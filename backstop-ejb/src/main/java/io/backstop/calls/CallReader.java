package io.backstop.calls;

import io.backstop.bundle.Signer;
import io.backstop.kernel.Surface;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.Statements;
import io.backstop.workspace.KeyRing;
import io.backstop.workspace.Workspace;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what all nodes have written down; at most some three seconds behind. */
@Dependent
public class CallReader {

  private final Statements statements;
  private final KeyRing keys;
  private final Clock clock;

  @Inject
  public CallReader(Statements statements, KeyRing keys, Clock clock) {
    this.statements = statements;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * The last {@code count} days, today the last, also those without a call.
   *
   * @param count at most as many as are kept
   */
  public List<CallDay> days(WorkspaceSlug workspace, int count) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    List<CallDay> counted =
        statements.rows(
            row ->
                new CallDay(
                    row.getObject(1, LocalDate.class),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6)),
            """
            SELECT day,
              sum(calls) FILTER (WHERE kind = 'signed'),
              sum(calls) FILTER (WHERE kind = 'signed_before'),
              sum(calls) FILTER (WHERE kind = 'unsigned'),
              sum(calls) FILTER (WHERE kind = 'unsigned_refused'),
              sum(calls) FILTER (WHERE kind = 'refused')
            FROM embed_call_day WHERE workspace_id = ? AND day > CAST(? AS date)
            GROUP BY day""",
            workspace.value(),
            today.minusDays(count).toString());
    List<CallDay> days = new ArrayList<>();
    for (int i = count - 1; i >= 0; i--) {
      LocalDate day = today.minusDays(i);
      days.add(
          counted.stream()
              .filter(known -> known.day().equals(day))
              .findFirst()
              .orElse(new CallDay(day, 0, 0, 0, 0, 0)));
    }
    return days;
  }

  /** When {@code secret} of the workspace last signed a call; empty: not in the last 90 days. */
  public Optional<Instant> lastUse(Workspace workspace, String secret) {
    return statements
        .rows(
            row -> Statements.instant(row, "used_at").orElseThrow(),
            "SELECT used_at FROM embed_secret_use WHERE workspace_id = ? AND secret_mark = ?",
            workspace.slug().value(),
            keys.markOf(workspace.slug(), secret))
        .stream()
        .findFirst();
  }

  /** The last calls, latest first; with {@code refused}, those alone. */
  public List<ListedCall> last(WorkspaceSlug workspace, boolean refused) {
    return statements.rows(
        CallReader::listed,
        "SELECT * FROM embed_call WHERE workspace_id = ? AND (refused OR NOT ?)"
            + " ORDER BY call_id DESC LIMIT ?",
        workspace.value(),
        refused,
        CallPage.LISTED);
  }

  private static ListedCall listed(ResultSet row) throws SQLException {
    String signing = row.getString("signing");
    String reason = row.getString("reason");
    boolean known = signing.equals("current") || signing.equals("previous");
    return new ListedCall(
        Statements.instant(row, "at").orElseThrow(),
        Surface.ofWireName(row.getString("surface")),
        !signing.equals("none"),
        known ? Optional.of(Signer.valueOf(signing.toUpperCase(Locale.ROOT))) : Optional.empty(),
        row.getString("answer"),
        reason == null
            ? Optional.empty()
            : Optional.of(new ListedCall.Reason(reason, row.getString("detail"))),
        Optional.ofNullable(row.getString("customer")),
        Optional.ofNullable(row.getString("origin")),
        Optional.ofNullable(row.getString("request_id")));
  }

  /** A customer and a live subscription that could be tried with, if any is known. */
  public Optional<Sample> sample(WorkspaceSlug workspace) {
    return statements
        .rows(
            row -> new Sample(row.getString(1), row.getString(2)),
            "SELECT customer_id, subscription_id FROM stripe_subscription"
                + " WHERE workspace_id = ? AND NOT ended ORDER BY subscription_id LIMIT 1",
            workspace.value())
        .stream()
        .findFirst();
  }

  /** Ids that belong together. */
  public record Sample(String customer, String subscription) {}
}
