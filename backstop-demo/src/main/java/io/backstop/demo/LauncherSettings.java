package io.backstop.demo;

import io.backstop.demo.node.DatabaseAddress;
import io.backstop.demo.node.Loopback;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the environment asks the launcher for. An empty variable counts as unset.
 *
 * @param mode {@code BACKSTOP_MODE}, {@code demo} or {@code plain}
 * @param httpAddress {@code BACKSTOP_HTTP_ADDRESS}, the address that Backstop binds to
 * @param httpPort {@code BACKSTOP_HTTP_PORT}
 * @param shopPort {@code BACKSTOP_SHOP_PORT}; empty = {@code off}
 * @param sandboxPort {@code BACKSTOP_SANDBOX_PORT}; empty = {@code off}
 * @param database {@code BACKSTOP_DB_URL}, {@code _USER}, {@code _PASSWORD}; empty = embedded
 * @param dataDirectory {@code BACKSTOP_DATA_DIR}; empty = a temporary one
 * @param masterKey {@code BACKSTOP_MASTER_KEY}, or {@code backstop.master-key} of the file
 * @param configuration the content of the file that {@code BACKSTOP_CONFIG} names; may hold secrets
 */
public record LauncherSettings(
    Mode mode,
    String httpAddress,
    int httpPort,
    OptionalInt shopPort,
    OptionalInt sandboxPort,
    Optional<DatabaseAddress> database,
    Optional<Path> dataDirectory,
    Optional<MasterKey> masterKey,
    Map<String, String> configuration) {

  /** The key under which the application finds the master key. */
  static final String MASTER_KEY_PROPERTY = "backstop.master-key";

  /** The key under which the application finds its own public address. */
  static final String BASE_URL_PROPERTY = "backstop.base-url";

  /**
   * Reads and checks the environment.
   *
   * @throws LaunchRefused naming the variable and what it should be; never its value where that is
   *     secret
   */
  public static LauncherSettings read(Map<String, String> environment) throws LaunchRefused {
    EnvironmentReader reader = new EnvironmentReader(environment);
    Map<String, String> configuration = ConfigurationFile.read(reader.text("BACKSTOP_CONFIG"));
    Mode mode = mode(reader.text("BACKSTOP_MODE").orElse("demo"));
    LauncherSettings settings =
        new LauncherSettings(
            mode,
            address(reader.text("BACKSTOP_HTTP_ADDRESS").orElse("127.0.0.1")),
            reader.port("BACKSTOP_HTTP_PORT", 8080),
            reader.portOrOff("BACKSTOP_SHOP_PORT", 8090),
            reader.portOrOff("BACKSTOP_SANDBOX_PORT", 12111),
            database(reader),
            reader.path("BACKSTOP_DATA_DIR"),
            masterKey(reader, configuration),
            configuration);
    settings.refuseWhatCannotRun();
    return settings;
  }

  /** Where browsers reach Backstop: as configured, else where this machine does. */
  URI baseUrl() {
    String configured = configuration.get(BASE_URL_PROPERTY);
    return configured == null ? ownUrl() : URI.create(configured);
  }

  /** Where this machine reaches Backstop. */
  URI ownUrl() {
    return URI.create("http://" + Loopback.reachable(httpAddress) + ":" + httpPort);
  }

  /** Every port that this start needs. */
  Ports portsWanted() {
    Ports ports = new Ports().want("Backstop", "BACKSTOP_HTTP_PORT", httpAddress, httpPort);
    if (mode == Mode.DEMO) {
      shopPort.ifPresent(
          port -> ports.want("Acme's shop", "BACKSTOP_SHOP_PORT", "127.0.0.1", port));
    }
    sandboxPort.ifPresent(
        port -> ports.want("the Stripe sandbox", "BACKSTOP_SANDBOX_PORT", "127.0.0.1", port));
    return ports;
  }

  private void refuseWhatCannotRun() throws LaunchRefused {
    String baseUrl = configuration.get(BASE_URL_PROPERTY);
    if (baseUrl != null && !baseUrl.matches("https?://[^/?#@\\s]+")) {
      throw LaunchRefused.setting(
          BASE_URL_PROPERTY, "has to be scheme and host alone, like https://billing.example.com.");
    }
    if (mode == Mode.DEMO && !Loopback.only(httpAddress)) {
      throw LaunchRefused.setting(
          "BACKSTOP_HTTP_ADDRESS",
          "is "
              + httpAddress
              + ", which other machines can reach, but the demo's secrets are public. Use a"
              + " loopback address, or BACKSTOP_MODE=plain with secrets of your own.");
    }
    if (!Loopback.only(httpAddress)) {
      refusePublicSecrets();
    }
    if (mode == Mode.PLAIN && masterKey.isEmpty()) {
      throw LaunchRefused.setting(
          "BACKSTOP_MASTER_KEY",
          "is not set. Plain mode needs one: 32 random bytes in base64, for instance from"
              + " \"openssl rand -base64 32\". Keep it: what it has encrypted cannot be read"
              + " without it.");
    }
  }

  private void refusePublicSecrets() throws LaunchRefused {
    for (Map.Entry<String, String> setting : configuration.entrySet()) {
      boolean known =
          Arrays.stream(setting.getValue().split(","))
              .map(String::strip)
              .anyMatch(DemoWorkspace.PUBLIC_SECRETS::contains);
      if (known) {
        throw LaunchRefused.setting(
            setting.getKey(),
            "is a secret of the demo, which is public, and BACKSTOP_HTTP_ADDRESS is "
                + httpAddress
                + ", which other machines can reach. Use secrets of your own, or a loopback"
                + " address.");
      }
    }
  }

  private static Mode mode(String text) throws LaunchRefused {
    return switch (text) {
      case "demo" -> Mode.DEMO;
      case "plain" -> Mode.PLAIN;
      default ->
          throw LaunchRefused.setting("BACKSTOP_MODE", "is \"" + text + "\"; it is demo or plain.");
    };
  }

  private static String address(String text) throws LaunchRefused {
    try {
      Loopback.parse(text);
      return text;
    } catch (IllegalArgumentException e) {
      throw LaunchRefused.setting(
          "BACKSTOP_HTTP_ADDRESS", "is \"" + text + "\"; it is an IP address, or localhost.");
    }
  }

  private static Optional<DatabaseAddress> database(EnvironmentReader reader) throws LaunchRefused {
    Optional<String> url = reader.text("BACKSTOP_DB_URL");
    Optional<String> user = reader.text("BACKSTOP_DB_USER");
    Optional<String> password = reader.text("BACKSTOP_DB_PASSWORD");
    if (url.isEmpty()) {
      if (user.isPresent() || password.isPresent()) {
        throw LaunchRefused.setting(
            "BACKSTOP_DB_URL",
            "is not set, though BACKSTOP_DB_USER or BACKSTOP_DB_PASSWORD is. Set all three, or"
                + " none for the embedded PostgreSQL.");
      }
      return Optional.empty();
    }
    if (!url.get().startsWith(DatabaseAddress.URL_PREFIX)) {
      throw LaunchRefused.setting(
          "BACKSTOP_DB_URL", "has to look like jdbc:postgresql://host:5432/backstop.");
    }
    if (user.isEmpty()) {
      throw LaunchRefused.setting("BACKSTOP_DB_USER", "is not set, though BACKSTOP_DB_URL is.");
    }
    return Optional.of(new DatabaseAddress(url.get(), user.get(), password.orElse("")));
  }

  private static Optional<MasterKey> masterKey(
      EnvironmentReader reader, Map<String, String> configuration) throws LaunchRefused {
    Optional<String> inEnvironment = reader.text("BACKSTOP_MASTER_KEY");
    Optional<String> inFile = Optional.ofNullable(configuration.get(MASTER_KEY_PROPERTY));
    if (inEnvironment.isPresent() && inFile.isPresent() && !inEnvironment.equals(inFile)) {
      throw LaunchRefused.setting(
          "BACKSTOP_MASTER_KEY",
          "and " + MASTER_KEY_PROPERTY + " in the file of BACKSTOP_CONFIG differ. Keep one.");
    }
    if (inEnvironment.isPresent()) {
      return Optional.of(MasterKey.parse("BACKSTOP_MASTER_KEY", inEnvironment.get()));
    }
    return inFile.isPresent()
        ? Optional.of(MasterKey.parse(MASTER_KEY_PROPERTY, inFile.get()))
        : Optional.empty();
  }

  /** Without anything that may be secret. */
  @Override
  public String toString() {
    return mode + " at " + httpAddress + ":" + httpPort;
  }
}
