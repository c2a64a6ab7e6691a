package io.backstop.demo.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Backstop's web archive on Payara Micro, in a JVM of its own that ends with this one. Several
 * nodes may run at once, on one database; each has its own port and directory.
 *
 * <p>Safe for use by several threads.
 */
public final class PayaraMicroNode implements AutoCloseable {
  private static final String READY = "/health/ready";

  /** The launcher's own variables; the node gets their values by file. */
  private static final Set<String> SECRET_VARIABLES =
      Set.of("BACKSTOP_DB_PASSWORD", "BACKSTOP_MASTER_KEY");

  private static final String DB_URL = "backstop-pool.url";
  private static final String DB_USER = "backstop-pool.user";
  private static final String DB_PASSWORD = "backstop-pool.password";

  private static final long ORDERLY_END_SECONDS = 20;

  private final NodeOptions options;
  private final Process process;

  private PayaraMicroNode(NodeOptions options, Process process) {
    this.options = options;
    this.process = process;
  }

  /**
   * Starts the process and returns at once; {@link #awaitReady} says when it serves.
   *
   * @throws IOException if the node's directory cannot be written or the process not started
   */
  public static PayaraMicroNode start(NodeOptions options) throws IOException {
    Path directory = PrivateFiles.directory(options.directory());
    // Payara Micro unpacks itself into the temporary directory and leaves that behind when killed.
    Path temporary = directory.resolve("tmp");
    PrivateFiles.deleteTree(temporary);
    PrivateFiles.directory(temporary);
    DatabaseAddress database = options.database();
    Path preBoot =
        CommandFiles.write(
            directory, "pre-boot.asadmin", Map.of("http.address", options.address()));
    Path postBoot =
        CommandFiles.write(
            directory,
            "post-boot.asadmin",
            Map.of(
                "db.url",
                reference(DB_URL),
                "db.user",
                reference(DB_USER),
                "db.password",
                reference(DB_PASSWORD)));
    Path logging = CommandFiles.write(directory, "logging.properties", Map.of());
    Path settings =
        PrivateFiles.writeProperties(
            directory.resolve("system.properties"), systemProperties(options));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.io.tmpdir=" + temporary,
            "-javaagent:" + ParentAgent.write(directory),
            "-jar",
            options.payaraJar().toString(),
            "--nohazelcast",
            "--nocluster",
            "--disablephonehome",
            "--logproperties",
            logging.toString(),
            "--systemproperties",
            settings.toString(),
            "--prebootcommandfile",
            preBoot.toString(),
            "--postbootcommandfile",
            postBoot.toString(),
            "--addlibs",
            options.driverJar().toString(),
            "--port",
            Integer.toString(options.port()),
            "--contextroot",
            "/",
            "--deploy",
            options.war().toString());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(log(options).toFile()));
    builder.environment().keySet().removeAll(SECRET_VARIABLES);
    return new PayaraMicroNode(options, builder.start());
  }

  /**
   * Waits until {@code /health/ready} answers 200.
   *
   * @throws NodeStartFailed if the process ends first or the time is over; the process may then
   *     still run, {@code close()} ends it
   */
  public void awaitReady(Duration limit) throws NodeStartFailed, InterruptedException {
    switch (new ReadinessProbe().await(uri(READY), limit, new BootWatch(process, log()))) {
      case READY -> forgetSecrets();
      case GIVEN_UP ->
          throw failed(
              process.isAlive()
                  ? "Its server runs, but without the application."
                  : "Its server ended with exit code " + process.exitValue() + ".");
      case TIMED_OUT ->
          throw failed("It did not answer " + uri(READY) + " within " + limit.toSeconds() + " s.");
    }
  }

  /** Where this machine reaches the node, without a slash at the end. */
  public URI baseUri() {
    return options.baseUri();
  }

  public URI uri(String path) {
    return URI.create(options.baseUri() + path);
  }

  /** The server's process, for those who want to know of its end or to bring it about. */
  public ProcessHandle process() {
    return process.toHandle();
  }

  /** The server's log, of this start only. */
  public Path log() {
    return log(options);
  }

  /** The last lines of the server's log, oldest first. */
  public List<String> logTail() {
    return LogTail.of(log());
  }

  /** Ends the server: orderly if it will, and for certain; then removes its temporary files. */
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(ORDERLY_END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    forgetSecrets();
    PrivateFiles.deleteTree(options.directory().resolve("tmp"));
  }

  /**
   * The command files have no way to write every password; they only refer to these properties,
   * which the server puts in when it opens the pool.
   */
  private static Map<String, String> systemProperties(NodeOptions options) {
    DatabaseAddress database = options.database();
    Map<String, String> properties = new HashMap<>(options.systemProperties());
    properties.put(DB_URL, database.url());
    properties.put(DB_USER, database.user());
    properties.put(DB_PASSWORD, database.password());
    return properties;
  }

  /**
   * With a backslash: without it, the server would put the value in before it reads the command.
   */
  private static String reference(String property) {
    return "$\\{" + property + "}";
  }

  /** The server has read them; nobody needs them on the disk any more. */
  private void forgetSecrets() {
    try {
      Files.deleteIfExists(options.directory().resolve("system.properties"));
    } catch (IOException e) {
      throw new UncheckedIOException("The file with the server's secrets cannot be removed", e);
    }
  }

  private NodeStartFailed failed(String sentence) {
    return new NodeStartFailed(sentence, logTail(), null);
  }

  private static Path log(NodeOptions options) {
    return options.directory().resolve("server.log");
  }
}
