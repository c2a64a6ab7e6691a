package io.backstop.web.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostedAddressTest {

  private static Optional<HostedAddress> of(String pathInfo, String embed) {
    Map<String, String> answers = new java.util.HashMap<>();
    answers.put("getPathInfo", pathInfo);
    answers.put("getContextPath", "");
    answers.put("getServletPath", "/cancel");
    answers.put("getParameter", embed);
    return HostedAddress.of(
        (HttpServletRequest)
            Proxy.newProxyInstance(
                HostedAddressTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> answers.get(method.getName())));
  }

  @Test
  void theModalStaysTheModalFromStepToStep() {
    assertThat(of("/abc-_9", "modal").orElseThrow().again())
        .isEqualTo("/cancel/abc-_9?embed=modal");
    assertThat(of("/abc-_9", null).orElseThrow().again()).isEqualTo("/cancel/abc-_9");
    assertThat(of("/abc-_9", "x\"").orElseThrow().again()).isEqualTo("/cancel/abc-_9");
  }

  @Test
  void anotherPageIsReachedInTheFrameWhenThisOneIsInIt() {
    assertThat(of("/abc", "modal").orElseThrow().elsewhere("/portal/xyz", "did=1"))
        .isEqualTo("/portal/xyz?embed=modal&did=1");
    assertThat(of("/abc", "modal").orElseThrow().elsewhere("/portal/xyz", ""))
        .isEqualTo("/portal/xyz?embed=modal");
    assertThat(of("/abc", null).orElseThrow().elsewhere("/portal/xyz", "did=1"))
        .isEqualTo("/portal/xyz?did=1");
    assertThat(of("/abc", null).orElseThrow().elsewhere("/portal/xyz", ""))
        .isEqualTo("/portal/xyz");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/a/confirm", "/a/", "/a.b", "/a b", "/a\n", "/ä", "/'"})
  void whatIsNoTokenHasNoPage(String pathInfo) {
    assertThat(of(pathInfo, null)).isEmpty();
  }

  @Test
  void noTokenNoPage() {
    assertThat(of(null, null)).isEmpty();
    assertThat(of("/" + "a".repeat(129), null)).isEmpty();
  }

  @Test
  void theTokenIsNotInWhatAnAddressPrints() {
    assertThat(of("/secrettoken", null).orElseThrow()).asString().doesNotContain("secret");
  }
}
