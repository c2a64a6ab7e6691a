package io.backstop.it;

import io.backstop.demo.node.DatabaseAddress;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * Backstop's EAR on WildFly, in a JVM of its own. The server is set up by the operator's own
 * script, server-config/wildfly/configure.cli.
 */
final class WildFlyNode implements AutoCloseable {

  /** WildFly's ports, 8080 and 9990 among them, are moved up by this much. */
  private final int offset;

  private final Process process;
  private final Path log;

  private WildFlyNode(int offset, Process process, Path log) {
    this.offset = offset;
    this.process = process;
    this.log = log;
  }

  static WildFlyNode start(
      Path home,
      Path ear,
      Path driver,
      Path configureCli,
      Path directory,
      int httpPort,
      DatabaseAddress database,
      Map<String, String> settings)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    configure(home, driver, configureCli, directory);
    Files.copy(
        ear,
        home.resolve("standalone/deployments/backstop.ear"),
        StandardCopyOption.REPLACE_EXISTING);
    Path properties = directory.resolve("wildfly.properties");
    write(properties, settings);
    int offset = httpPort - 8080;
    Path log = directory.resolve("wildfly.log");
    List<String> command = new ArrayList<>(javaWithHome(home));
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-Djboss.server.base.dir=" + home.resolve("standalone"),
            "-Djboss.socket.binding.port-offset=" + offset,
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-jar",
            home.resolve("jboss-modules.jar").toString(),
            "-mp",
            home.resolve("modules").toString(),
            "org.jboss.as.standalone",
            "-c=standalone.xml",
            "-b=127.0.0.1",
            "-bmanagement=127.0.0.1",
            "-P=" + properties));
    ProcessBuilder builder = process(home, command, directory, log);
    builder.environment().put("BACKSTOP_DB_URL", database.url());
    builder.environment().put("BACKSTOP_DB_USER", database.user());
    builder
        .environment()
        .put("BACKSTOP_DB_PASSWORD", database.password().isEmpty() ? "none" : database.password());
    return new WildFlyNode(offset, builder.start(), log);
  }

  /** Runs the operator's script once for an unpacked server. */
  private static void configure(Path home, Path driver, Path script, Path directory)
      throws IOException, InterruptedException {
    if (Files.exists(home.resolve("modules/org/postgresql/main"))) {
      return;
    }
    Files.copy(driver, directory.resolve("postgresql.jar"), StandardCopyOption.REPLACE_EXISTING);
    List<String> command = new ArrayList<>(javaWithHome(home));
    command.addAll(
        List.of(
            "-jar",
            home.resolve("jboss-modules.jar").toString(),
            "-mp",
            home.resolve("modules").toString(),
            "org.jboss.as.cli",
            "--file=" + script.toAbsolutePath()));
    Path log = directory.resolve("configure.log");
    Process cli = process(home, command, directory, log).start();
    if (!cli.waitFor(3, TimeUnit.MINUTES) || cli.exitValue() != 0) {
      cli.destroyForcibly();
      throw new IOException("WildFly could not be configured:\n" + Files.readString(log));
    }
  }

  private static List<String> javaWithHome(Path home) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Djboss.home.dir=" + home);
  }

  private static ProcessBuilder process(Path home, List<String> command, Path directory, Path log) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JBOSS_HOME", home.toString());
    return builder;
  }

  private static void write(Path file, Map<String, String> settings) throws IOException {
    Properties properties = new Properties();
    properties.putAll(settings);
    try (Writer out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
    }
  }

  URI baseUri() {
    return URI.create("http://127.0.0.1:" + (8080 + offset));
  }

  Path log() {
    return log;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
