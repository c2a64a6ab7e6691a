package io.backstop.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** What Backstop knows of Stripe's customers: 100,000 with one subscription each. */
final class Mirror {

  static final int SIZE = 100_000;

  /** As long as a snapshot of one item and a card is; the mint does not read it. */
  private static final String SNAPSHOT =
      """
      {"status": "active", "currency": "usd", "items": [{"itemId": "si_bench", "priceId":
      "price_pro_monthly", "productName": "Pro", "unitAmount": 4900, "quantity": 1, "interval":
      "month", "intervalCount": 1, "periodEnd": "2026-12-01T00:00:00Z"}], "discounts": [],
      "scheduled": false, "openInvoice": false, "card": {"brand": "visa", "lastFour": "4242"},
      "accountHint": "c••@bench.example", "readAt": "2026-11-23T00:00:00Z"}
      """;

  private Mirror() {}

  /** What follows {@code cus_} and {@code sub_} in the ids of this customer. */
  static String name(long number) {
    return String.format(Locale.ROOT, "bench_%06d", number);
  }

  /** Writes the rows and lets PostgreSQL count them. */
  static void fill(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      String numbers =
          " FROM (SELECT 'bench_' || lpad(i::text, 6, '0') AS name FROM generate_series(0, "
              + (SIZE - 1)
              + ") i) n";
      statement.execute(
          "INSERT INTO stripe_customer (workspace_id, customer_id, deleted, account_hint, read_at)"
              + " SELECT 'bench', 'cus_' || name, false, 'c••@bench.example', now()"
              + numbers);
      statement.execute(
          "INSERT INTO stripe_subscription"
              + " (workspace_id, subscription_id, customer_id, status, ended, snapshot, read_at)"
              + " SELECT 'bench', 'sub_' || name, 'cus_' || name, 'active', false, '"
              + SNAPSHOT
              + "', now()"
              + numbers);
      statement.execute("VACUUM ANALYZE stripe_customer");
      statement.execute("VACUUM ANALYZE stripe_subscription");
    }
  }
}
