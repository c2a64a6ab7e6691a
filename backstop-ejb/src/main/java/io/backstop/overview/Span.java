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

  /** The most days that are asked for at once: ten years. */
  private static final int LONGEST = 3_660;

  /** Nobody had a subscription on Stripe before. */
  private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);

  private static final LocalDate LATEST = LocalDate.of(9999, 12, 30);

  private static final int TIME_ENDS = "cs_".length() + 10;

  public Span {
    if (last.isBefore(first)) {
      throw new IllegalArgumentException("not a span of days");
    }
  }

  /**
   * As somebody has asked for it.
   *
   * @throws IllegalArgumentException when it is none, longer than ten years, or of days that no
   *     calendar here goes to
   */
  public static Span asked(LocalDate first, LocalDate last) {
    Span span = new Span(first, last);
    if (span.days() > LONGEST || first.isBefore(EARLIEST) || last.isAfter(LATEST)) {
      throw new IllegalArgumentException("not a span that is counted");
    }
    return span;
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
