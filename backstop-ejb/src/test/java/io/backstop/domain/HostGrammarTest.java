package io.backstop.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HostGrammarTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static HostReading read(String typed) {
    return HostGrammar.read(typed, "backstop.test");
  }

  static Stream<JsonNode> corpus() throws IOException {
    try (InputStream in =
        HostGrammarTest.class.getResourceAsStream("/corpus/domain-attacks.jsonl")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(HostGrammarTest::line)
          .filter(line -> line.get("category").asText().equals("domain-name"));
    }
  }

  private static JsonNode line(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void eachLineOfTheCorpusGetsItsAnswer(JsonNode line) {
    HostReading reading = read(line.get("domain").asText());

    assertThat(reading.host().isPresent())
        .as("%s %s", line.get("name").asText(), reading)
        .isEqualTo(line.at("/expect/result").asText().equals("accepted"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', EMPTY",
    "https://billing.merchant.test, NOT_A_HOST",
    "billing.merchant.test/x, NOT_A_HOST",
    "me@billing.merchant.test, NOT_A_HOST",
    "billing merchant.test, NOT_A_HOST",
    "billing.merchant.test:443, PORT",
    "[::1], ADDRESS",
    "2001:db8::1, ADDRESS",
    "192.0.2.1, ADDRESS",
    "3221225985, ADDRESS",
    "0xc0.0.2.0x1, ADDRESS",
    "*.merchant.test, WILDCARD",
    "_dmarc.merchant.test, UNDERSCORE",
    "billing.merchant.test., TRAILING_DOT",
    "Billing.merchant.test, UPPER_CASE",
    "-billing.merchant.test, NOT_A_NAME",
    "billing..merchant.test, NOT_A_NAME",
    "straße.merchant.test, NOT_A_NAME",
    "billing。merchant.test, NOT_A_NAME",
    "ab--cd.merchant.test, NOT_A_NAME",
    "shop, SINGLE_LABEL",
    "localhost, RESERVED",
    "billing.local, RESERVED",
    "db.internal, RESERVED",
    "backstop.test, OURS",
    "x.backstop.test, OURS",
    "co.uk, PUBLIC_SUFFIX",
    "github.io, PUBLIC_SUFFIX",
    "vercel.app, PUBLIC_SUFFIX",
    "merchant.co.uk, APEX",
    "merchant.github.io, APEX",
    "merchant.test, APEX",
  })
  void eachFaultIsNamed(String typed, HostFault fault) {
    assertThat(read(typed)).isEqualTo(HostReading.wrong(fault));
  }

  @Test
  void lettersAreKeptAsALabels() {
    assertThat(read("büro.merchant.test").host())
        .contains(new HostName("xn--bro-hoa.merchant.test"));
    assertThat(read("xn--bro-hoa.merchant.test").host().orElseThrow().shown())
        .isEqualTo("büro.merchant.test");
  }

  @Test
  void aLabelOfMixedScriptsIsShownAsItIsSent() {
    HostName mixed = read("pаy.merchant.test").host().orElseThrow();

    assertThat(mixed.shown()).isEqualTo(mixed.value()).startsWith("xn--");
  }
}
