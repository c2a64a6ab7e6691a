package io.backstop.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Whether this node can do its work. */
@ApplicationScoped
public class Readiness {

  private static final Logger LOG = Logger.getLogger(Readiness.class.getName());
  private static final int SECONDS = 2;

  @Inject private DataSource database;

  /** Whether the database answers within two seconds. */
  public boolean databaseAnswers() {
    try (Connection connection = database.getConnection()) {
      return connection.isValid(SECONDS);
    } catch (SQLException unanswered) {
      LOG.log(Level.WARNING, "Not ready: {0}", unanswered.getMessage());
      return false;
    }
  }
}
