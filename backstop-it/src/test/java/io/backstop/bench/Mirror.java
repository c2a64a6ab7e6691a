package io.backstop.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** What Backstop knows of Stripe's customers: 100,000 with one subscription each. */
final class Mirror {

  static final int SIZE = 100_000;

  private static final String SUBSCRIPTION =
      """
      {"id": "sub_%s", "customer": "cus_%s", "status": "active", "currency": "usd", "items":
      [{"item_id": "si_bench", "price_id": "price_pro_monthly", "product_name": "Pro",
      "unit_amount": 4900, "quantity": 1, "interval": "month", "interval_count": 1, "period_end":
      "2126-12-01T00:00:00Z"}], "discounts": [], "scheduled": false, "open_invoice": false, "card":
      {"brand": "visa", "last_four": "4242"}, "account_hint": "c••@bench.example", "read_at":
      "2026-11-23T00:00:00Z"}""";

  private static final String CUSTOMER =
      """
      {"id": "cus_%s", "deleted": false, "account_hint": "c••@bench.example", "cards": [{"id":
      "pm_bench", "brand": "visa", "last_four": "4242", "expiry_month": 12, "expiry_year": 2126}],
      "default_card": "pm_bench", "read_at": "2026-11-23T00:00:00Z"}""";

  private static final String UPCOMING =
      """
      {"amount": 4900, "currency": "usd", "at": "2126-12-01T00:00:00Z"}""";

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
          "INSERT INTO stripe_customer (workspace_id, customer_id, deleted, account_hint, read_at,"
              + " snapshot, pictured_at)"
              + " SELECT 'bench', 'cus_' || name, false, 'c••@bench.example', now(), "
              + ofEach(CUSTOMER)
              + ", now()"
              + numbers);
      statement.execute(
          "INSERT INTO stripe_subscription (workspace_id, subscription_id, customer_id, status,"
              + " ended, snapshot, read_at, upcoming, place)"
              + " SELECT 'bench', 'sub_' || name, 'cus_' || name, 'active', false, "
              + ofEach(SUBSCRIPTION)
              + ", now(), '"
              + UPCOMING
              + "', 0"
              + numbers);
      statement.execute("VACUUM ANALYZE stripe_customer");
      statement.execute("VACUUM ANALYZE stripe_subscription");
    }
  }

  /** SQL for the document with each customer's name in it. */
  private static String ofEach(String document) {
    return "replace('" + document + "', '%s', name)::jsonb";
  }
}
