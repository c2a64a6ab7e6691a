package io.backstop.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;

class MigrationsTest {

  @Test
  void nodesThatStartTogetherMigrateOnce() {
    TestDatabase database = TestDatabase.empty();

    List<Integer> executed =
        Together.run(
            4,
            i -> () -> Migrations.configured(database.dataSource()).migrate().migrationsExecuted);

    assertThat(executed.stream().filter(count -> count > 0)).hasSize(1);
    assertThat(database.text("SELECT count(*) FROM workspace_revision")).isEqualTo("1");
  }

  @Test
  void aMigratedDatabaseIsLeftAsItIs() {
    TestDatabase database = TestDatabase.fresh();

    assertThat(Migrations.configured(database.dataSource()).migrate().migrationsExecuted).isZero();
  }

  @Test
  void aMigrationThatWasChangedAfterwardsStopsTheStart() {
    TestDatabase database = TestDatabase.fresh();
    database.update(
        "UPDATE flyway_schema_history SET checksum = checksum + 1 WHERE version LIKE '2026%10'");

    assertThatExceptionOfType(FlywayException.class)
        .isThrownBy(() -> Migrations.configured(database.dataSource()).migrate());
  }

  /** Promised by the package: an older release refuses to write to a newer release's database. */
  @Test
  void aDatabaseOfANewerReleaseStopsTheStart() {
    TestDatabase database = TestDatabase.fresh();
    database.update(
        "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
            + " checksum, installed_by, execution_time, success)"
            + " SELECT max(installed_rank) + 1, '2099.01.01.10', 'later', 'SQL',"
            + " 'V2099.01.01.10__later.sql', 1, 'postgres', 1, true FROM flyway_schema_history");

    assertThatExceptionOfType(FlywayException.class)
        .isThrownBy(() -> Migrations.configured(database.dataSource()).migrate());
  }

  @Test
  void everyTenantsTableHasTheWorkspaceFirstInItsKey() {
    TestDatabase database = TestDatabase.fresh();

    assertThat(
            database.text(
                "SELECT string_agg(t.relname, ' ') FROM pg_class t"
                    + " JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = 'public'"
                    + " LEFT JOIN pg_index i ON i.indrelid = t.oid AND i.indisprimary"
                    + " LEFT JOIN pg_attribute a"
                    + " ON a.attrelid = t.oid AND a.attnum = i.indkey[0]"
                    + " WHERE t.relkind = 'r' AND a.attname IS DISTINCT FROM 'workspace_id'"
                    // People and their browsers are of the installation.
                    + " AND t.relname NOT IN ('flyway_schema_history', 'workspace_revision',"
                    + " 'member', 'member_session', 'member_identity', 'member_reset')"))
        .isNull();
  }
}
