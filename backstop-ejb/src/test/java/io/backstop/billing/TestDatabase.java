package io.backstop.billing;

import io.backstop.store.Statements;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * A migrated database, the run's one or a test's own, with the container's transactions stood in
 * for: a connection asked for inside {@link #inNewTransaction} belongs to that transaction, any
 * other commits by itself.
 */
final class TestDatabase {

  private static final TestDatabase ONLY = over(io.backstop.store.TestDatabase.shared());

  private final DataSource real;

  /** How often a connection was asked for: once for each statement of this station. */
  final AtomicLong connections = new AtomicLong();

  private final ThreadLocal<Connection> current = new ThreadLocal<>();

  private TestDatabase(DataSource real) {
    this.real = real;
  }

  static TestDatabase over(io.backstop.store.TestDatabase database) {
    return new TestDatabase(database.dataSource());
  }

  static TestDatabase get() {
    return ONLY;
  }

  Statements statements() {
    return new Statements(dataSource());
  }

  /** What the container would inject. */
  DataSource dataSource() {
    return (DataSource)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("getConnection")) {
                return method.invoke(real, arguments);
              }
              connections.incrementAndGet();
              return current.get() != null
                  ? unclosable(current.get())
                  : method.invoke(real, arguments);
            });
  }

  /** As REQUIRES_NEW does: commits what {@code work} did, or none of it when it throws. */
  <T> T inNewTransaction(Supplier<T> work) {
    Connection suspended = current.get();
    try (Connection connection = real.getConnection()) {
      connection.setAutoCommit(false);
      current.set(connection);
      boolean done = false;
      try {
        T result = work.get();
        done = true;
        return result;
      } finally {
        if (done) {
          connection.commit();
        } else {
          connection.rollback();
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } finally {
      current.set(suspended);
    }
  }

  private static Connection unclosable(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            TestDatabase.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                return null;
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
