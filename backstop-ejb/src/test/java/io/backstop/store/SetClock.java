package io.backstop.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is told, or moves a little whenever it is read. */
public final class SetClock extends Clock {

  private Instant now;
  private Duration perReading = Duration.ZERO;

  public SetClock(String start) {
    now = Instant.parse(start);
  }

  /** Reading the clock takes {@code perReading}, as it does where time passes while one works. */
  public SetClock moving(Duration perReading) {
    this.perReading = perReading;
    return this;
  }

  public synchronized void pass(Duration amount) {
    now = now.plus(amount);
  }

  @Override
  public synchronized Instant instant() {
    now = now.plus(perReading);
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("times are UTC");
  }
}
