package io.backstop.web.error;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.web.guard.FakeResponse;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemAnswerTest {

  private static final String SECRET = "bs_secret\"<script>\u2028";

  private final FakeResponse response = new FakeResponse();

  private JsonNode send(Refusal refusal) throws IOException {
    ProblemAnswer.send(response.asResponse(), refusal, "req_1");
    return new ObjectMapper().readTree(response.body()).get("error");
  }

  @ParameterizedTest
  @EnumSource
  void whatTheLogIsToldNeverReachesTheCaller(RefusalCode code) throws IOException {
    send(new Refusal(code, SECRET, new IllegalStateException(SECRET)));

    assertThat(response.body()).doesNotContain("bs_secret", "<script", "IllegalState");
    assertThat(response.headers().values()).noneMatch(value -> value.contains("bs_secret"));
  }

  @ParameterizedTest
  @EnumSource
  void theBodyIsTypeMessageAndRequestId(RefusalCode code) throws IOException {
    JsonNode error = send(new Refusal(code, "log"));

    assertThat(error.fieldNames()).toIterable().containsExactly("type", "message", "request_id");
    assertThat(error.get("type").textValue()).isEqualTo(code.wireName());
    assertThat(error.get("message").textValue()).isEqualTo(Problem.of(code).sentence());
    assertThat(error.get("request_id").textValue()).isEqualTo("req_1");
    assertThat(response.status()).isEqualTo(Problem.of(code).status());
  }

  @Test
  void theMemberAtFaultIsNamed() throws IOException {
    JsonNode error = send(Refusal.ofField("customer", "grammar"));

    assertThat(error.fieldNames())
        .toIterable()
        .containsExactly("type", "message", "param", "request_id");
    assertThat(error.get("param").textValue()).isEqualTo("customer");
  }

  @Test
  void theAnswerIsJsonOfItsLength() throws IOException {
    send(new Refusal(RefusalCode.NOT_FOUND, "log"));

    assertThat(response.headers())
        .containsEntry("Content-Type", "application/json")
        .containsEntry("Content-Length", Integer.toString(response.body().length()));
  }

  @Test
  void whoIsRefusedForNowIsToldWhenToComeBack() throws IOException {
    send(new Refusal(RefusalCode.RATE_LIMIT_EXCEEDED, "log"));

    assertThat(response.headers()).containsEntry("Retry-After", "1");
  }

  @Test
  void whoUsesTheWrongMethodIsToldTheRightOnes() throws IOException {
    send(new Refusal(RefusalCode.METHOD_NOT_ALLOWED, "log"));

    assertThat(response.headers()).containsEntry("Allow", "POST, OPTIONS");
  }
}
