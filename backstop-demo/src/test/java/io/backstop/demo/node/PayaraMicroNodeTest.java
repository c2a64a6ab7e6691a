package io.backstop.demo.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The node's process, with a trivial server in Payara's place. */
class PayaraMicroNodeTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final DatabaseAddress DATABASE =
      new DatabaseAddress("jdbc:postgresql://127.0.0.1:1/x", "me", "database-hush");

  @TempDir Path directory;

  @Test
  void nothingSecretStandsOnTheCommandLineOrStaysOnTheDisk() throws Exception {
    try (PayaraMicroNode node = PayaraMicroNode.start(options("app.war"))) {
      Path settings = directory.resolve("node/system.properties");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(settings)))
          .isEqualTo("rw-------");
      assertThat(settings).content().contains("setting-hush").contains("database-hush");
      assertThat(directory.resolve("node/post-boot.asadmin")).content().doesNotContain("hush");
      node.awaitReady(LIMIT);
      assertThat(get(node.uri("/health/ready")))
          .contains("--nohazelcast")
          .contains("--disablephonehome")
          .doesNotContain("hush");
      assertThat(get(node.uri("/environment"))).doesNotContain("hush");
      assertThat(settings).doesNotExist();
      assertThat(node.logTail()).contains("serving");
    }
  }

  @Test
  void closeEndsTheProcess() throws Exception {
    PayaraMicroNode node = PayaraMicroNode.start(options("app.war"));
    node.awaitReady(LIMIT);
    node.close();
    assertThat(node.process().isAlive()).isFalse();
    assertThat(directory.resolve("node/tmp")).doesNotExist();
    assertThat(node.log()).exists();
  }

  @Test
  void aServerThatEndsEarlySaysWhyInItsLog() throws Exception {
    try (PayaraMicroNode node = PayaraMicroNode.start(options("die.war"))) {
      NodeStartFailed failed =
          catchThrowableOfType(NodeStartFailed.class, () -> node.awaitReady(LIMIT));
      assertThat(failed).hasMessage("Its server ended with exit code 7.");
      assertThat(failed.logTail()).contains("cannot deploy");
    }
  }

  @Test
  void theServerEndsWithTheProcessThatStartedIt() throws Exception {
    NodeOptions options = options("app.war");
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                NodeParent.class.getName(),
                options.payaraJar().toString(),
                options.directory().toString(),
                Integer.toString(options.port()))
            .redirectErrorStream(true)
            .start();
    try {
      String pid = parent.inputReader().readLine();
      ProcessHandle server = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
      parent.destroyForcibly().waitFor();
      server.onExit().get(60, TimeUnit.SECONDS);
    } finally {
      parent.destroyForcibly();
    }
  }

  private NodeOptions options(String war) throws Exception {
    return new NodeOptions(
        serverJar(directory),
        directory.resolve("driver.jar"),
        directory.resolve(war),
        directory.resolve("node"),
        "127.0.0.1",
        free(),
        DATABASE,
        Map.of("backstop.master-key", "setting-hush"));
  }

  static Path serverJar(Path directory) throws Exception {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, TrivialServer.class.getName());
    Path jar = directory.resolve("server.jar");
    String entry = TrivialServer.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        InputStream bytes = TrivialServer.class.getClassLoader().getResourceAsStream(entry)) {
      out.putNextEntry(new JarEntry(entry));
      bytes.transferTo(out);
      out.closeEntry();
    }
    return jar;
  }

  static int free() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private static String get(URI uri) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** A launcher that is about to die: starts a node, prints its process id, waits. */
  public static final class NodeParent {
    private NodeParent() {}

    public static void main(String[] arguments) throws Exception {
      Path jar = Path.of(arguments[0]);
      PayaraMicroNode node =
          PayaraMicroNode.start(
              new NodeOptions(
                  jar,
                  jar,
                  jar,
                  Path.of(arguments[1]),
                  "127.0.0.1",
                  Integer.parseInt(arguments[2]),
                  DATABASE,
                  Map.of()));
      node.awaitReady(LIMIT);
      System.out.println(node.process().pid());
      node.process().onExit().join();
    }
  }
}
