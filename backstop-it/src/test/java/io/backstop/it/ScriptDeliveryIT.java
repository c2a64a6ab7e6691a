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
import java.util.regex.Pattern;
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

  @Test
  void thePageThatIsOpenedAheadMayBeFramedByAnybodyAndHoldsNothing() {
    for (URI node : List.of(stage.backstop(), stage.wildfly())) {
      Answer page = get(node.resolve("/embed/"));
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.header("Content-Type")).contains("text/html");
      assertThat(page.header("Cache-Control")).contains("max-age=300");
      assertThat(page.header("Content-Security-Policy"))
          .contains("default-src 'none'")
          .doesNotContain("frame-ancestors");
      assertThat(page.header("X-Frame-Options")).isEmpty();
      assertThat(page.header("Set-Cookie")).isEmpty();
      assertThat(page.body()).doesNotContain("<body").doesNotContain("<script");
      List<String> fetched =
          Pattern.compile("href=\"(/assets/[^\"]+)\"")
              .matcher(page.body())
              .results()
              .map(match -> match.group(1))
              .toList();
      assertThat(fetched).hasSize(2);
      for (String asset : fetched) {
        assertThat(get(node.resolve(asset)).header("Cache-Control")).contains("immutable");
      }
    }
  }
}
