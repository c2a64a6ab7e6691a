package io.backstop.web.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which host was asked, and who may ask for certificates. */
class AskedHostTest {

  private static final ClientAddress BEHIND_A_PROXY = new ClientAddress("192.0.2.7");

  @ParameterizedTest
  @CsvSource({
    "billing.merchant.test, billing.merchant.test",
    "BILLING.merchant.test:8443, billing.merchant.test",
    "billing.merchant.test., billing.merchant.test",
    "billing.merchant.test.:443, billing.merchant.test",
    "[::1]:8080, [::1]",
    "[::1], [::1]",
  })
  void aHostIsItsNameAlone(String authority, String name) {
    assertThat(AskedHost.name(authority)).isEqualTo(name);
  }

  @Test
  void aRequestWithoutAHostAsksForNone() {
    assertThat(AskedHost.name(null)).isEmpty();
  }

  @Test
  void onlyATrustedProxySaysWhichHostWasAsked() {
    assertThat(BEHIND_A_PROXY.host(asked("192.0.2.7").asRequest())).isEqualTo("said.test");
    assertThat(BEHIND_A_PROXY.host(asked("203.0.113.9").asRequest())).isEqualTo("own.test");
    assertThat(new ClientAddress("").host(asked("192.0.2.7").asRequest())).isEqualTo("own.test");
  }

  private static FakeRequest asked(String peer) {
    return FakeRequest.from(peer).with("Host", "own.test").with("X-Forwarded-Host", "said.test");
  }

  @Test
  void theProxyItselfIsInTheHouseAndNobodyBehindIt() {
    assertThat(BEHIND_A_PROXY.isInHouse(FakeRequest.from("192.0.2.7").asRequest())).isTrue();
    assertThat(BEHIND_A_PROXY.isInHouse(FakeRequest.from("127.0.0.1").asRequest())).isTrue();
    assertThat(BEHIND_A_PROXY.isInHouse(FakeRequest.from("203.0.113.9").asRequest())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "Via"})
  void whatAProxyPassesOnIsFromOutside(String header) {
    FakeRequest passed = FakeRequest.from("127.0.0.1").with(header, "x");

    assertThat(BEHIND_A_PROXY.isInHouse(passed.asRequest())).isFalse();
  }
}
