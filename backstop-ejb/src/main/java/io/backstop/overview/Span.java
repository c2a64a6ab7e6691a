package io.backstop.overview;

import io.backstop.kernel.Ids;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;

/**
 * Some days, each from midnight to midnight UTC.
 *
 * @param last also counts, whole; it may still be running
 */
public record Span(LocalDate first, LocalDate last) {

  /** The most days that are counted at once: ten years. */
  public static final int LONGEST = 3_660;

  private static final int TIME_ENDS = "cs_".length() + 10;

  public Span {
    if (last.isBefore(first) || ChronoUnit.DAYS.between(first, last) >= LONGEST) {
      throw new IllegalArgumentException("not a span of days");
    }
  }

  /** So many days, of which today is the last. */
  public static Span ofDays(int days, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return new Span(today.minusDays(days - 1L), today);
  }

  public long days() {
    return ChronoUnit.DAYS.between(first, last) + 1;
  }

  /** As many days right before these. */
  public Span before() {
    return new Span(first.minusDays(days()), first.minusDays(1));
  }

  /** The longest span that ends with {@code last}. */
  static Span longestUpTo(LocalDate last) {
    return new Span(last.minusDays(LONGEST - 1L), last);
  }

  /** Those of {@code days} that are in the span. */
  List<LocalDate> of(Collection<LocalDate> days) {
    return days.stream().filter(day -> !day.isBefore(first) && !day.isAfter(last)).toList();
  }

  Instant since() {
    return first.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** Exclusive. */
  Instant until() {
    return last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** What every session made in the span sorts at or after. */
  String firstSession() {
    return firstSession(since());
  }

  /** What every session made in the span sorts before. */
  String endOfSessions() {
    return firstSession(until());
  }

  private static String firstSession(Instant instant) {
    return Ids.next("cs_", instant).substring(0, TIME_ENDS);
  }
}
