package io.backstop.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123Z");

  @Test
  void anIdIsItsPrefixAndTwentySixCharacters() {
    assertThat(Ids.next("att_", NOW)).matches("att_[0-9a-hjkmnp-tv-z]{26}");
  }

  @Test
  void anIdMayBecomeASessionId() {
    assertThat(new SessionId(Ids.next("cs_", NOW))).isNotNull();
  }

  @Test
  void laterIdsSortAfterEarlierOnes() {
    String earlier = Ids.next("", NOW);
    String later = Ids.next("", NOW.plusMillis(1));
    String muchLater = Ids.next("", NOW.plusSeconds(1_000_000_000));

    assertThat(earlier).isLessThan(later);
    assertThat(later).isLessThan(muchLater);
  }

  @Test
  void theTimeIsTheFirstTenCharacters() {
    assertThat(Ids.next("", Instant.EPOCH)).startsWith("0000000000");
    assertThat(Ids.next("", Instant.ofEpochMilli(32))).startsWith("0000000010");
    assertThat(Ids.next("", NOW).substring(0, 10)).isEqualTo(Ids.next("", NOW).substring(0, 10));
  }

  @Test
  void theTimeIsReadBackFromAnId() {
    assertThat(Ids.moment(Ids.next("cs_", NOW))).isEqualTo(NOW.truncatedTo(ChronoUnit.MILLIS));
    assertThat(Ids.moment(Ids.next("", Instant.EPOCH))).isEqualTo(Instant.EPOCH);
  }

  @Test
  void idsOfOneMillisecondDiffer() {
    Set<String> ids = new HashSet<>();
    IntStream.range(0, 10_000).forEach(i -> ids.add(Ids.next("", NOW)));

    assertThat(ids).hasSize(10_000);
  }

  @Test
  void everyRandomCharacterTakesEveryValue() {
    for (int at = 10; at < 26; at++) {
      int position = at;
      long values =
          IntStream.range(0, 2_000)
              .mapToObj(i -> Ids.next("", NOW).charAt(position))
              .distinct()
              .count();
      assertThat(values).as("character %d", at).isEqualTo(32);
    }
  }

  @Test
  void unguessableBytesAreOfTheLengthAskedForAndDiffer() {
    assertThat(Ids.unguessable(32)).hasSize(32).isNotEqualTo(Ids.unguessable(32));
  }
}
