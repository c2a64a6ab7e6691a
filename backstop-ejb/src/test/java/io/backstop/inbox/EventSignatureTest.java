package io.backstop.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The signatures were made by openssl: {@code printf '1764763200.…' | openssl dgst -sha256 -hmac}.
 */
class EventSignatureTest {

  private static final Instant SIGNED = Instant.ofEpochSecond(1_764_763_200L);
  private static final byte[] BODY = bytes("{\"id\":\"evt_1\",\"object\":\"event\"}");
  private static final String CURRENT =
      "a74a40a76fa64d7642fa1def51c9d2f156c1490df6eed904c22f55e12c71e1da";
  private static final String PREVIOUS =
      "29034d55339c0565afc717ed8f90a2ed25fdb8e07719a3deb9173bcc33f0e935";
  private static final String ZEROS = "0".repeat(64);
  private static final List<String> SECRETS = List.of("whsec_current", "whsec_previous");

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void verify(String header) {
    EventSignature.verify(header, BODY, SECRETS, SIGNED);
  }

  private static void refuses(RefusalCode code, String header, byte[] body, Instant now) {
    assertThatThrownBy(() -> EventSignature.verify(header, body, SECRETS, now))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  private static void refuses(String header) {
    refuses(RefusalCode.WEBHOOK_SIGNATURE_INVALID, header, BODY, SIGNED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "t=1764763200,v1=" + CURRENT,
        "t=1764763200,v1=" + PREVIOUS,
        "v1=" + CURRENT + ",t=1764763200",
        "t=1764763200,v1=0000000000000000000000000000000000000000000000000000000000000000,v1="
            + CURRENT,
        "t=1764763200,v0=abc,v1=" + CURRENT,
        "t=1764763200,v1=" + CURRENT + ",scheme"
      })
  void anyLiveSecretAndAnyOfTheSignaturesWillDo(String header) {
    assertThatCode(() -> verify(header)).doesNotThrowAnyException();
  }

  @Test
  void theBytesAreSignedAsTheyAre() {
    assertThatCode(
            () ->
                EventSignature.verify(
                    "t=1764763200,v1=1b10df3d44b3281e57ddd3371ce48efbdf4ca0028aa568436884a863965584a2",
                    bytes("é\n"),
                    SECRETS,
                    SIGNED))
        .doesNotThrowAnyException();
    for (String other : List.of(" " + new String(BODY, StandardCharsets.UTF_8), "", "\ufeff{}")) {
      refuses(
          RefusalCode.WEBHOOK_SIGNATURE_INVALID,
          "t=1764763200,v1=" + CURRENT,
          bytes(other),
          SIGNED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "t",
        "v1",
        "=",
        ",",
        ",,,",
        "t=",
        "v1=",
        "t=1764763200",
        "t=1764763200,v1",
        "t=1764763200,v1=",
        "v1=" + CURRENT,
        "t=abc,v1=" + CURRENT,
        "t=-1764763200,v1=" + CURRENT,
        "t=+1764763200,v1=" + CURRENT,
        "t= 1764763200,v1=" + CURRENT,
        "t=1764763200.0,v1=" + CURRENT,
        "t=99999999999999999999,v1=" + CURRENT,
        "t=١٧٦٤٧٦٣٢٠٠,v1=" + CURRENT,
        "t=1764763200,t=1764763200,v1=" + CURRENT,
        "t=1764763201,v1=" + CURRENT,
        "t=1764763200,v0=" + CURRENT,
        "t=1764763200,V1=" + CURRENT,
        "t=1764763200,v1=" + CURRENT + "0",
        "t=1764763200;v1=" + CURRENT
      })
  void whatIsNoProperHeaderIsRefused(String header) {
    refuses(header);
  }

  @Test
  void noHeaderAndEndlessHeadersAreRefused() {
    refuses(null);
    refuses("t=1764763200" + (",v1=" + ZEROS).repeat(20) + ",v1=" + CURRENT);
    refuses("t=1764763200,v1=" + CURRENT + ",x=" + "y".repeat(10_000));
    refuses("t=1764763200,v1=" + CURRENT.toUpperCase(java.util.Locale.ROOT));
  }

  @Test
  void withoutASecretNothingIsGood() {
    assertThatThrownBy(
            () -> EventSignature.verify("t=1764763200,v1=" + CURRENT, BODY, List.of(), SIGNED))
        .isInstanceOf(Refusal.class);
  }

  @ParameterizedTest(name = "{0} seconds later")
  @CsvSource({"-300, true", "300, true", "0, true", "-301, false", "301, false"})
  void theWindowIsFiveMinutesBothWaysEdgesIn(long later, boolean good) {
    Instant now = SIGNED.plusSeconds(later);
    String header = "t=1764763200,v1=" + CURRENT;
    if (good) {
      assertThatCode(() -> EventSignature.verify(header, BODY, SECRETS, now))
          .doesNotThrowAnyException();
    } else {
      refuses(RefusalCode.WEBHOOK_TIMESTAMP_OUT_OF_WINDOW, header, BODY, now);
    }
  }

  @Test
  void whoCannotSignDoesNotLearnWhetherHisClockIsRight() {
    refuses(
        RefusalCode.WEBHOOK_SIGNATURE_INVALID,
        "t=1764763200,v1=" + ZEROS,
        BODY,
        SIGNED.plusSeconds(1_000));
  }
}
