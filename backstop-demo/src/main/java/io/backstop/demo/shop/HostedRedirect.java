package io.backstop.demo.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The variant without any script: the shop's backend asks for a link and sends the browser there.
 */
final class HostedRedirect {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final URI backstop;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
  private final ObjectMapper json = new ObjectMapper();

  HostedRedirect(URI backstop) {
    this.backstop = backstop;
  }

  /** Backstop did not hand out a link; the message says why, in its own words. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /**
   * Asks Backstop for the customer's link; empty when there is nothing to show him.
   *
   * @param bundle the signed bundle
   * @param returnUrl where Backstop sends the customer afterwards
   */
  Optional<URI> link(ShopSurface surface, Map<String, String> bundle, URI returnUrl)
      throws Refused, InterruptedException {
    Map<String, String> body = new TreeMap<>(bundle);
    body.put("return_url", returnUrl.toString());
    try {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(backstop + "/api/embed/" + surface.wireName()))
                  .timeout(LIMIT)
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      JsonNode answered = json.readTree(answer.body());
      if (answer.statusCode() != 200) {
        JsonNode error = answered.path("error");
        throw new Refused(error.path("type").asText() + ": " + error.path("message").asText());
      }
      return answered.path("current").asBoolean()
          ? Optional.empty()
          : Optional.of(URI.create(answered.path("url").asText()));
    } catch (IOException e) {
      throw new Refused("Backstop cannot be reached, or its answer is not JSON.");
    }
  }
}
