package io.backstop.demo.node;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A real PostgreSQL server, unpacked from a jar and started on a free loopback port. Its data stay
 * in the directory it was given and are found again by the next start there.
 *
 * <p>It trusts every connection from this machine: for demonstrations and tests, not for merchants.
 * Safe for use by several threads.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  private static final String USER = "postgres";
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  /** Its library tells of every step at INFO; held here, because loggers are collected. */
  private static final Logger LIBRARY = Logger.getLogger("io.zonky.test");

  private final EmbeddedPostgres server;
  private final PostmasterGuard guard;

  private EmbeddedDatabase(EmbeddedPostgres server, PostmasterGuard guard) {
    this.server = server;
    this.guard = guard;
  }

  /**
   * Starts the server and waits until it answers: about a second, some more the first time.
   *
   * @param directory where data and log live; made if missing. The caller makes sure that no other
   *     start uses it at the same time: a server still running there is taken for the orphan of a
   *     launcher that was killed, and stopped.
   * @throws NodeStartFailed if PostgreSQL does not come up; its log's last lines are with it
   */
  public static EmbeddedDatabase start(Path directory) throws NodeStartFailed {
    LIBRARY.setLevel(Level.WARNING);
    Path log = directory.resolve("postgres.log");
    try {
      PrivateFiles.directory(directory);
      Path data = directory.resolve("data");
      stopOrphan(data);
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(false)
              .setPGStartupWait(START_LIMIT)
              // The library starts it for throw-away tests; these are somebody's data.
              .setServerConfig("fsync", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      return new EmbeddedDatabase(server, PostmasterGuard.over(data));
    } catch (IOException | RuntimeException e) {
      throw new NodeStartFailed("PostgreSQL did not start.", LogTail.of(log), e);
    }
  }

  /** The address of the named database, which is made if it is missing. */
  public DatabaseAddress database(String name) throws SQLException {
    if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
      throw new IllegalArgumentException("A database name is lower case letters, digits and _");
    }
    try (Connection connection = server.getPostgresDatabase().getConnection()) {
      if (!exists(connection, name)) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("CREATE DATABASE " + name);
        }
      }
    }
    return new DatabaseAddress(
        "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name, USER, "");
  }

  public int port() {
    return server.getPort();
  }

  /** Stops the server and waits for it; open connections are ended. */
  @Override
  public void close() throws IOException {
    try {
      server.close();
    } finally {
      guard.close();
    }
  }

  private static boolean exists(Connection connection, String name) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
      query.setString(1, name);
      try (ResultSet found = query.executeQuery()) {
        return found.next();
      }
    }
  }

  private static void stopOrphan(Path data) throws IOException {
    Optional<ProcessHandle> orphan = running(data);
    if (orphan.isEmpty()) {
      return;
    }
    orphan.get().destroy();
    try {
      orphan.get().onExit().get(10, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException stubborn) {
      // It waits for clients that will not come back; PostgreSQL recovers from its log.
      orphan.get().destroyForcibly();
      orphan.get().onExit().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while an older PostgreSQL was ending", e);
    }
  }

  /** The server whose process id stands in the data directory, if that process is one. */
  private static Optional<ProcessHandle> running(Path data) throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(pidFile);
    if (lines.isEmpty() || !lines.get(0).matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(lines.get(0)))
        .filter(process -> process.info().command().orElse("").endsWith("postgres"));
  }
}
