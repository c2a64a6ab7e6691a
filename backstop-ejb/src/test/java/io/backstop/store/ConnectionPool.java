package io.backstop.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/** Keeps closed connections open for the next who asks. As large as it was ever needed. */
final class ConnectionPool {

  private final DataSource real;
  private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();

  private ConnectionPool(DataSource real) {
    this.real = real;
  }

  static DataSource over(DataSource real) {
    ConnectionPool pool = new ConnectionPool(real);
    return (DataSource)
        Proxy.newProxyInstance(
            ConnectionPool.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) ->
                method.getName().equals("getConnection")
                    ? pool.connection()
                    : invoke(real, method, arguments));
  }

  private Connection connection() throws Exception {
    Connection kept = idle.poll();
    Connection connection = kept == null ? real.getConnection() : kept;
    AtomicBoolean closed = new AtomicBoolean();
    return (Connection)
        Proxy.newProxyInstance(
            ConnectionPool.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "close" -> {
                  if (closed.compareAndSet(false, true)) {
                    giveBack(connection);
                  }
                  return null;
                }
                case "isClosed" -> {
                  return closed.get();
                }
                default -> {
                  return invoke(connection, method, arguments);
                }
              }
            });
  }

  private void giveBack(Connection connection) throws Exception {
    if (!connection.getAutoCommit()) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    idle.add(connection);
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException failed) {
      throw failed.getCause();
    }
  }
}
