package io.backstop.calls;

import io.backstop.calls.CallPage.Taken;
import io.backstop.kernel.Ids;
import io.backstop.store.Statements;
import io.backstop.workspace.KeyRing;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/**
 * Writes what nodes have counted. Races: counts are added, the later use of a secret wins, and rows
 * are touched in the order of their keys, so that two nodes wait for each other and never in a
 * circle; what another node is taking away already is left to it.
 */
@Dependent
class CallTable {

  /** Trimming sees the rows as they were before: a list is at most twice as long as it is shown. */
  private static final String WRITE =
      """
      WITH counted AS (
        INSERT INTO embed_call_day AS known (workspace_id, day, surface, kind, calls)
        SELECT w, CAST(? AS date), s, k, n
        FROM unnest(CAST(? AS text[]), CAST(? AS text[]), CAST(? AS text[]), CAST(? AS bigint[]))
          AS told (w, s, k, n)
        ORDER BY w, s, k
        ON CONFLICT (workspace_id, day, surface, kind)
          DO UPDATE SET calls = known.calls + excluded.calls),
      used AS (
        INSERT INTO embed_secret_use AS known (workspace_id, secret_mark, used_at)
        SELECT w, m, to_timestamp(t / 1000.0)
        FROM unnest(CAST(? AS text[]), CAST(? AS text[]), CAST(? AS bigint[])) AS told (w, m, t)
        ORDER BY w, m
        ON CONFLICT (workspace_id, secret_mark)
          DO UPDATE SET used_at = greatest(known.used_at, excluded.used_at)),
      listed AS (
        INSERT INTO embed_call (workspace_id, call_id, at, surface, signing, refused, answer,
          reason, detail, customer, origin, request_id)
        SELECT w, i, to_timestamp(t / 1000.0), s, g, e IS NOT NULL, a, e, d, c, o, r
        FROM unnest(CAST(? AS text[]), CAST(? AS text[]), CAST(? AS bigint[]), CAST(? AS text[]),
          CAST(? AS text[]), CAST(? AS text[]), CAST(? AS text[]), CAST(? AS text[]),
          CAST(? AS text[]), CAST(? AS text[]), CAST(? AS text[]))
          AS told (w, i, t, s, g, a, e, d, c, o, r))
      DELETE FROM embed_call WHERE (workspace_id, call_id) IN (
        SELECT workspace_id, call_id FROM embed_call
        WHERE (workspace_id, call_id) IN (
          SELECT workspace_id, call_id FROM (
            SELECT workspace_id, call_id, row_number() OVER
              (PARTITION BY workspace_id, refused ORDER BY call_id DESC) AS place
            FROM embed_call WHERE workspace_id = ANY (CAST(? AS text[]))) AS ranked
          WHERE place > ?)
        ORDER BY workspace_id, call_id
        FOR UPDATE SKIP LOCKED)""";

  private final Statements statements;
  private final KeyRing keys;

  @Inject
  CallTable(Statements statements, KeyRing keys) {
    this.statements = statements;
    this.keys = keys;
  }

  void write(List<Taken> taken, Instant now) {
    Columns counts = new Columns(4);
    Columns uses = new Columns(3);
    Columns calls = new Columns(11);
    for (Taken each : taken) {
      String workspace = each.workspace().value();
      each.counts()
          .forEach(
              count ->
                  counts.add(
                      workspace,
                      count.surface().wireName(),
                      count.kind().wireName(),
                      count.calls()));
      each.uses()
          .forEach((secret, at) -> uses.add(workspace, keys.markOf(each.workspace(), secret), at));
      each.calls().forEach(call -> add(calls, workspace, call));
    }
    Object[] parameters = new Object[21];
    parameters[0] = LocalDate.ofInstant(now, ZoneOffset.UTC).toString();
    int filled = 1;
    for (Columns columns : List.of(counts, uses, calls)) {
      filled = columns.fill(parameters, filled);
    }
    parameters[19] = taken.stream().map(each -> each.workspace().value()).toArray(String[]::new);
    parameters[20] = CallPage.LISTED;
    statements.change(WRITE, parameters);
  }

  private static void add(Columns calls, String workspace, ListedCall call) {
    calls.add(
        workspace,
        Ids.next("", call.at()),
        call.at().toEpochMilli(),
        call.surface().wireName(),
        signing(call),
        call.answer(),
        call.reason().map(ListedCall.Reason::name).orElse(null),
        call.reason().map(ListedCall.Reason::detail).orElse(null),
        call.customer().map(ListedCall::shortened).orElse(null),
        call.origin().orElse(null),
        call.requestId().orElse(null));
  }

  private static String signing(ListedCall call) {
    return !call.signed()
        ? "none"
        : call.signer().map(signer -> signer.name().toLowerCase(Locale.ROOT)).orElse("bad");
  }

  /** Takes away counts and uses from before {@code instant}. */
  void forget(Instant instant) {
    statements.change(
        "DELETE FROM embed_call_day WHERE day < CAST(? AS date)",
        LocalDate.ofInstant(instant, ZoneOffset.UTC).toString());
    statements.change("DELETE FROM embed_secret_use WHERE used_at < ?", instant);
  }
}
