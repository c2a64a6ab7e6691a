package io.backstop.demo.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
  @TempDir Path directory;

  @Test
  void dataSurviveARestart() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
      DatabaseAddress address = database.database("backstop");
      run(address, "CREATE TABLE kept (word text)");
      run(address, "INSERT INTO kept VALUES ('still here')");
      assertThat(ask(address, "SHOW fsync")).isEqualTo("on");
      assertThat(ask(address, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(ask(address, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
    }
    assertThat(directory.resolve("data/postmaster.pid")).doesNotExist();
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
      assertThat(ask(database.database("backstop"), "SELECT word FROM kept"))
          .isEqualTo("still here");
    }
  }

  @Test
  void theServerEndsWithTheProcessThatStartedIt() throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DatabaseParent.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(parent.inputReader().readLine()).isEqualTo("up");
      long pid =
          Long.parseLong(Files.readAllLines(directory.resolve("data/postmaster.pid")).get(0));
      ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
      parent.destroyForcibly().waitFor();
      server.onExit().get(60, TimeUnit.SECONDS);
    } finally {
      parent.destroyForcibly();
    }
  }

  private static void run(DatabaseAddress address, String sql) throws SQLException {
    try (Connection connection = connect(address);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(DatabaseAddress address, String sql) throws SQLException {
    try (Connection connection = connect(address);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      answer.next();
      return answer.getString(1);
    }
  }

  private static Connection connect(DatabaseAddress address) throws SQLException {
    return DriverManager.getConnection(address.url(), address.user(), address.password());
  }

  /** A launcher that is about to die: starts a database, says so, waits. */
  public static final class DatabaseParent {
    private DatabaseParent() {}

    public static void main(String[] arguments) throws Exception {
      try (EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(arguments[0]))) {
        System.out.println(database.port() > 0 ? "up" : "no port");
        System.in.transferTo(System.out);
      }
    }
  }
}
