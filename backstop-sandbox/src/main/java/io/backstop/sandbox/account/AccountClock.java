package io.backstop.sandbox.account;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAmount;

/**
 * The time of one account: the machine's, moved ahead by what was advanced. While due work is done
 * it stands still at the moment when the work fell due. Guarded by the account's lock.
 */
public final class AccountClock {
  private final InstantSource real;
  private long ahead;
  private Long frozen;

  AccountClock(InstantSource real) {
    this.real = real;
  }

  /** Epoch seconds. */
  public long now() {
    return frozen != null ? frozen : real.instant().getEpochSecond() + ahead;
  }

  /**
   * The moment that lies the given period (calendar months, in UTC) or duration ahead, epoch
   * seconds.
   */
  public long after(TemporalAmount amount) {
    ZonedDateTime now = Instant.ofEpochSecond(now()).atZone(ZoneOffset.UTC);
    return now.plus(amount).toEpochSecond();
  }

  /** Does the work as if it were the given moment. */
  public void at(long moment, Runnable work) {
    Long outer = frozen;
    frozen = moment;
    try {
      work.run();
    } finally {
      frozen = outer;
    }
  }

  /** Moves the clock so that it is the given moment now; it runs on from there. */
  public void moveTo(long moment) {
    ahead = moment - real.instant().getEpochSecond();
  }

  void reset() {
    ahead = 0;
  }
}
