package io.backstop.sandbox.billing;

import static io.backstop.sandbox.shape.Json.number;
import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** The calendar of billing periods, in UTC. Times are epoch seconds. */
public final class Periods {
  private Periods() {}

  /**
   * The first boundary after the given moment, counted from the anchor in whole intervals, so that
   * a period that starts on the 31st ends on the last day of shorter months without losing the 31st
   * for longer ones.
   *
   * @param recurring {@code interval} and {@code interval_count} of a price
   */
  public static long next(long anchor, JsonNode recurring, long after) {
    ZonedDateTime start = at(anchor);
    Period interval = interval(recurring);
    long steps = Math.max(0, after - anchor) / (days(interval) * 86400);
    while (true) {
      long boundary = start.plus(interval.multipliedBy(Math.toIntExact(steps))).toEpochSecond();
      if (boundary > after) {
        return boundary;
      }
      steps++;
    }
  }

  /** One interval later. */
  public static long plus(long moment, JsonNode recurring) {
    return at(moment).plus(interval(recurring)).toEpochSecond();
  }

  static long plusMonths(long moment, long months) {
    return at(moment).plusMonths(months).toEpochSecond();
  }

  /** One interval earlier. */
  public static long minus(long moment, JsonNode recurring) {
    return at(moment).minus(interval(recurring)).toEpochSecond();
  }

  static boolean sameInterval(JsonNode one, JsonNode other) {
    return interval(one).equals(interval(other));
  }

  static ZonedDateTime at(long moment) {
    return Instant.ofEpochSecond(moment).atZone(ZoneOffset.UTC);
  }

  private static long days(Period interval) {
    return interval.getYears() * 366L + interval.getMonths() * 31L + interval.getDays();
  }

  private static Period interval(JsonNode recurring) {
    int count = Math.toIntExact(Math.max(1, number(recurring, "interval_count")));
    return switch (String.valueOf(text(recurring, "interval"))) {
      case "day" -> Period.ofDays(count);
      case "week" -> Period.ofWeeks(count);
      case "year" -> Period.ofYears(count);
      default -> Period.ofMonths(count);
    };
  }
}
