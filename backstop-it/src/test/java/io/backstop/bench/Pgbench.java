package io.backstop.bench;

import io.backstop.demo.node.DatabaseAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PostgreSQL's own load generator with the mint's own statement on the same server and tables: what
 * the database alone would give. Ids rise with time as Backstop's do, digests are random as
 * Backstop's are, and each value is a parameter.
 */
final class Pgbench {

  private static final String SCRIPT =
      """
      \\set seq :seq + 1
      \\set n random(0, %d)
      \\set a random(0, 4611686018427387903)
      \\set b random(0, 4611686018427387903)
      INSERT INTO hosted_link (workspace_id, link_id, surface, customer_id, subscription_id, signed,\
       bundle_digest, token_digest, opener_origin, return_url, minted_at, expires_at)\
       SELECT :workspace, lpad((:seq::bigint * 16 + :client_id::int)::text, 26, '0'), :surface,\
       'cus_bench_' || lpad(:n::text, 6, '0'), 'sub_bench_' || lpad(:n::text, 6, '0'), :signed::boolean,\
       int8send(:a::bigint) || int8send(:b::bigint) || int8send(:a::bigint) || int8send(:b::bigint),\
       int8send(:b::bigint) || int8send(:a::bigint) || int8send(:b::bigint) || int8send(:a::bigint),\
       NULL, NULL, :minted::timestamptz, :expires::timestamptz\
       FROM stripe_subscription WHERE workspace_id = :workspace\
       AND subscription_id = 'sub_bench_' || lpad(:n::text, 6, '0')\
       AND customer_id = 'cus_bench_' || lpad(:n::text, 6, '0') AND NOT ended\
       ON CONFLICT DO NOTHING;
      """;

  private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+) \\(without initial");
  private static final Pattern DONE = Pattern.compile("actually processed: ([0-9]+)");

  private final DatabaseAddress database;
  private final Path script;
  private final Path log;

  Pgbench(DatabaseAddress database, Path directory) throws IOException {
    this.database = database;
    log = directory.resolve("pgbench.log");
    script =
        Files.writeString(directory.resolve("mint.sql"), String.format(SCRIPT, Mirror.SIZE - 1));
  }

  /**
   * Runs it at a steady pace, as {@link OpenLoop} does, and takes the time of each run from when it
   * was due.
   *
   * @return the latencies in ascending order, milliseconds
   */
  double[] latencies(double rate, int seconds) throws IOException, InterruptedException {
    Path prefix = log.resolveSibling("pgbench-latencies");
    run(seconds, List.of("--rate=" + (long) rate, "--log", "--log-prefix=" + prefix));
    List<Path> files;
    try (var all = Files.list(prefix.getParent())) {
      files = all.filter(file -> file.toString().startsWith(prefix.toString())).toList();
    }
    List<Double> millis = new ArrayList<>();
    for (Path file : files) {
      for (String line : Files.readAllLines(file)) {
        // Client, transaction, microseconds since it was due (PostgreSQL docs: pgbench, --rate).
        millis.add(Double.parseDouble(line.split(" ")[2]) / 1_000);
      }
      Files.delete(file);
    }
    return millis.stream().mapToDouble(each -> each).sorted().toArray();
  }

  /**
   * Runs it for so many seconds.
   *
   * @return links a second
   * @throws IOException if there is no pgbench on the path, it failed, or a run wrote no link
   */
  double rate(int seconds) throws IOException, InterruptedException, SQLException {
    long before = links();
    String said = run(seconds, List.of());
    Matcher rate = RATE.matcher(said);
    Matcher done = DONE.matcher(said);
    if (!rate.find() || !done.find()) {
      throw new IOException("pgbench said: " + said);
    }
    long written = links() - before;
    if (written != Long.parseLong(done.group(1))) {
      throw new IOException("pgbench wrote " + written + " links in " + done.group(1) + " runs");
    }
    return Double.parseDouble(rate.group(1));
  }

  private String run(int seconds, List<String> more) throws IOException, InterruptedException {
    URI server = URI.create(database.url().substring("jdbc:".length()));
    Instant now = Instant.now();
    List<String> command =
        new ArrayList<>(
            List.of(
                "pgbench",
                "--no-vacuum",
                "--protocol=prepared",
                "--client=" + ClosedLoop.CONNECTIONS,
                "--jobs=" + Runtime.getRuntime().availableProcessors(),
                "--time=" + seconds,
                "--file=" + script,
                "--define=seq=" + now.toEpochMilli() * 10_000,
                "--define=workspace=" + Rig.WORKSPACE,
                "--define=surface=cancel",
                "--define=signed=true",
                "--define=minted=" + now,
                "--define=expires=" + now.plusSeconds(3600)));
    command.addAll(more);
    command.addAll(
        List.of(
            "--host=" + server.getHost(),
            "--port=" + server.getPort(),
            "--username=" + database.user(),
            server.getPath().substring(1)));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!process.waitFor(seconds + 30L, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    String said = Files.readString(log);
    if (process.exitValue() != 0) {
      throw new IOException("pgbench said: " + said);
    }
    return said;
  }

  private long links() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM hosted_link")) {
      row.next();
      return row.getLong(1);
    }
  }
}
