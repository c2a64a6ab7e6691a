package io.backstop.insight;

import io.backstop.insight.CustomerSheet.PortalLink;
import io.backstop.insight.CustomerSheet.Subscription;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.Statements;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Customers whom the mirror knows: a page of them by one statement, one by two. */
@Dependent
public class CustomerReader {

  private static final String ACTIVE =
      "SELECT true FROM stripe_subscription s WHERE s.workspace_id = c.workspace_id"
          + " AND s.customer_id = c.customer_id AND NOT s.ended LIMIT 1";

  private static final String OWING =
      "SELECT true FROM recovery_campaign r WHERE r.workspace_id = c.workspace_id"
          + " AND r.customer_id = c.customer_id AND r.state = 'in_flight' LIMIT 1";

  /**
   * Each customer on the page is looked up by himself. As EXISTS, the database may read all
   * subscriptions first, to have them at hand for a page of fifty.
   */
  private static final String LINE =
      "c.customer_id, c.account_hint, c.read_at, CASE WHEN c.deleted THEN 'deleted' WHEN ("
          + OWING
          + ") THEN 'owing' WHEN ("
          + ACTIVE
          + ") THEN 'active' ELSE 'ended' END AS state, (SELECT v.opened_at FROM cancel_session v"
          + " WHERE v.workspace_id = c.workspace_id AND v.customer_id = c.customer_id"
          + " ORDER BY v.session_id DESC LIMIT 1) AS last_visit";

  private static final String LINES =
      "SELECT " + LINE + " FROM stripe_customer c WHERE %s ORDER BY c.customer_id LIMIT ?";

  private static final String ONE =
      "SELECT "
          + LINE
          + ", (SELECT concat(k ->> 'brand', ' ', k ->> 'last_four')"
          + " FROM jsonb_array_elements(c.snapshot -> 'cards') k"
          + " WHERE k ->> 'id' = c.snapshot ->> 'default_card' LIMIT 1) AS card,"
          + " EXISTS (SELECT FROM stripe_refresh f WHERE f.workspace_id = c.workspace_id"
          + " AND f.customer_id = c.customer_id AND f.priority = 0) AS asked,"
          + " l.links, l.since, l.until"
          + " FROM stripe_customer c CROSS JOIN LATERAL (SELECT count(*) AS links,"
          + " max(minted_at) AS since, max(expires_at) AS until FROM hosted_link l"
          + " WHERE l.workspace_id = c.workspace_id AND l.customer_id = c.customer_id"
          + " AND l.surface = 'portal' AND l.revoked_at IS NULL AND l.spent_at IS NULL"
          + " AND l.expires_at > ?) l"
          + " WHERE c.workspace_id = ? AND c.customer_id = ?";

  private static final String SUBSCRIPTIONS =
      """
      SELECT subscription_id, status, read_at,
        CAST(snapshot ->> 'cancel_at' AS timestamptz) AS cancel_at,
        CASE WHEN snapshot -> 'card' ->> 'last_four' IS NOT NULL THEN
          concat(snapshot -> 'card' ->> 'brand', ' ', snapshot -> 'card' ->> 'last_four') END
          AS card,
        (SELECT string_agg(i ->> 'product_name', ', ')
          FROM jsonb_array_elements(snapshot -> 'items') i) AS product
      FROM stripe_subscription WHERE workspace_id = ? AND customer_id = ?
      ORDER BY ended, place NULLS FIRST, subscription_id LIMIT 100""";

  private final Statements statements;
  private final Clock clock;

  @Inject
  public CustomerReader(Statements statements, Clock clock) {
    this.statements = statements;
    this.clock = clock;
  }

  /**
   * The customers by their ids.
   *
   * @param exactly the one of this id; an empty text: all
   * @param state only those of this state; an empty text: all
   * @param after those that are listed behind this customer; an empty text: from the first on
   */
  public List<CustomerLine> page(
      WorkspaceSlug workspace, String exactly, String state, String after, int count) {
    Conditions conditions =
        new Conditions()
            .and("c.workspace_id = ?", workspace.value())
            .given(exactly, "c.customer_id = ?")
            .given(after, "c.customer_id > ?");
    String active = "EXISTS (" + ACTIVE + ")";
    String owing = "EXISTS (" + OWING + ")";
    switch (state) {
      case "deleted" -> conditions.and("c.deleted");
      case "owing" -> conditions.and("NOT c.deleted").and(owing);
      case "active" -> conditions.and("NOT c.deleted").and("NOT " + owing).and(active);
      case "ended" -> conditions.and("NOT c.deleted").and("NOT " + owing).and("NOT " + active);
      default -> {
        // All of them.
      }
    }
    return statements.rows(
        CustomerReader::line,
        String.format(LINES, conditions.text()),
        conditions.parametersAnd(count));
  }

  /** One customer; empty when the mirror knows none of that id in the workspace. */
  public Optional<CustomerSheet> find(WorkspaceSlug workspace, String id) {
    return statements
        .rows(CustomerReader::bare, ONE, clock.instant(), workspace.value(), id)
        .stream()
        .findFirst()
        .map(
            bare ->
                bare.with(
                    statements.rows(
                        CustomerReader::subscription, SUBSCRIPTIONS, workspace.value(), id)));
  }

  private static CustomerSheet bare(ResultSet row) throws SQLException {
    int links = row.getInt("links");
    return new CustomerSheet(
        line(row),
        Optional.ofNullable(row.getString("card")),
        row.getBoolean("asked"),
        links == 0
            ? Optional.empty()
            : Optional.of(
                new PortalLink(
                    links,
                    Statements.instant(row, "since").orElseThrow(),
                    Statements.instant(row, "until").orElseThrow())),
        List.of());
  }

  private static CustomerLine line(ResultSet row) throws SQLException {
    return new CustomerLine(
        row.getString("customer_id"),
        Optional.ofNullable(row.getString("account_hint")),
        row.getString("state"),
        Statements.instant(row, "read_at").orElseThrow(),
        Statements.instant(row, "last_visit"));
  }

  private static Subscription subscription(ResultSet row) throws SQLException {
    return new Subscription(
        row.getString("subscription_id"),
        Optional.ofNullable(row.getString("product")).orElse(""),
        row.getString("status"),
        Statements.instant(row, "cancel_at"),
        Optional.ofNullable(row.getString("card")),
        Statements.instant(row, "read_at").orElseThrow());
  }
}
