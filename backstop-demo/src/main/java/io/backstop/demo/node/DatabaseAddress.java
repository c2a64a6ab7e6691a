package io.backstop.demo.node;

import java.util.Objects;

/**
 * Where a PostgreSQL database is and who asks.
 *
 * @param url a JDBC URL, {@code jdbc:postgresql://host:port/database}, with pgjdbc's parameters if
 *     wanted
 * @param user the role that owns Backstop's tables
 * @param password the role's password; empty where the server trusts the connection
 */
public record DatabaseAddress(String url, String user, String password) {

  /** The only scheme that Backstop's migrations are written for. */
  public static final String URL_PREFIX = "jdbc:postgresql:";

  public DatabaseAddress {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
    if (!url.startsWith(URL_PREFIX)) {
      throw new IllegalArgumentException("A database URL begins with " + URL_PREFIX + "//");
    }
  }

  /** Without the password, and without the URL's parameters, which may hold one. */
  @Override
  public String toString() {
    int parameters = url.indexOf('?');
    return (parameters < 0 ? url : url.substring(0, parameters)) + ", user " + user;
  }
}
