package io.backstop.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class IdempotencyTest extends SandboxScenario {
  private HttpResponse<String> create(String idempotencyKey, String body) throws Exception {
    return send("POST", "/v1/customers", body, "Idempotency-Key", idempotencyKey);
  }

  @Test
  void sameRequestIsAnsweredAgainAndDoneOnce() throws Exception {
    HttpResponse<String> first = create("a", "email=one@acme.example");
    HttpResponse<String> second = create("a", "email=one@acme.example");
    assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
    assertThat(second.headers().firstValue("Idempotent-Replayed")).contains("true");
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(json("GET", "/v1/customers", "").get("data")).hasSize(1);
    JsonNode log = json("GET", "/_sandbox/requests", "").get("requests");
    assertThat(log.get(0).get("idempotency_key").asText()).isEqualTo("a");
    assertThat(log.get(0).get("replayed").asBoolean()).isFalse();
    assertThat(log.get(1).get("replayed").asBoolean()).isTrue();
    assertThat(log.get(1).get("seq").asInt()).isEqualTo(2);
  }

  @Test
  void otherParametersUnderTheKeyAreRefused() throws Exception {
    create("a", "email=one@acme.example");
    HttpResponse<String> other = create("a", "email=two@acme.example");
    assertThat(other.statusCode()).isEqualTo(400);
    assertThat(other.body()).contains("\"idempotency_error\"");
  }

  @Test
  void validationFailureFreesTheKey() throws Exception {
    assertThat(create("a", "nonsense=1").statusCode()).isEqualTo(400);
    assertThat(create("a", "email=one@acme.example").statusCode()).isEqualTo(200);
  }

  @Test
  void declineIsStored() throws Exception {
    fixtures(Catalogue.subscribed("pm_card_chargeCustomerFail"));
    advance("P1M");
    String id = json("GET", "/v1/invoices?status=open", "").at("/data/0/id").asText();
    String path = "/v1/invoices/" + id + "/pay";
    assertThat(send("POST", path, "", "Idempotency-Key", "p").statusCode()).isEqualTo(402);
    int charges = json("GET", "/v1/charges", "").get("data").size();
    HttpResponse<String> again = send("POST", path, "", "Idempotency-Key", "p");
    assertThat(again.statusCode()).isEqualTo(402);
    assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
    assertThat(json("GET", "/v1/charges", "").get("data")).hasSize(charges);
  }

  @Test
  void serverErrorIsStoredToo() throws Exception {
    order("POST /v1/customers", "500");
    assertThat(create("a", "").statusCode()).isEqualTo(500);
    HttpResponse<String> again = create("a", "");
    assertThat(again.statusCode()).isEqualTo(500);
    assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
  }

  @Test
  void tooManyRequestsIsNotStored() throws Exception {
    order("POST /v1/customers", "429");
    assertThat(create("a", "").statusCode()).isEqualTo(429);
    assertThat(create("a", "").statusCode()).isEqualTo(200);
  }

  @Test
  void keyOfARequestThatIsStillAtWorkIsAConflict() throws Exception {
    order("POST /v1/customers", "slow");
    CompletableFuture<HttpResponse<String>> first =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return create("a", "");
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    org.awaitility.Awaitility.await()
        .until(() -> json("GET", "/_sandbox/requests", "").get("requests").size() == 1);
    assertThat(create("a", "").statusCode()).isEqualTo(409);
    assertThat(first.get().statusCode()).isEqualTo(200);
    assertThat(create("a", "").statusCode()).isEqualTo(200);
    assertThat(json("GET", "/v1/customers", "").get("data")).hasSize(1);
  }
}
