package io.backstop.web.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.web.guard.FakeRequest;
import io.backstop.web.guard.FakeResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {

  private static FakeRequest request() {
    return FakeRequest.from("203.0.113.9");
  }

  @Test
  void aBackendSendsNone() {
    assertThat(Origins.of(request().asRequest())).isEmpty();
  }

  @Test
  void aPageSendsItsOwn() {
    assertThat(Origins.of(request().with("Origin", "https://app.acme.test").asRequest()))
        .contains("https://app.acme.test");
  }

  @Test
  void aSandboxedPageSendsNullWhichIsKept() {
    assertThat(Origins.of(request().with("Origin", "null").asRequest())).contains("null");
  }

  @Test
  void twoAreMalformedEvenWhenEqual() {
    FakeRequest twice = request().with("Origin", "https://app.acme.test", "https://app.acme.test");

    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> Origins.of(twice.asRequest()))
        .matches(refusal -> refusal.code() == RefusalCode.MALFORMED_REQUEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.acme.test",
        "https://app.acme.test:8443",
        "http://localhost:8090",
        "http://127.0.0.1",
        "https://[2001:db8::1]:8443",
        "https://xn--cme-5cd.test"
      })
  void serialisedOriginsAreKnown(String origin) {
    assertThat(Origins.isSerialised(origin)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "https://app.acme.test/",
        "https://APP.acme.test",
        "https://user@app.acme.test",
        "https://app.acme.test https://evil.test",
        "https://app.acme.test,https://evil.test",
        "https://app.acme.test;script-src *",
        "https://*",
        "https://app.acme.test\n",
        "https://app.acme.test:123456",
        "https://app.acme.test:",
        "file://",
        "javascript:alert(1)",
        "https://\u0430cme.test"
      })
  void whatCouldSlipIntoAPolicyIsNot(String origin) {
    assertThat(Origins.isSerialised(origin)).isFalse();
  }

  @Test
  void aGrantedPreflightIsForPostsOfJsonFromThatOrigin() {
    FakeResponse response = new FakeResponse();

    Origins.grantPreflight(response.asResponse(), "https://app.acme.test");

    assertThat(response.headers())
        .containsEntry("Access-Control-Allow-Origin", "https://app.acme.test")
        .containsEntry("Access-Control-Allow-Methods", "POST")
        .containsEntry("Access-Control-Allow-Headers", "Content-Type")
        .containsEntry("Access-Control-Max-Age", "7200")
        .doesNotContainKey("Access-Control-Allow-Credentials");
  }
}
