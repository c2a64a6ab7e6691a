package io.backstop.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.it.Merchant.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The script tag's files, on both servers. */
@ExtendWith(StageExtension.class)
class ScriptDeliveryIT {

  private final Stage stage;

  ScriptDeliveryIT(Stage stage) {
    this.stage = stage;
  }

  private static Answer get(URI address) {
    return Merchant.send(HttpRequest.newBuilder(address).build());
  }

  @Test
  void theMovingScriptIsKeptMinutesAndTheVersionedOneForGood() {
    for (URI node : List.of(stage.backstop(), stage.wildfly())) {
      Answer moving = get(node.resolve("/embed.js"));
      assertThat(moving.status()).isEqualTo(200);
      assertThat(moving.header("Cache-Control")).contains("max-age=300");
      assertThat(moving.header("Access-Control-Allow-Origin")).isEqualTo("*");
      assertThat(moving.header("Set-Cookie")).isEmpty();
      Answer versioned = get(node.resolve("/embed/v1/embed.js"));
      assertThat(versioned.status()).isEqualTo(200);
      assertThat(versioned.header("Cache-Control")).contains("immutable");
      assertThat(versioned.body()).isEqualTo(moving.body());
    }
  }

  @Test
  void thePublishedHashIsTheScripts() throws Exception {
    JsonNode published = get(stage.backstop().resolve("/embed/v1/sri.json")).json();
    String script = get(stage.backstop().resolve("/embed/v1/embed.js")).body();
    String hash =
        Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-384")
                    .digest(script.getBytes(StandardCharsets.UTF_8)));
    assertThat(published.path("embed.js").asText()).isEqualTo("sha384-" + hash);
  }
}
