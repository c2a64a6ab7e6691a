package io.backstop.web.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SignInLimitsTest {

  private static final class Time implements TimeMeter {
    private long nanos;

    @Override
    public long currentTimeNanos() {
      return nanos;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }

  private final Time time = new Time();
  private final SignInLimits limits = new SignInLimits(time);

  @Test
  void aMailAddressIsGuessedAtTenTimesFromWherever() {
    for (int guess = 0; guess < 10; guess++) {
      assertThat(limits.admits("a@b.example", "192.0.2." + guess)).isTrue();
    }
    assertThat(limits.admits(" A@B.example", "192.0.2.99")).isFalse();
    assertThat(limits.admits("other@b.example", "192.0.2.99")).isTrue();
  }

  @Test
  void aNetworkAddressGuessesThirtyTimesAtWhomever() {
    for (int guess = 0; guess < 30; guess++) {
      assertThat(limits.admits("a" + guess + "@b.example", "192.0.2.1")).isTrue();
    }
    assertThat(limits.admits("z@b.example", "192.0.2.1")).isFalse();
  }

  @Test
  void triesComeBackWithTime() {
    for (int guess = 0; guess < 10; guess++) {
      limits.admits("a@b.example", "192.0.2.1");
    }
    time.nanos += Duration.ofSeconds(91).toNanos();
    assertThat(limits.admits("a@b.example", "192.0.2.1")).isTrue();
    assertThat(limits.admits("a@b.example", "192.0.2.1")).isFalse();
  }

  @Test
  void aTryThatWasRightIsGivenBack() {
    for (int day = 0; day < 50; day++) {
      assertThat(limits.admits("a@b.example", "192.0.2.1")).isTrue();
      limits.forgive("a@b.example", "192.0.2.1");
    }
  }
}
