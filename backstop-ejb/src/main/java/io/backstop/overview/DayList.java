package io.backstop.overview;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Spans of days as parameters of one statement: each a text of words with a space between, for
 * {@code string_to_array}.
 */
record DayList(String begins, String ends, String firstSessions, String endsOfSessions) {

  static DayList of(List<Span> spans) {
    return new DayList(
        words(spans, Span::since),
        words(spans, Span::until),
        words(spans, Span::firstSession),
        words(spans, Span::endOfSessions));
  }

  /** What of {@code span} is between the days that are {@code counted}. */
  static DayList between(Span span, Set<LocalDate> counted) {
    List<Span> gaps = new ArrayList<>();
    LocalDate begin = null;
    for (LocalDate day = span.first(); !day.isAfter(span.last()); day = day.plusDays(1)) {
      if (counted.contains(day)) {
        if (begin != null) {
          gaps.add(new Span(begin, day.minusDays(1)));
        }
        begin = null;
      } else if (begin == null) {
        begin = day;
      }
    }
    if (begin != null) {
      gaps.add(new Span(begin, span.last()));
    }
    return of(gaps);
  }

  static String words(Collection<LocalDate> days) {
    return words(days, LocalDate::toString);
  }

  private static <T> String words(Collection<T> all, Function<T, ?> word) {
    return all.stream().map(each -> word.apply(each).toString()).collect(Collectors.joining(" "));
  }
}
