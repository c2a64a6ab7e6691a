package io.backstop.web.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.workspace.Workspace;
import io.backstop.workspace.Workspace.EmbedSettings;
import io.github.bucket4j.TimeMeter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallLimitsTest {

  private final SetTime time = new SetTime();
  private final CallLimits limits = new CallLimits(time);

  private static final class SetTime implements TimeMeter {
    private long nanos = TimeUnit.DAYS.toNanos(1);

    void pass(long amount, TimeUnit unit) {
      nanos += unit.toNanos(amount);
    }

    @Override
    public long currentTimeNanos() {
      return nanos;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }

  private static Workspace workspace(String slug, int callsPerSecond) {
    EmbedSettings embed =
        new EmbedSettings(List.of("s"), false, Optional.empty(), List.of(), callsPerSecond, 60);
    return new Workspace(
        new WorkspaceSlug(slug), slug, false, embed, null, null, null, null, null, null);
  }

  /** How many of {@code offered} calls at one instant are let pass. */
  private int passed(Workspace workspace, int offered) {
    int passed = 0;
    for (int i = 0; i < offered; i++) {
      try {
        limits.countCall(workspace);
        passed++;
      } catch (Refusal refusal) {
        assertThat(refusal.code()).isEqualTo(RefusalCode.RATE_LIMIT_EXCEEDED);
      }
    }
    return passed;
  }

  @Test
  void aBurstOfFourSecondsWorthPasses() {
    assertThat(passed(workspace("acme", 50), 500)).isEqualTo(200);
  }

  @Test
  void afterABurstCallsPassAtTheirRate() {
    Workspace acme = workspace("acme", 50);
    passed(acme, 200);

    time.pass(1, TimeUnit.SECONDS);
    assertThat(passed(acme, 500)).isEqualTo(50);
    time.pass(100, TimeUnit.MILLISECONDS);
    assertThat(passed(acme, 500)).isEqualTo(5);
  }

  @Test
  void aFloodOfRefusalsDoesNotFillTheLog() {
    int lines = 0;
    for (int i = 0; i < 10_000; i++) {
      lines += limits.isWorthALine() ? 1 : 0;
    }
    assertThat(lines).isEqualTo(200);

    time.pass(1, TimeUnit.SECONDS);
    assertThat(limits.isWorthALine()).isTrue();
  }

  @Test
  void oneWorkspacesCallsNeverSlowAnother() {
    passed(workspace("acme", 50), 500);

    assertThat(passed(workspace("beta", 50), 1)).isEqualTo(1);
  }

  @Test
  void aChangedRateIsInForceAtTheNextCall() {
    passed(workspace("acme", 1), 500);

    assertThat(passed(workspace("acme", 2), 500)).isEqualTo(8);
  }

  @Test
  void anAddressIsToldWhatIsWrongSixtyTimesAMinute() {
    for (int i = 0; i < 60; i++) {
      assertThat(limits.countRefusal("198.51.100.1", 60)).isTrue();
    }

    assertThat(limits.countRefusal("198.51.100.1", 60)).isFalse();
    assertThat(limits.mayBeRefused("198.51.100.1", 60)).isFalse();
  }

  @Test
  void refusalsOfOneAddressNeverSlowAnother() {
    for (int i = 0; i < 1_000; i++) {
      limits.countRefusal("198.51.100.1", 60);
    }

    assertThat(limits.mayBeRefused("198.51.100.2", 60)).isTrue();
    assertThat(limits.countRefusal("198.51.100.2", 60)).isTrue();
  }

  @Test
  void refusalsComeBackWithTheMinute() {
    for (int i = 0; i < 61; i++) {
      limits.countRefusal("198.51.100.1", 60);
    }
    time.pass(1, TimeUnit.SECONDS);

    assertThat(limits.mayBeRefused("198.51.100.1", 60)).isTrue();
    assertThat(limits.countRefusal("198.51.100.1", 60)).isTrue();
    assertThat(limits.countRefusal("198.51.100.1", 60)).isFalse();
  }

  @Test
  void askingWhetherOneMayBeRefusedUsesNothingUp() {
    limits.countRefusal("198.51.100.1", 2);
    for (int i = 0; i < 100; i++) {
      assertThat(limits.mayBeRefused("198.51.100.1", 2)).isTrue();
    }
  }

  @Test
  void aRefusalForTheRateSaysSo() {
    Workspace acme = workspace("acme", 1);
    passed(acme, 4);

    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> limits.countCall(acme))
        .matches(refusal -> refusal.code() == RefusalCode.RATE_LIMIT_EXCEEDED);
  }
}
