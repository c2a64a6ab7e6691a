package io.backstop.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginListTest {

  @Test
  void originsAreReadAsBrowsersWriteThem() {
    OriginList list =
        OriginList.read(
            " https://App.acme.example:443/ \r\n\nhttps://a.example:8443\nhttps://app.acme.example\n"
                + "http://localhost:3000, http://[::1]:80");

    assertThat(list.wrong()).isEmpty();
    assertThat(list.origins())
        .containsExactly(
            "https://app.acme.example",
            "https://a.example:8443",
            "http://localhost:3000",
            "http://[::1]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acme.example",
        "http://acme.example",
        "https://acme.example/billing",
        "https://acme.example?x",
        "https://user@acme.example",
        "https://*.acme.example",
        "https://acme.example:0",
        "https://acme.example:65536",
        "https://acme..example",
        "https://-acme.example",
        "ftp://acme.example",
        "null",
        "https://"
      })
  void whatIsNoneIsNamed(String line) {
    OriginList list = OriginList.read("https://a.example\n" + line);

    assertThat(list.wrong()).containsExactly(line);
  }

  @Test
  void nothingTypedIsNoOrigin() {
    assertThat(OriginList.read(" \n ").origins()).isEmpty();
  }
}
