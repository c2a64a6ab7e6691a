package io.backstop.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the archive carries. */
class ArchiveTest {
  @ParameterizedTest
  @Attack("sdk-sri-latest")
  @ValueSource(strings = {"embed.js", "embed.mjs", "stub.js"})
  void publishedHashIsThatOfTheFile(String name) throws Exception {
    JsonNode hashes = new JsonMapper().readTree(resource("/embed/v1/sri.json"));

    byte[] digest = MessageDigest.getInstance("SHA-384").digest(resource("/embed/v1/" + name));

    assertThat(hashes.path(name).asText())
        .isEqualTo("sha384-" + Base64.getEncoder().encodeToString(digest));
  }

  @Test
  @Attack("sdk-sri-latest")
  void movingScriptIsTheNewestImmutableOne() throws IOException {
    assertThat(resource("/embed.js")).isEqualTo(resource("/embed/v1/embed.js"));
  }

  @Test
  void scriptCostsAtMost3000BytesOnTheWire() throws IOException {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(wire)) {
      gzip.write(resource("/embed.js"));
    }

    assertThat(wire.size()).isLessThanOrEqualTo(3_000);
  }

  @Test
  void scriptNamesNeitherStorageNorCookies() throws IOException {
    assertThat(new String(resource("/embed.js"), StandardCharsets.UTF_8))
        .doesNotContain(
            "ocalStorage", "essionStorage", "cookie", "indexedDB", "innerHTML", "eval(");
  }

  private static byte[] resource(String path) throws IOException {
    try (InputStream stream = ArchiveTest.class.getResourceAsStream(path)) {
      return stream.readAllBytes();
    }
  }

  /** The hash is not only right, a browser accepts it. */
  @Nested
  @ExtendWith(Chromium.class)
  class InBrowser {
    @Test
    @Attack("sdk-sri-latest")
    void browserRunsTheScriptUnderItsHash(Stage stage) throws IOException {
      String hash =
          new JsonMapper().readTree(resource("/embed/v1/sri.json")).path("embed.js").asText();
      stage.head(
          "<script src=\"%s/embed/v1/embed.js\" integrity=\"%s\" crossorigin></script>"
              .formatted(stage.host.origin(), hash));

      stage.openReady("cancel");
    }
  }
}
