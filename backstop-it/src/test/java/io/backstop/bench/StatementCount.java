package io.backstop.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What PostgreSQL was asked during a stretch of time, as {@code pg_stat_statements} counted it: by
 * every session but this one. Counting costs a little, so it is off while rates are taken.
 */
final class StatementCount implements AutoCloseable {

  private static final int TRIES = 1000;

  private final Connection connection;

  /** Begins to count. */
  StatementCount(Rig rig) throws SQLException {
    connection = rig.connect();
    track("top");
  }

  private void track(String what) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ALTER SYSTEM SET pg_stat_statements.track = '" + what + "'");
      statement.execute("SELECT pg_reload_conf()");
      for (int i = 0; i < TRIES; i++) {
        try (ResultSet row = statement.executeQuery("SHOW pg_stat_statements.track")) {
          row.next();
          if (row.getString(1).equals(what)) {
            return;
          }
        }
      }
    }
    throw new SQLException("The server does not take pg_stat_statements.track = " + what);
  }

  /** Forgets what was counted so far. */
  void reset() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_stat_statements_reset()");
    }
  }

  /** How many statements touched hosted_link. */
  long onLinks() throws SQLException {
    return sum("calls", "query ILIKE '%hosted_link%'");
  }

  /** How many statements there were beside them: transaction control, validation, other tables. */
  long besides() throws SQLException {
    return sum("calls", "query NOT ILIKE '%hosted_link%'");
  }

  /** How many statements there were at all. */
  long all() throws SQLException {
    return sum("calls", "true");
  }

  /** How many rows were inserted, changed or deleted, in whatever table. */
  long rowsWritten() throws SQLException {
    return sum("rows", "query ~* '^\\s*(insert|update|delete|merge|with|copy)'");
  }

  private long sum(String column, String which) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT coalesce(sum("
                    + column
                    + "), 0) FROM pg_stat_statements"
                    + " WHERE query NOT ILIKE '%pg_stat_statements%' AND "
                    + which)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    try {
      track("none");
    } finally {
      connection.close();
    }
  }
}
