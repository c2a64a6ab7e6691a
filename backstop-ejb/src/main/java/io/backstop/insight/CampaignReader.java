package io.backstop.insight;

import io.backstop.insight.CampaignSheet.Failure;
import io.backstop.insight.CampaignSheet.Payment;
import io.backstop.kernel.Money;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.Statements;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Recovery campaigns: a page of them by one statement, one with its attempts by three. */
@Dependent
public class CampaignReader {

  private static final String LINES =
      """
      SELECT c.*, COALESCE(n.failures, 0) AS failures, a.reason, a.next_attempt_at
      FROM recovery_campaign c
        LEFT JOIN LATERAL (
          SELECT COALESCE(NULLIF(a.decline_code, ''), a.code) AS reason, a.next_attempt_at
          FROM recovery_attempt a
          WHERE a.workspace_id = c.workspace_id AND a.campaign_id = c.campaign_id
          ORDER BY a.seen_at DESC LIMIT 1) a ON true
        LEFT JOIN LATERAL (
          SELECT count(*) AS failures FROM recovery_attempt a
          WHERE a.workspace_id = c.workspace_id AND a.campaign_id = c.campaign_id) n ON true
      WHERE %s ORDER BY c.campaign_id DESC LIMIT ?""";

  private static final String FAILURES =
      """
      SELECT number, COALESCE(NULLIF(decline_code, ''), code) AS reason,
        btrim(concat(card_brand, ' ', card_last_four)) AS card, seen_at, next_attempt_at
      FROM recovery_attempt WHERE workspace_id = ? AND campaign_id = ?
      ORDER BY seen_at, number LIMIT 200""";

  private static final String PAYMENTS =
      """
      SELECT state, decline_code, request_id, created_at FROM payment_attempt
      WHERE workspace_id = ? AND invoice_id = ? ORDER BY created_at LIMIT 200""";

  private final Statements statements;

  @Inject
  public CampaignReader(Statements statements) {
    this.statements = statements;
  }

  /**
   * The campaigns, latest first.
   *
   * @param state only those of this state; an empty text: all
   * @param customer only his; an empty text: all
   * @param before those that are listed behind this campaign; an empty text: from the first on
   */
  public List<CampaignLine> page(
      WorkspaceSlug workspace, String state, String customer, String before, int count) {
    Conditions conditions =
        new Conditions()
            .and("c.workspace_id = ?", workspace.value())
            .given(state, "c.state = ?")
            .given(customer, "c.customer_id = ?")
            .given(before, "c.campaign_id < ?");
    return lines(conditions, count);
  }

  /** One campaign; empty when the workspace has none of that id. */
  public Optional<CampaignSheet> find(WorkspaceSlug workspace, String id) {
    Conditions conditions =
        new Conditions().and("c.workspace_id = ?", workspace.value()).and("c.campaign_id = ?", id);
    return lines(conditions, 1).stream()
        .findFirst()
        .map(
            line ->
                new CampaignSheet(
                    line,
                    statements.rows(CampaignReader::failure, FAILURES, workspace.value(), id),
                    statements.rows(
                        CampaignReader::payment, PAYMENTS, workspace.value(), line.invoice())));
  }

  private List<CampaignLine> lines(Conditions conditions, int count) {
    return statements.rows(
        CampaignReader::line,
        String.format(LINES, conditions.text()),
        conditions.parametersAnd(count));
  }

  private static CampaignLine line(ResultSet row) throws SQLException {
    return new CampaignLine(
        row.getString("campaign_id"),
        row.getString("invoice_id"),
        row.getString("customer_id"),
        Optional.ofNullable(row.getString("subscription_id")),
        row.getString("state"),
        new Money(row.getLong("amount"), row.getString("currency")),
        row.getInt("failures"),
        Optional.ofNullable(row.getString("reason")),
        Statements.instant(row, "next_attempt_at"),
        Statements.instant(row, "opened_at").orElseThrow(),
        Statements.instant(row, "closed_at"));
  }

  private static Failure failure(ResultSet row) throws SQLException {
    return new Failure(
        row.getInt("number"),
        row.getString("reason"),
        row.getString("card"),
        Statements.instant(row, "seen_at").orElseThrow(),
        Statements.instant(row, "next_attempt_at"));
  }

  private static Payment payment(ResultSet row) throws SQLException {
    return new Payment(
        row.getString("state"),
        Optional.ofNullable(row.getString("decline_code")),
        Optional.ofNullable(row.getString("request_id")),
        Statements.instant(row, "created_at").orElseThrow());
  }
}
