package io.backstop.web.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormGuardTest {

  @ParameterizedTest(name = "{0} | {1} | {2} | {3} -> {4}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // Sec-Fetch-Site | Origin | Host | key | taken
        "same-origin | https://b.example | b.example | right | true",
        "same-origin | null | b.example | right | true",
        "same-origin | - | b.example | right | true",
        "none | - | b.example | right | true",
        "- | - | b.example | right | true",
        "- | https://b.example | b.example | right | true",
        "- | https://b.example | b.example:443 | right | true",
        "- | https://b.example | B.Example | right | true",
        "- | http://127.0.0.1:8080 | 127.0.0.1:8080 | right | true",
        "- | http://[::1]:8080 | [::1]:8080 | right | true",
        // another site
        "cross-site | https://b.example | b.example | right | false",
        "same-site | https://b.example | b.example | right | false",
        "cross-site | - | b.example | right | false",
        "cross-site | null | b.example | right | false",
        "same-origin | https://evil.example | b.example | right | false",
        "- | https://evil.example | b.example | right | false",
        "- | https://b.example.evil.example | b.example | right | false",
        "- | https://evil.example/b.example | b.example | right | false",
        "- | https://b.example:8443 | b.example | right | false",
        "- | http://b.example | b.example:443 | right | false",
        "- | file://b.example | b.example | right | false",
        "- | '' | b.example | right | false",
        "- | https://b.example | - | right | false",
        // a sandboxed frame, or a page without referrer, that nothing vouches for
        "- | null | b.example | right | false",
        "none | null | b.example | right | false",
        // the key
        "same-origin | https://b.example | b.example | - | false",
        "same-origin | https://b.example | b.example | wrong | false",
        "same-origin | https://b.example | b.example | righ | false",
        "same-origin | https://b.example | b.example | RIGHT | false",
        "same-origin | https://b.example | b.example | '' | false",
      })
  void aFormIsTakenFromItsOwnPageOnly(
      String site, String origin, String host, String key, boolean taken) {
    assertThat(new FormGuard(site, origin, host, key).admits("right")).isEqualTo(taken);
  }
}
