package io.backstop.web.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import io.backstop.web.oidc.NotSignedIn.Why;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Speaks with the provider: https only (http on this very machine), no redirect followed, five
 * seconds for all of an answer.
 */
final class Wire implements ResourceRetriever {

  private static final int PATIENCE_SECONDS = 5;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(2))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /** The JSON object that {@code request} is answered with. */
  JsonNode ask(HttpRequest request) {
    HttpResponse<String> answer = send(request);
    if (answer.statusCode() != 200) {
      // A 4xx of the token endpoint is about the code; anything else is about the provider.
      boolean ours = answer.statusCode() / 100 == 4 && request.method().equals("POST");
      throw new NotSignedIn(
          ours ? Why.REFUSED : Why.UNREACHABLE,
          "the provider answers " + answer.statusCode() + " to " + request.method());
    }
    try {
      JsonNode body = JSON.readTree(answer.body());
      if (body != null && body.isObject()) {
        return body;
      }
    } catch (IOException unreadable) {
      throw new NotSignedIn(Why.UNREACHABLE, "the provider does not answer in JSON");
    }
    throw new NotSignedIn(Why.UNREACHABLE, "the provider does not answer with an object");
  }

  /** For the key set. */
  @Override
  public Resource retrieveResource(URL url) throws IOException {
    HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(url.toString())).build());
    if (answer.statusCode() != 200) {
      throw new IOException("the provider answers " + answer.statusCode());
    }
    return new Resource(answer.body(), "application/json");
  }

  private HttpResponse<String> send(HttpRequest request) {
    if (!ProviderSettings.isSafe(request.uri())) {
      throw new NotSignedIn(Why.UNREACHABLE, "the provider is not asked without https");
    }
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      answer.cancel(true);
      throw new NotSignedIn(Why.UNREACHABLE, "the provider does not answer in time", late);
    } catch (InterruptedException stopped) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new NotSignedIn(Why.UNREACHABLE, "the server is stopping", stopped);
    } catch (ExecutionException failed) {
      throw new NotSignedIn(Why.UNREACHABLE, "the provider cannot be reached", failed.getCause());
    }
  }
}
