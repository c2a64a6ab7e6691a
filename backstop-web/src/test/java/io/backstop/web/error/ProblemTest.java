package io.backstop.web.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.kernel.RefusalCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTest {

  @ParameterizedTest
  @EnumSource
  void everyRefusalHasALine(RefusalCode code) {
    Problem problem = Problem.of(code);

    assertThat(problem.status()).isBetween(400, 599);
    assertThat(problem.type()).isEqualTo(code.wireName()).matches("[a-z_]+");
    assertThat(problem.sentence()).endsWith(".").matches("[A-Z][\\x20-\\x7e]{5,}");
  }

  /** What integrators hold on to: the embed endpoints' statuses and types. */
  @ParameterizedTest(name = "{1} is {0}")
  @CsvSource({
    "400, malformed_request",
    "400, invalid_field",
    "400, return_url_not_allowed",
    "401, signature_required",
    "401, signature_invalid",
    "401, timestamp_out_of_window",
    "400, webhook_signature_invalid",
    "400, webhook_timestamp_out_of_window",
    "403, origin_not_allowed",
    "403, workspace_unavailable",
    "404, workspace_not_found",
    "404, customer_not_found",
    "404, subscription_not_found",
    "404, not_found",
    "405, method_not_allowed",
    "413, payload_too_large",
    "415, unsupported_media_type",
    "409, bundle_already_used",
    "409, subscription_not_cancelable",
    "429, rate_limit_exceeded",
    "503, billing_unavailable",
    "503, temporarily_unavailable"
  })
  void statusesAndTypesStayAsPromised(int status, String type) {
    Problem problem = Problem.of(RefusalCode.valueOf(type.toUpperCase(java.util.Locale.ROOT)));

    assertThat(problem.status()).isEqualTo(status);
    assertThat(problem.type()).isEqualTo(type);
  }

  @ParameterizedTest
  @EnumSource
  void whoMayTryAgainIsToldWhen(RefusalCode code) {
    Problem problem = Problem.of(code);
    boolean again = problem.status() == 429 || problem.status() == 503;

    assertThat(problem.retryAfterSeconds() > 0).isEqualTo(again);
  }

  @Test
  void deadLinksAreGoneAndUnknownOnesWereNever() {
    assertThat(Problem.of(RefusalCode.LINK_DEAD).status()).isEqualTo(410);
    assertThat(Problem.of(RefusalCode.LINK_UNKNOWN).status()).isEqualTo(404);
  }
}
