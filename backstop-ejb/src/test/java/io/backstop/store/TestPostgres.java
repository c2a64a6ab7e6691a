package io.backstop.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/**
 * One migrated PostgreSQL for all tests of this JVM, on a port and in a directory of its own, with
 * the application's own persistence unit on it. Each test makes a workspace of its own.
 */
public final class TestPostgres {

  private static final TestPostgres ONE = new TestPostgres();

  private final DataSource dataSource;
  private final EntityManagerFactory entityManagers;

  private TestPostgres() {
    String url;
    try {
      EmbeddedPostgres server = EmbeddedPostgres.builder().start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
      dataSource = server.getPostgresDatabase();
      url = server.getJdbcUrl("postgres", "postgres");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Migrations.configured(dataSource).migrate();
    Map<String, Object> outsideAContainer = new HashMap<>();
    outsideAContainer.put("jakarta.persistence.transactionType", "RESOURCE_LOCAL");
    outsideAContainer.put(
        "hibernate.connection.provider_class",
        "org.hibernate.engine.jdbc.connections.internal.DriverManagerConnectionProviderImpl");
    outsideAContainer.put("jakarta.persistence.jdbc.url", url);
    outsideAContainer.put("hibernate.connection.pool_size", "24");
    outsideAContainer.put("hibernate.transaction.jta.platform", "");
    entityManagers = Persistence.createEntityManagerFactory("backstop", outsideAContainer);
  }

  public static TestPostgres get() {
    return ONE;
  }

  public DataSource dataSource() {
    return dataSource;
  }

  public EntityManagerFactory entityManagers() {
    return entityManagers;
  }

  private static void close(EmbeddedPostgres server) {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
