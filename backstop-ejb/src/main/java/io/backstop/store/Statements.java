package io.backstop.store;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Runs a station's statements in plain JDBC. Each joins the caller's transaction where there is one
 * and is its own where there is none. What the database does not do becomes a refusal, {@code
 * TEMPORARILY_UNAVAILABLE}, which rolls the transaction back. Thread safe.
 */
@Dependent
public class Statements {

  private final DataSource database;

  @Inject
  public Statements(DataSource database) {
    this.database = database;
  }

  /** Runs an INSERT or UPDATE; how many rows it changed. */
  public int change(String sql, Object... parameters) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      fill(statement, parameters);
      return statement.executeUpdate();
    } catch (SQLException failed) {
      throw refusal(failed);
    }
  }

  /** The first row's first column, as text; empty when there is no row. */
  public Optional<String> text(String sql, Object... parameters) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      fill(statement, parameters);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
      }
    } catch (SQLException failed) {
      throw refusal(failed);
    }
  }

  /**
   * Until the caller's transaction ends, whoever else asks for the lock of that name waits. Names
   * begin with what they are of: {@code "team acme"}.
   */
  public void lock(String name) {
    text("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))::text", name);
  }

  /** Every row, read by {@code reader}. */
  public <T> List<T> rows(RowReader<T> reader, String sql, Object... parameters) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      fill(statement, parameters);
      try (ResultSet rows = statement.executeQuery()) {
        List<T> read = new ArrayList<>();
        while (rows.next()) {
          read.add(reader.read(rows));
        }
        return read;
      }
    } catch (SQLException failed) {
      throw refusal(failed);
    }
  }

  /** A timestamp of a row; empty where it is null. */
  public static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  /** Makes something of one row; does not move on. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private static void fill(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      Object value =
          parameters[i] instanceof Optional<?> optional ? optional.orElse(null) : parameters[i];
      if (value == null) {
        statement.setNull(i + 1, Types.NULL);
      } else if (value instanceof Instant instant) {
        statement.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
      } else {
        statement.setObject(i + 1, value);
      }
    }
  }

  /** Without the driver's message: it can quote the row. */
  private static Refusal refusal(SQLException failed) {
    return new Refusal(
        RefusalCode.TEMPORARILY_UNAVAILABLE, "the database said " + failed.getSQLState());
  }
}
