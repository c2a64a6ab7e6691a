package io.backstop.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstop.demo.shop.ReturnedOutcome.Forged;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnedOutcomeTest {
  private static final long TIME = 1795410000;

  /** Made with openssl over {@code cs_123\nsaved\n1795410000}. */
  private static final String SIGNATURE =
      "59a59e60ba5f56a72568f48ad2d66b2449a77beeafd20fe8d7a8b6cc28f9742a";

  private final EmbedSignature signature =
      new EmbedSignature("bs_demo_acme_embed_secret_not_for_production");

  @Test
  void whatBackstopSignedIsBelieved() throws Forged {
    assertThat(ReturnedOutcome.verified(query(), signature, Instant.ofEpochSecond(TIME)))
        .isEqualTo(new ReturnedOutcome("saved", "cs_123"));
  }

  @ParameterizedTest
  @ValueSource(longs = {-300, 300})
  void fiveMinutesBothWaysAreIn(long seconds) throws Forged {
    assertThat(ReturnedOutcome.verified(query(), signature, Instant.ofEpochSecond(TIME + seconds)))
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(longs = {-301, 301})
  void olderAndNewerIsRefused(long seconds) {
    assertThatExceptionOfType(Forged.class)
        .isThrownBy(
            () ->
                ReturnedOutcome.verified(
                    query(), signature, Instant.ofEpochSecond(TIME + seconds)));
  }

  @ParameterizedTest
  @CsvSource({
    "backstop_outcome, cancelled",
    "backstop_session, cs_124",
    "backstop_timestamp, 1795410001",
    "backstop_signature, 00000000000000000000000000000000000000000000000000000000000000",
    "backstop_signature, ''"
  })
  void anythingChangedIsForged(String name, String value) {
    Map<String, String> query = query();
    query.put(name, value);
    assertForged(query);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "backstop_outcome",
        "backstop_session",
        "backstop_timestamp",
        "backstop_signature"
      })
  void anythingMissingIsForged(String name) {
    Map<String, String> query = query();
    query.remove(name);
    assertForged(query);
    assertThat(ReturnedOutcome.isIn(query)).isTrue();
  }

  @Test
  void aPlainVisitSpeaksOfNoOutcome() {
    assertThat(ReturnedOutcome.isIn(Map.of("as", "ada"))).isFalse();
  }

  private void assertForged(Map<String, String> query) {
    assertThatExceptionOfType(Forged.class)
        .isThrownBy(() -> ReturnedOutcome.verified(query, signature, Instant.ofEpochSecond(TIME)));
  }

  private static Map<String, String> query() {
    return new HashMap<>(
        Map.of(
            "backstop_outcome",
            "saved",
            "backstop_session",
            "cs_123",
            "backstop_timestamp",
            Long.toString(TIME),
            "backstop_signature",
            SIGNATURE));
  }
}
