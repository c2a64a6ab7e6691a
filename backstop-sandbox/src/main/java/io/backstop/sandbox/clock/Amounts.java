package io.backstop.sandbox.clock;

import java.time.Duration;
import java.time.Period;
import java.time.temporal.TemporalAmount;

/** ISO-8601 lengths of time as they are written in requests. */
public final class Amounts {
  private Amounts() {}

  /**
   * A period ({@code P1M}, {@code P14D}) or a duration ({@code PT23H}).
   *
   * @throws java.time.format.DateTimeParseException if it is neither
   */
  public static TemporalAmount parse(String text) {
    return text.contains("T") ? Duration.parse(text) : Period.parse(text);
  }
}
