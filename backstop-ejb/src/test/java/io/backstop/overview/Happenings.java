package io.backstop.overview;

import io.backstop.kernel.Ids;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.TestDatabase;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** What has happened in one workspace, written straight into the tables. */
final class Happenings {

  private final TestDatabase database;
  private final WorkspaceSlug workspace;

  Happenings(TestDatabase database, WorkspaceSlug workspace) {
    this.database = database;
    this.workspace = workspace;
  }

  static OffsetDateTime at(String instant) {
    return Instant.parse(instant).atOffset(ZoneOffset.UTC);
  }

  /** A visit whose link was made then, ended ({@code recorded}) or not ({@code null}). */
  void visit(String made, String reason, String recorded, String taken, String shown) {
    OffsetDateTime at = at(made);
    database.update(
        "INSERT INTO cancel_session (workspace_id, session_id, link_id, customer_id,"
            + " subscription_id, signed, flow_digest, state, stop, turn, trail, offers_shown,"
            + " offers_declined, offers_refused, not_applied, opened_at, expires_at, ended_at,"
            + " recorded, reason, offer_type)"
            + " VALUES (?, ?, 'l', 'cus_x', 'sub_x', true, 'd', ?, ?, 0, '', ?, ?, '', false, ?,"
            + " ?, ?, ?, ?, ?)",
        workspace.value(),
        Ids.next("cs_", at.toInstant()),
        recorded == null ? "open" : "ended",
        taken == null ? "confirm" : "offer." + taken,
        shown,
        taken == null ? shown : shown.replace(taken, "").strip(),
        at,
        at,
        recorded == null ? null : at,
        recorded,
        reason,
        taken == null ? null : "discount");
  }

  void outcome(String at, String recorded, Long kept, String currency) {
    String kind =
        recorded.startsWith("saved")
            ? "saved"
            : recorded.equals("canceled") ? "cancelled" : "dismissed";
    database.update(
        "INSERT INTO outcome (workspace_id, session_id, kind, recorded, recorded_at, kept_amount,"
            + " kept_currency) VALUES (?, ?, ?, ?, ?, ?, ?)",
        workspace.value(),
        Ids.next("cs_", at(at).toInstant()),
        kind,
        recorded,
        at(at),
        kept,
        currency);
  }

  void outcome(String at, String recorded) {
    outcome(at, recorded, null, null);
  }

  /** A link to a cancel flow that nobody has opened so far. */
  void link(String made, String expires) {
    database.update(
        "INSERT INTO hosted_link (workspace_id, link_id, surface, customer_id, subscription_id,"
            + " signed, token_digest, minted_at, expires_at)"
            + " VALUES (?, ?, 'cancel', 'cus_x', 'sub_x', true, '', ?, ?)",
        workspace.value(),
        Ids.next("", at(made).toInstant()),
        at(made),
        at(expires));
  }
}
