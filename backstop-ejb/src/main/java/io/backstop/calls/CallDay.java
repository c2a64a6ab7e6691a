package io.backstop.calls;

import java.time.LocalDate;

/**
 * One day's calls, in UTC.
 *
 * @param before signed by the previous secret
 * @param unsignedRefused refused for the lack of a signature
 * @param refused refused for anything else
 */
public record CallDay(
    LocalDate day, long current, long before, long unsigned, long unsignedRefused, long refused) {

  /** Let pass with a signature. */
  public long signed() {
    return current + before;
  }

  /** All that were turned away. */
  public long turnedAway() {
    return unsignedRefused + refused;
  }
}
