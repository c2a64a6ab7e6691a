package io.backstop.web.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.workspace.Workspace.EmbedSettings;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnUrlTest {

  private static EmbedSettings allowing(String... origins) {
    return new EmbedSettings(List.of("secret"), false, Optional.empty(), List.of(origins), 50, 60);
  }

  private static void assertRefused(String url, EmbedSettings settings, boolean signed) {
    assertThatExceptionOfType(Refusal.class)
        .as(url)
        .isThrownBy(() -> ReturnUrl.checkOrigin(ReturnUrl.parse(url), settings, signed))
        .matches(refusal -> refusal.code() == RefusalCode.RETURN_URL_NOT_ALLOWED)
        .matches(refusal -> refusal.param().equals("return_url"))
        .matches(refusal -> !refusal.getMessage().contains("evil"));
  }

  @Test
  void noneIsFine() {
    assertThat(ReturnUrl.parse(null)).isEmpty();
    assertThatCode(() -> ReturnUrl.checkOrigin(Optional.empty(), allowing(), false))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.acme.test",
        "https://app.acme.test/",
        "https://app.acme.test/account?tab=billing&x=%20#plans",
        "https://app.acme.test:8443/",
        "https://203.0.113.9/",
        "https://[2001:db8::1]/",
        "https://xn--cme-5cd.test/",
        "HTTPS://APP.ACME.TEST/",
        "http://localhost/",
        "http://localhost:8090/account",
        "http://127.0.0.1:8090/",
        "http://[::1]:8090/"
      })
  void whatABrowserCanBeSentBackToIsTaken(String url) {
    assertThat(ReturnUrl.parse(url)).contains(URI.create(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "/account",
        "//evil.test/",
        "\\\\evil.test/",
        "https:",
        "https:evil.test",
        "https:/evil.test",
        "https:///evil.test",
        "https://",
        "https://user@evil.test/",
        "https://user:password@evil.test/",
        "https://@evil.test/",
        "https://app.acme.test@evil.test/",
        "https://app.acme.test\\@evil.test/",
        "https://evil.test%2f.app.acme.test/",
        "https://[::1%25lo]/",
        "https://[fe80::1%eth0]/",
        "https://app.\u0430cme.test/",
        "https://app.acme.test/\u00e9",
        "https://app.acme.test/a b",
        " https://app.acme.test/",
        "https://app.acme.test/\n",
        "https://app.acme.test/\r\nSet-Cookie: a=b",
        "https://app.acme.test/\u0000",
        "https://app.acme.test/\t",
        "https://app acme.test/",
        "http://app.acme.test/",
        "http://localhost.evil.test/",
        "http://127.0.0.1.evil.test/",
        "http://localhost@evil.test/",
        "ftp://app.acme.test/",
        "ws://app.acme.test/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "javascript://app.acme.test/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "blob:https://app.acme.test/1",
        "view-source:https://app.acme.test/",
        "about:blank"
      })
  void whatElseIsRefusedWhoeverSigned(String url) {
    assertRefused(url, allowing(), true);
  }

  @Test
  void oneOfMoreThanTwoThousandCharactersIsRefused() {
    String longest = "https://app.acme.test/" + "a".repeat(2_048 - 22);

    assertThat(ReturnUrl.parse(longest)).isPresent();
    assertRefused(longest + "a", allowing(), true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.acme.test/account",
        "https://APP.acme.test/",
        "https://app.acme.test:443/",
        "https://app.acme.test?x=1",
        "https://app.acme.test#x"
      })
  void aListedOriginIsTakenHoweverItIsWritten(String url) {
    EmbedSettings settings = allowing("https://other.acme.test", "https://app.acme.test");

    assertThatCode(() -> ReturnUrl.checkOrigin(ReturnUrl.parse(url), settings, false))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.test/",
        "https://app.acme.test.evil.test/",
        "https://evil-app.acme.test/",
        "https://app.acme.test./",
        "https://app.acme.test:444/",
        "https://acme.test/",
        "https://xn--pp-acme.test/",
        "http://localhost/"
      })
  void anUnlistedOriginIsRefusedAlsoWhenSigned(String url) {
    assertRefused(url, allowing("https://app.acme.test"), true);
    assertRefused(url, allowing("https://app.acme.test"), false);
  }

  @Test
  void whereNoneIsListedOnlyASignedBundleMayBringOne() {
    Optional<URI> url = ReturnUrl.parse("https://anywhere.test/");

    assertThatCode(() -> ReturnUrl.checkOrigin(url, allowing(), true)).doesNotThrowAnyException();
    assertRefused("https://anywhere.test/", allowing(), false);
  }

  @ParameterizedTest
  @CsvSource({
    "https://App.Acme.Test/x, https://app.acme.test",
    "https://app.acme.test:443, https://app.acme.test",
    "https://app.acme.test:80, https://app.acme.test:80",
    "http://localhost:80/, http://localhost",
    "http://localhost:443/, http://localhost:443",
    "https://[2001:DB8::1]:8443/, https://[2001:db8::1]:8443"
  })
  void originsAreSerialisedAsBrowsersDo(String url, String origin) {
    assertThat(ReturnUrl.origin(URI.create(url))).isEqualTo(origin);
  }
}
