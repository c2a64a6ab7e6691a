package io.backstop.recovery;

import io.backstop.billing.InvoiceSnapshot;
import io.backstop.billing.InvoiceSnapshot.Refused;
import io.backstop.billing.SubscriptionSnapshot.Card;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.recovery.Campaign.State;
import io.backstop.store.Statements;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rows of the campaigns. Each statement joins the caller's transaction where there is one. */
@Dependent
class CampaignTable {

  /** What is owed may shrink by a partial payment; a campaign that has closed stays as it is. */
  private static final String OPEN =
      """
      INSERT INTO recovery_campaign AS known
        (workspace_id, campaign_id, invoice_id, customer_id, subscription_id, state, amount,
         currency, opened_at)
      VALUES (?, ?, ?, ?, ?, 'in_flight', ?, ?, ?)
      ON CONFLICT (workspace_id, invoice_id) DO UPDATE SET amount = excluded.amount
      WHERE known.state = 'in_flight'""";

  private static final String NOTE =
      """
      INSERT INTO recovery_attempt
        (workspace_id, campaign_id, number, code, decline_code, card_brand, card_last_four,
         seen_at, next_attempt_at)
      SELECT workspace_id, campaign_id, ?, ?, ?, ?, ?, ?, ? FROM recovery_campaign
      WHERE workspace_id = ? AND invoice_id = ? AND state = 'in_flight'
      ON CONFLICT DO NOTHING""";

  private static final String CLOSE =
      """
      UPDATE recovery_campaign SET state = ?, closed_at = ?
      WHERE workspace_id = ? AND invoice_id = ? AND state = 'in_flight'""";

  private static final String IN_FLIGHT =
      """
      SELECT c.*,
        (SELECT COALESCE(NULLIF(a.decline_code, ''), a.code) FROM recovery_attempt a
         WHERE a.workspace_id = c.workspace_id AND a.campaign_id = c.campaign_id
         ORDER BY a.seen_at DESC LIMIT 1) AS reason
      FROM recovery_campaign c
      WHERE c.workspace_id = ? AND c.customer_id = ? AND c.state = 'in_flight'
      ORDER BY c.campaign_id DESC""";

  /**
   * All that the wall's first question needs. A renewal that should have been heard of by now and
   * was not tells that the mirror has missed something.
   */
  private static final String GLANCE =
      """
      SELECT
        EXISTS (SELECT FROM recovery_campaign
          WHERE workspace_id = w AND customer_id = c AND state = 'in_flight') AS in_flight,
        EXISTS (SELECT FROM stripe_customer
          WHERE workspace_id = w AND customer_id = c AND NOT deleted
            AND pictured_at IS NOT NULL) AS known,
        EXISTS (SELECT FROM stripe_subscription
          WHERE workspace_id = w AND customer_id = c AND NOT ended AND read_at < late
            AND (snapshot #>> '{items,0,period_end}')::timestamptz < late) AS overdue
      FROM (VALUES (?, ?, CAST(? AS timestamptz))) AS asked (w, c, late)""";

  private final Statements statements;

  @Inject
  CampaignTable(Statements statements) {
    this.statements = statements;
  }

  void open(WorkspaceSlug workspace, String id, InvoiceSnapshot invoice, Instant now) {
    statements.change(
        OPEN,
        workspace.value(),
        id,
        invoice.id(),
        invoice.customer().value(),
        invoice.subscription().map(SubscriptionId::value),
        invoice.amountRemaining(),
        invoice.currency(),
        now);
  }

  void note(WorkspaceSlug workspace, InvoiceSnapshot invoice, Refused refused, Instant now) {
    statements.change(
        NOTE,
        invoice.attemptCount(),
        refused.code(),
        refused.declineCode().orElse(""),
        refused.card().map(Card::brand).orElse(""),
        refused.card().map(Card::lastFour).orElse(""),
        now,
        invoice.nextAttemptAt(),
        workspace.value(),
        invoice.id());
  }

  void close(WorkspaceSlug workspace, String invoiceId, State state, Instant now) {
    statements.change(CLOSE, state.wireName(), now, workspace.value(), invoiceId);
  }

  /**
   * What is known of the customer, at one look.
   *
   * @param late when what has fallen due should have been heard of
   */
  Glance glance(WorkspaceSlug workspace, CustomerId customer, Instant late) {
    return statements
        .rows(
            row -> new Glance(row.getBoolean(1), row.getBoolean(2), row.getBoolean(3)),
            GLANCE,
            workspace.value(),
            customer.value(),
            late)
        .get(0);
  }

  /**
   * @param inFlight a campaign is
   * @param known the customer has been read, with his invoices
   * @param overdue one of his subscriptions should have been renewed since, and nothing was heard
   */
  record Glance(boolean inFlight, boolean known, boolean overdue) {}

  List<Campaign> inFlight(WorkspaceSlug workspace, CustomerId customer) {
    return statements.rows(CampaignTable::read, IN_FLIGHT, workspace.value(), customer.value());
  }

  private static Campaign read(ResultSet row) throws SQLException {
    return new Campaign(
        row.getString("campaign_id"),
        row.getString("invoice_id"),
        new CustomerId(row.getString("customer_id")),
        Optional.ofNullable(row.getString("subscription_id")).map(SubscriptionId::new),
        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getLong("amount"),
        row.getString("currency"),
        Optional.ofNullable(row.getString("reason")),
        Statements.instant(row, "opened_at").orElseThrow(),
        Statements.instant(row, "closed_at"));
  }
}
