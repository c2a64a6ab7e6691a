package io.backstop.store;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * Brings the schema up to this release before the first request. Flyway's advisory lock lets nodes
 * that start together do it once. A failure stops the deployment: half a schema is worse than none.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class Migrations {

  private static final Logger LOG = Logger.getLogger(Migrations.class.getName());

  @Inject private DataSource dataSource;

  @PostConstruct
  void migrate() {
    try {
      MigrateResult result = configured(dataSource).migrate();
      LOG.log(
          Level.INFO,
          "Database at version {0}, {1} migrations applied",
          new Object[] {result.targetSchemaVersion, result.migrationsExecuted});
    } catch (FlywayException failed) {
      throw new IllegalStateException(
          "The database could not be brought up to this release", failed);
    }
  }

  /** The one Flyway configuration, for the application and for tests without a container. */
  public static Flyway configured(DataSource dataSource) {
    return Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(dataSource)
        .locations("classpath:db/migration")
        // None, and so not "*:future" either, Flyway's default: an old node must not start on a
        // newer release's schema.
        .ignoreMigrationPatterns(new String[0])
        .load();
  }
}
