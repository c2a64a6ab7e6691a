package io.backstop.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.backstop.demo.node.DatabaseAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherSettingsTest {
  /** 32 zero bytes. */
  private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  @TempDir Path directory;

  @Test
  void anEmptyEnvironmentIsTheDemo() throws LaunchRefused {
    LauncherSettings settings = LauncherSettings.read(Map.of());
    assertThat(settings.mode()).isEqualTo(Mode.DEMO);
    assertThat(settings.httpPort()).isEqualTo(8080);
    assertThat(settings.shopPort()).hasValue(8090);
    assertThat(settings.sandboxPort()).hasValue(12111);
    assertThat(settings.database()).isEmpty();
    assertThat(settings.dataDirectory()).isEmpty();
    assertThat(settings.masterKey()).isEmpty();
    assertThat(settings.baseUrl()).hasToString("http://127.0.0.1:8080");
  }

  @Test
  void anEmptyVariableCountsAsUnset() throws LaunchRefused {
    LauncherSettings settings =
        LauncherSettings.read(
            Map.of(
                "BACKSTOP_HTTP_PORT", "",
                "BACKSTOP_MODE", "",
                "BACKSTOP_DB_URL", "",
                "BACKSTOP_CONFIG", ""));
    assertThat(settings.httpPort()).isEqualTo(8080);
    assertThat(settings.mode()).isEqualTo(Mode.DEMO);
  }

  @Test
  void everyVariableIsRead() throws LaunchRefused {
    LauncherSettings settings =
        LauncherSettings.read(
            Map.of(
                "BACKSTOP_MODE", "plain",
                "BACKSTOP_HTTP_ADDRESS", "0.0.0.0",
                "BACKSTOP_HTTP_PORT", "9000",
                "BACKSTOP_SANDBOX_PORT", "off",
                "BACKSTOP_DB_URL", "jdbc:postgresql://db:5432/backstop",
                "BACKSTOP_DB_USER", "backstop",
                "BACKSTOP_DB_PASSWORD", "p:w=d\\",
                "BACKSTOP_DATA_DIR", directory.toString(),
                "BACKSTOP_MASTER_KEY", KEY));
    assertThat(settings.mode()).isEqualTo(Mode.PLAIN);
    assertThat(settings.sandboxPort()).isEmpty();
    assertThat(settings.database())
        .contains(new DatabaseAddress("jdbc:postgresql://db:5432/backstop", "backstop", "p:w=d\\"));
    assertThat(settings.dataDirectory()).contains(directory);
    assertThat(settings.masterKey().orElseThrow().base64()).isEqualTo(KEY);
    assertThat(settings.baseUrl()).hasToString("http://127.0.0.1:9000");
    assertThat(settings.toString()).doesNotContain(KEY).doesNotContain("p:w=d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "+80", "65536", "8080 ", "http", "٨٠٨٠", "999999999999"})
  void whatIsNoPortIsRefused(String port) {
    assertThat(refusal(Map.of("BACKSTOP_HTTP_PORT", port)).getMessage())
        .startsWith("BACKSTOP_HTTP_PORT is \"" + port + "\"");
  }

  @Test
  void sandboxAndShopCanBeOff() throws LaunchRefused {
    LauncherSettings settings =
        LauncherSettings.read(Map.of("BACKSTOP_SHOP_PORT", "off", "BACKSTOP_SANDBOX_PORT", "off"));
    assertThat(settings.shopPort()).isEmpty();
    assertThat(settings.sandboxPort()).isEmpty();
    assertThat(refusal(Map.of("BACKSTOP_HTTP_PORT", "off")).getMessage())
        .startsWith("BACKSTOP_HTTP_PORT");
    assertThat(refusal(Map.of("BACKSTOP_SANDBOX_PORT", "of")).getMessage()).contains("or off");
  }

  @ParameterizedTest
  @CsvSource({
    "BACKSTOP_MODE, production",
    "BACKSTOP_MODE, DEMO",
    "BACKSTOP_HTTP_ADDRESS, backstop.example.com",
    "BACKSTOP_HTTP_ADDRESS, 300.1.1.1",
    "BACKSTOP_DB_URL, mysql://localhost/x",
    "BACKSTOP_DB_URL, jdbc:mysql://localhost/x",
  })
  void whatCannotBeUsedIsRefusedByName(String variable, String value) {
    LaunchRefused refused = refusal(Map.of(variable, value));
    assertThat(refused.getMessage()).startsWith(variable);
    assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_SETTING);
  }

  @Test
  void theDemoIsForThisMachineOnly() {
    assertThat(refusal(Map.of("BACKSTOP_HTTP_ADDRESS", "0.0.0.0")).getMessage())
        .contains("the demo's secrets are public");
    assertThat(refusal(Map.of("BACKSTOP_HTTP_ADDRESS", "::")).getMessage()).contains("public");
    assertThat(refusal(Map.of("BACKSTOP_HTTP_ADDRESS", "192.168.1.10")).getMessage())
        .contains("public");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "backstop.workspace.shop.embed.secret=bs_demo_acme_embed_secret_not_for_production",
        "backstop.workspace.shop.stripe.webhook-secrets=whsec_own, whsec_demo_acme",
        "backstop.owner.password=backstop-demo"
      })
  void itsSecretsAreForThisMachineOnlyInPlainModeToo(String line) throws Exception {
    Map<String, String> environment =
        Map.of(
            "BACKSTOP_MODE",
            "plain",
            "BACKSTOP_MASTER_KEY",
            KEY,
            "BACKSTOP_CONFIG",
            config(line + "\n").toString());
    assertThat(LauncherSettings.read(environment).mode()).isEqualTo(Mode.PLAIN);

    Map<String, String> open = new HashMap<>(environment);
    open.put("BACKSTOP_HTTP_ADDRESS", "0.0.0.0");
    assertThat(refusal(open).getMessage())
        .startsWith(line.substring(0, line.indexOf('=')) + " is a secret of the demo");
    open.put(
        "BACKSTOP_CONFIG",
        config("backstop.base-url=https://backstop-demo.acme.example\n").toString());
    assertThat(LauncherSettings.read(open).mode()).isEqualTo(Mode.PLAIN);
  }

  @Test
  void everyLoopbackAddressWillDoForTheDemo() throws LaunchRefused {
    assertThat(LauncherSettings.read(Map.of("BACKSTOP_HTTP_ADDRESS", "127.0.0.2")).baseUrl())
        .hasToString("http://127.0.0.2:8080");
    assertThat(LauncherSettings.read(Map.of("BACKSTOP_HTTP_ADDRESS", "::1")).baseUrl())
        .hasToString("http://[::1]:8080");
  }

  @Test
  void plainModeNeedsAMasterKey() {
    assertThat(refusal(Map.of("BACKSTOP_MODE", "plain")).getMessage())
        .startsWith("BACKSTOP_MASTER_KEY is not set")
        .contains("openssl rand -base64 32");
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret", "c2VjcmV0", "not base64!", KEY + KEY})
  void aBadMasterKeyIsRefusedWithoutRepeatingIt(String key) {
    assertThat(refusal(Map.of("BACKSTOP_MASTER_KEY", key)).getMessage())
        .startsWith("BACKSTOP_MASTER_KEY is not 32 bytes in base64")
        .doesNotContain(key);
  }

  @Test
  void halfADatabaseIsRefused() {
    assertThat(refusal(Map.of("BACKSTOP_DB_USER", "backstop")).getMessage())
        .startsWith("BACKSTOP_DB_URL is not set");
    assertThat(refusal(Map.of("BACKSTOP_DB_URL", "jdbc:postgresql:backstop")).getMessage())
        .startsWith("BACKSTOP_DB_USER is not set");
  }

  @Test
  void theFileIsReadAsUtf8AndKeptUnchanged() throws Exception {
    Path file =
        config(
            "backstop.workspace.acme.display-name=Äcmé ✓\nbackstop.base-url=https://b.example\n");
    LauncherSettings settings = LauncherSettings.read(Map.of("BACKSTOP_CONFIG", file.toString()));
    assertThat(settings.configuration())
        .containsEntry("backstop.workspace.acme.display-name", "Äcmé ✓");
    assertThat(settings.baseUrl()).hasToString("https://b.example");
    assertThat(settings.ownUrl()).hasToString("http://127.0.0.1:8080");
  }

  @Test
  void aMissingFileIsRefused() {
    Path file = directory.resolve("missing.properties");
    assertThat(refusal(Map.of("BACKSTOP_CONFIG", file.toString())).getMessage())
        .isEqualTo("BACKSTOP_CONFIG names a file that is not there: " + file + ".");
  }

  @Test
  void aDirectoryIsNoConfiguration() {
    assertThat(refusal(Map.of("BACKSTOP_CONFIG", directory.toString())).getMessage())
        .startsWith("BACKSTOP_CONFIG names something that cannot be read as a file");
  }

  @Test
  void aBrokenFileIsRefusedWithoutQuotingIt() throws Exception {
    Path escape = config("secret=hush\\u12\n");
    assertThat(refusal(Map.of("BACKSTOP_CONFIG", escape.toString())).getMessage())
        .contains("broken \\u escape")
        .doesNotContain("hush");
    Path bytes = Files.write(directory.resolve("latin1.properties"), new byte[] {'a', '=', -28});
    assertThat(refusal(Map.of("BACKSTOP_CONFIG", bytes.toString())).getMessage())
        .contains("not UTF-8");
  }

  @Test
  void aBaseUrlIsSchemeAndHostAlone() throws Exception {
    Path file = config("backstop.base-url=https://b.example/app\n");
    assertThat(refusal(Map.of("BACKSTOP_CONFIG", file.toString())).getMessage())
        .startsWith("backstop.base-url has to be scheme and host alone");
  }

  @Test
  void theMasterKeyMayStandInTheFile() throws Exception {
    Path file = config("backstop.master-key=" + KEY + "\n");
    Map<String, String> environment =
        Map.of("BACKSTOP_MODE", "plain", "BACKSTOP_CONFIG", file.toString());
    assertThat(LauncherSettings.read(environment).masterKey().orElseThrow().base64())
        .isEqualTo(KEY);
  }

  @Test
  void twoDifferentMasterKeysAreRefused() throws Exception {
    Path file = config("backstop.master-key=" + KEY.replace('A', 'B') + "\n");
    Map<String, String> environment =
        Map.of("BACKSTOP_MASTER_KEY", KEY, "BACKSTOP_CONFIG", file.toString());
    assertThat(refusal(environment).getMessage()).contains("differ").doesNotContain(KEY);
  }

  private Path config(String text) throws Exception {
    return Files.writeString(directory.resolve("backstop.properties"), text);
  }

  private static LaunchRefused refusal(Map<String, String> environment) {
    return catchThrowableOfType(LaunchRefused.class, () -> LauncherSettings.read(environment));
  }
}
