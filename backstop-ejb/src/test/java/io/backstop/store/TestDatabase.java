package io.backstop.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * A migrated database of a test class's own. One PostgreSQL serves all of a JVM, on a free port of
 * the loopback and in a directory of its own; it ends with the JVM. The migrations run once, into a
 * template that each database is a copy of.
 *
 * <p>Connections are pooled, and each statement commits by itself unless the test says otherwise:
 * what the server's data source does outside a transaction.
 */
public final class TestDatabase {

  private static final String TEMPLATE = "backstop_template";
  private static final AtomicInteger COUNT = new AtomicInteger();

  /** Started when the first database is asked for. */
  private static final class Server {

    static final EmbeddedPostgres POSTGRES = started();

    private static EmbeddedPostgres started() {
      try {
        EmbeddedPostgres server =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("full_page_writes", "off")
                .setServerConfig("max_connections", "600")
                .start();
        create(server, TEMPLATE, "template1");
        Migrations.configured(server.getDatabase("postgres", TEMPLATE)).migrate();
        return server;
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  /** Made when it is first asked for. */
  private static final class Shared {
    static final TestDatabase ONE = fresh();
  }

  private final String name;
  private final DataSource pool;
  private EntityManagerFactory entityManagers;

  private TestDatabase(String name) {
    this.name = name;
    this.pool = ConnectionPool.over(Server.POSTGRES.getDatabase("postgres", name));
  }

  /** One for all tests that make do with a workspace of their own. */
  public static TestDatabase shared() {
    return Shared.ONE;
  }

  /** A new database, migrated and otherwise empty. */
  public static TestDatabase fresh() {
    String name = "backstop_" + COUNT.incrementAndGet();
    create(Server.POSTGRES, name, TEMPLATE);
    return new TestDatabase(name);
  }

  /** A new database without any table. */
  public static TestDatabase empty() {
    String name = "backstop_" + COUNT.incrementAndGet();
    create(Server.POSTGRES, name, "template1");
    return new TestDatabase(name);
  }

  private static void create(EmbeddedPostgres server, String name, String template) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name + " TEMPLATE " + template);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  public DataSource dataSource() {
    return pool;
  }

  /** The application's persistence unit on this database, with transactions of its own. */
  public synchronized EntityManagerFactory entityManagers() {
    if (entityManagers == null) {
      Map<String, Object> outsideAContainer = new HashMap<>();
      outsideAContainer.put("jakarta.persistence.transactionType", "RESOURCE_LOCAL");
      outsideAContainer.put(
          "hibernate.connection.provider_class",
          "org.hibernate.engine.jdbc.connections.internal.DriverManagerConnectionProviderImpl");
      outsideAContainer.put(
          "jakarta.persistence.jdbc.url", Server.POSTGRES.getJdbcUrl("postgres", name));
      outsideAContainer.put("hibernate.connection.pool_size", "40");
      outsideAContainer.put("hibernate.transaction.jta.platform", "");
      entityManagers = Persistence.createEntityManagerFactory("backstop", outsideAContainer);
    }
    return entityManagers;
  }

  /** Runs one statement; returns how many rows it changed. */
  public int update(String statement, Object... parameters) {
    try (Connection connection = pool.getConnection();
        PreparedStatement prepared = connection.prepareStatement(statement)) {
      for (int i = 0; i < parameters.length; i++) {
        prepared.setObject(i + 1, parameters[i]);
      }
      return prepared.executeUpdate();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** The first column of the first row, as text; {@code null} where it is null. */
  public String text(String query, Object... parameters) {
    try (Connection connection = pool.getConnection();
        PreparedStatement prepared = connection.prepareStatement(query)) {
      for (int i = 0; i < parameters.length; i++) {
        prepared.setObject(i + 1, parameters[i]);
      }
      try (ResultSet row = prepared.executeQuery()) {
        if (!row.next()) {
          throw new IllegalStateException("no row: " + query);
        }
        return row.getString(1);
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
