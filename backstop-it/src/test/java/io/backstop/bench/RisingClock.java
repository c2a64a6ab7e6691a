package io.backstop.bench;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** A second later each time it is asked: no two signatures of a shop that uses it are the same. */
final class RisingClock extends Clock {

  private final AtomicLong next;

  RisingClock(Instant first) {
    next = new AtomicLong(first.getEpochSecond());
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochSecond(next.getAndIncrement());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("It knows UTC only");
  }
}
