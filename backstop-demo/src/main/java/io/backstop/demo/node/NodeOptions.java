package io.backstop.demo.node;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * What one node needs.
 *
 * @param payaraJar the Payara Micro jar
 * @param driverJar the PostgreSQL driver's jar
 * @param war Backstop's complete web archive; it is served at {@code /}
 * @param directory the node's own directory, for its log and its temporary files; two nodes never
 *     share one
 * @param address the address to bind to, an IP literal
 * @param port the port to bind to, 1 to 65535
 * @param database the database; several nodes may share one
 * @param systemProperties settings handed to the application as system properties; may hold secrets
 */
public record NodeOptions(
    Path payaraJar,
    Path driverJar,
    Path war,
    Path directory,
    String address,
    int port,
    DatabaseAddress database,
    Map<String, String> systemProperties) {

  public NodeOptions {
    payaraJar = payaraJar.toAbsolutePath();
    driverJar = driverJar.toAbsolutePath();
    war = war.toAbsolutePath();
    directory = directory.toAbsolutePath();
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(database, "database");
    systemProperties = Map.copyOf(systemProperties);
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("A port is a number from 1 to 65535, not " + port);
    }
  }

  /** Where this machine reaches the node. */
  public URI baseUri() {
    return URI.create("http://" + Loopback.reachable(address) + ":" + port);
  }

  /** Without the settings, which may hold secrets. */
  @Override
  public String toString() {
    return "node at " + baseUri() + " on " + database;
  }
}
