package io.backstop.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest extends SandboxScenario {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST /v1/customers | nonsense=1 | 400 | parameter_unknown | nonsense
          POST /v1/customers | address[nonsense]=1 | 400 | parameter_unknown | address[nonsense]
          POST /v1/customers | balance=much | 400 | parameter_invalid_integer | balance
          POST /v1/subscriptions | customer=cus_one | 400 | resource_missing | customer
          POST /v1/subscriptions | items[0][price]=p | 400 | parameter_missing | customer
          POST /v1/coupons | duration=once | 400 | | percent_off
          GET /v1/customers/cus_none | | 404 | resource_missing | id
          DELETE /v1/subscriptions/sub_none | | 404 | resource_missing | id
          GET /v1/nowhere | | 404 | |
          GET /v1/customers?limit=1000 | | 400 | parameter_invalid_integer | limit
          GET /v1/customers?starting_after=cus_none | | 400 | resource_missing | starting_after
          GET /v1/account?expand[]=nothing | | 400 | | expand
          GET /v1/subscriptions?expand[]=data.items.data.price.product | | 400 | | expand
          """)
  void wrongRequestIsRefusedInStripesWords(
      String line, String body, int status, String code, String param) throws Exception {
    String[] request = line.trim().split(" ");
    String form = body == null ? "" : body;
    assertThat(send(request[0], request[1], form).statusCode()).isEqualTo(status);
    JsonNode error = json(request[0], request[1], form).get("error");
    assertThat(error.get("type").asText()).isEqualTo("invalid_request_error");
    assertThat(error.path("code").asText(null)).isEqualTo(code);
    assertThat(error.path("param").asText(null)).isEqualTo(param);
    assertThat(error.get("message").asText()).isNotBlank();
  }

  @Test
  void basicAuthenticationAsCurlDoesItNamesTheSameAccount() throws Exception {
    fixtures("{'object': 'customer', 'id': 'cus_one'}");
    String basic = Base64.getEncoder().encodeToString((key + ":").getBytes(StandardCharsets.UTF_8));
    assertThat(get("Basic " + basic).statusCode()).isEqualTo(200);
    assertThat(get("Bearer " + key).headers().firstValue("Request-Id")).isPresent();
    assertThat(get("Bearer sk_test_invalid").statusCode()).isEqualTo(401);
    assertThat(get("Bearer nonsense").statusCode()).isEqualTo(401);
    assertThat(get(null).statusCode()).isEqualTo(401);
  }

  private HttpResponse<String> get(String authorization) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(sandbox.baseUri() + "/v1/customers/cus_one"));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void listIsPagedNewestFirst() throws Exception {
    for (int i = 0; i < 5; i++) {
      send("POST", "/v1/customers", "name=" + i);
    }
    JsonNode first = json("GET", "/v1/customers?limit=2", "");
    assertThat(first.at("/data/0/name").asText()).isEqualTo("4");
    assertThat(first.get("has_more").asBoolean()).isTrue();
    String last = first.at("/data/1/id").asText();
    JsonNode second = json("GET", "/v1/customers?limit=3&starting_after=" + last, "");
    assertThat(second.at("/data/0/name").asText()).isEqualTo("2");
    assertThat(second.get("has_more").asBoolean()).isFalse();
    String middle = second.at("/data/0/id").asText();
    JsonNode back = json("GET", "/v1/customers?limit=1&ending_before=" + middle, "");
    assertThat(back.at("/data/0/name").asText()).isEqualTo("3");
  }
}
