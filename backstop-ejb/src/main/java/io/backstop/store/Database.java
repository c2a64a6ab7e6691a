package io.backstop.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * The server's data source {@code jdbc/backstop}. Its connections join the caller's transaction
 * where there is one, and commit each statement by themselves where there is none.
 */
@ApplicationScoped
public class Database {

  @Produces
  DataSource dataSource() {
    try {
      return (DataSource) Names.firstOf("java:/jdbc/backstop", "jdbc/backstop");
    } catch (NamingException absent) {
      throw new IllegalStateException(
          "The server has no data source jdbc/backstop; see docs/guide/operate.md", absent);
    }
  }
}
