package io.backstop.web.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.Surface;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbedBodyTest {

  private static EmbedBody read(String text) {
    return read(text, StandardCharsets.UTF_8);
  }

  private static EmbedBody read(String text, Charset charset) {
    return read(text.getBytes(charset));
  }

  private static EmbedBody read(byte[] bytes) {
    return EmbedBody.read(Surface.CANCEL, bytes, bytes.length);
  }

  private static void assertMalformed(byte[] bytes) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> read(bytes))
        .matches(refusal -> refusal.code() == RefusalCode.MALFORMED_REQUEST)
        .matches(refusal -> refusal.param() == null);
  }

  private static void assertMalformed(String text) {
    assertMalformed(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsTheKnownMembers() {
    EmbedBody body =
        read(
            "{\"workspace\":\"acme\",\"customer\":\"cus_1\",\"subscription\":\"sub_1\","
                + "\"timestamp\":1700000000,\"signature\":\"ab\",\"return_url\":\"https://a.test\"}");

    assertThat(body)
        .isEqualTo(new EmbedBody("acme", "cus_1", "sub_1", "1700000000", "ab", "https://a.test"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "17", "[\"sub_1\"]", "\"sub_1\""})
  void aSubscriptionIsNoPartOfTheOtherSurfaces(String subscription) {
    byte[] bytes =
        ("{\"customer\":\"cus_1\",\"subscription\":" + subscription + "}")
            .getBytes(StandardCharsets.UTF_8);

    for (Surface surface : new Surface[] {Surface.PORTAL, Surface.PAYMENT_WALL}) {
      assertThat(EmbedBody.read(surface, bytes, bytes.length))
          .isEqualTo(new EmbedBody(null, "cus_1", null, null, null, null));
    }
  }

  @Test
  void absentMembersAreNull() {
    assertThat(read("{}")).isEqualTo(new EmbedBody(null, null, null, null, null, null));
  }

  @Test
  void aTimestampMayBeATextOrAnInteger() {
    assertThat(read("{\"timestamp\":\"1700000000\"}").timestamp()).isEqualTo("1700000000");
    assertThat(read("{\"timestamp\":1700000000}").timestamp()).isEqualTo("1700000000");
  }

  @Test
  void escapesMeanTheirCharacters() {
    assertThat(read("{\"customer\":\"\\u0063us_1\\n\"}").customer()).isEqualTo("cus_1\n");
    assertThat(read("{\"\\u0063ustomer\":\"cus_1\"}").customer()).isEqualTo("cus_1");
  }

  @Test
  void unknownMembersAreIgnoredWhateverTheyHold() {
    EmbedBody body =
        read(
            "{\"a\":{\"customer\":\"cus_2\"},\"customer\":\"cus_1\",\"b\":[{\"customer\":1}],"
                + "\"Customer\":\"cus_3\",\"c\":null,\"d\":1e5,\"__proto__\":{\"workspace\":\"x\"}}");

    assertThat(body).isEqualTo(new EmbedBody(null, "cus_1", null, null, null, null));
  }

  @Test
  void whitespaceAroundTheDocumentIsFine() {
    assertThat(read(" \r\n\t{ \"workspace\" : \"acme\" } \n").workspace()).isEqualTo("acme");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "true",
        "1",
        "\"text\"",
        "[]",
        "[{\"workspace\":\"acme\"}]",
        "{",
        "{\"workspace\"",
        "{\"workspace\":",
        "{\"workspace\":\"acme\"",
        "{\"workspace\":\"acme\",}",
        "{,}",
        "{\"workspace\" \"acme\"}",
        "{workspace:\"acme\"}",
        "{'workspace':'acme'}",
        "{\"workspace\":'acme'}",
        "{\"workspace\":acme}",
        "{\"timestamp\":01700000000}",
        "{\"timestamp\":+1700000000}",
        "{\"timestamp\":0x66f00000}",
        "{\"timestamp\":NaN}",
        "{\"timestamp\":Infinity}",
        "{\"timestamp\":-}",
        "{\"timestamp\":1.}",
        "{\"workspace\":\"a\\x\"}",
        "{\"workspace\":\"a\nb\"}",
        "{\"workspace\":\"a\u0000b\"}",
        "{/*c*/\"workspace\":\"acme\"}",
        "{\"workspace\":\"acme\"}//c",
        "#c\n{}",
        "{}{}",
        "{} {}",
        "{}[]",
        "{}1",
        "{}x",
        "{},",
        "workspace=acme&customer=cus_1",
        "<workspace>acme</workspace>"
      })
  void whatIsNotOneJsonObjectIsMalformed(String text) {
    assertMalformed(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"customer\":\"cus_1\",\"customer\":\"cus_2\"}",
        "{\"customer\":\"cus_1\",\"customer\":\"cus_1\"}",
        "{\"customer\":\"cus_1\",\"\\u0063ustomer\":\"cus_2\"}",
        "{\"timestamp\":1,\"timestamp\":1}",
        "{\"unknown\":1,\"unknown\":2}",
        "{\"unknown\":{\"a\":1,\"a\":2}}",
        "{\"unknown\":[{\"a\":1,\"a\":2}]}"
      })
  void aMemberGivenTwiceIsMalformedAtAnyDepth(String text) {
    assertMalformed(text);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a stray ff, ff",
    "a lone continuation, 80",
    "a cut sequence, c3",
    "an overlong slash, c0af",
    "an overlong nul, c080",
    "a surrogate, eda080",
    "beyond Unicode, f4908080"
  })
  void invalidUtf8IsMalformedAlsoInUnknownMembers(String what, String hex) {
    String open = HexFormat.of().formatHex("{\"x\":\"".getBytes(StandardCharsets.US_ASCII));
    String close = HexFormat.of().formatHex("\"}".getBytes(StandardCharsets.US_ASCII));

    assertMalformed(HexFormat.of().parseHex(open + hex + close));
  }

  @Test
  void otherEncodingsAreMalformed() {
    String text = "{\"workspace\":\"acme\",\"x\":\"\u00e9\"}";

    assertMalformed(text.getBytes(StandardCharsets.UTF_16));
    assertMalformed(text.getBytes(StandardCharsets.UTF_16LE));
    assertMalformed(text.getBytes(StandardCharsets.UTF_16BE));
    assertMalformed(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void depthIsBounded() {
    assertThat(read("{\"x\":" + "[".repeat(31) + "]".repeat(31) + "}")).isNotNull();
    assertMalformed("{\"x\":" + "[".repeat(32) + "]".repeat(32) + "}");
    assertMalformed("{\"x\":" + "[".repeat(8_000));
    assertMalformed("[".repeat(16_000));
  }

  @Test
  void numbersAreBounded() {
    assertMalformed("{\"timestamp\":" + "9".repeat(65) + "}");
    assertMalformed("{\"x\":" + "9".repeat(8_000) + "}");
  }

  @Test
  void thousandsOfUnknownMembersAreNoTrouble() {
    String many =
        IntStream.range(0, 1_500)
            .mapToObj(i -> "\"k" + i + "\":" + i)
            .collect(Collectors.joining(",", "{", ",\"workspace\":\"acme\"}"));

    assertThat(read(many).workspace()).isEqualTo("acme");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "workspace | 1",
        "workspace | null",
        "workspace | [\"acme\"]",
        "customer | {\"id\":\"cus_1\"}",
        "customer | true",
        "subscription | 1",
        "signature | null",
        "signature | 0",
        "signature | [\"ab\"]",
        "timestamp | null",
        "timestamp | true",
        "timestamp | 1700000000.0",
        "timestamp | 1.7e9",
        "timestamp | 1e1000000",
        "timestamp | {\"$gt\":0}",
        "return_url | 1",
        "return_url | null"
      })
  void aKnownMemberOfAnotherTypeIsNamed(String member, String value) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> read("{\"" + member + "\":" + value + "}"))
        .matches(refusal -> refusal.code() == RefusalCode.INVALID_FIELD)
        .matches(refusal -> member.equals(refusal.param()));
  }

  @Test
  void theFirstMemberOfAnotherTypeIsNamed() {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> read("{\"customer\":1,\"workspace\":2}"))
        .matches(refusal -> "customer".equals(refusal.param()));
  }

  @Test
  void malformedBeatsAWrongType() {
    assertMalformed("{\"customer\":1,\"workspace\":");
  }

  @Test
  void onlyTheGivenLengthIsRead() {
    byte[] bytes = "{}garbage".getBytes(StandardCharsets.US_ASCII);

    assertThat(EmbedBody.read(Surface.CANCEL, bytes, 2)).isNotNull();
  }

  @Test
  void itsTextTellsNothing() {
    assertThat(read("{\"signature\":\"ab\",\"customer\":\"cus_1\"}").toString())
        .doesNotContain("ab", "cus_1");
  }
}
