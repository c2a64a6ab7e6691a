package io.backstop.web.dashboard.insight;

import io.backstop.overview.Overview;
import io.backstop.overview.Overview.Day;
import io.backstop.overview.Overview.Endings;
import io.backstop.overview.Overview.Funnel;
import io.backstop.overview.Overview.Kept;
import io.backstop.overview.Span;
import io.backstop.web.dashboard.Words;
import io.backstop.web.dashboard.insight.Chart.Point;
import io.backstop.web.dashboard.insight.Chart.Value;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The charts of the overview, worded. */
final class Charts {

  private static final int DAYS_AS_DAYS = 31;
  private static final int DAYS_AS_WEEKS = 190;

  private Charts() {}

  /** A reason and how visits with it ended. */
  record Named(String name, Endings endings) {}

  private static List<String> words(Words words) {
    return List.of(
        words.say("numbers.saved"), words.say("numbers.cancelled"), words.say("numbers.abandoned"));
  }

  private static Point point(Words words, String label, Endings endings) {
    return new Point(
        label,
        List.of(
            value(words, endings.saved()),
            value(words, endings.cancelled()),
            value(words, endings.abandoned())));
  }

  private static Value value(Words words, long count) {
    return new Value(OverviewWords.count(words, count), Long.toString(count));
  }

  /** Endings along time: by day, by seven days from the first on, or by month. */
  static Chart endings(Words words, Overview overview, Span span) {
    String unit =
        span.days() <= DAYS_AS_DAYS ? "day" : span.days() <= DAYS_AS_WEEKS ? "week" : "month";
    List<Point> points = new ArrayList<>();
    for (LocalDate begin = span.first(); !begin.isAfter(span.last()); ) {
      LocalDate next =
          switch (unit) {
            case "day" -> begin.plusDays(1);
            case "week" -> begin.plusDays(7);
            default -> begin.withDayOfMonth(1).plusMonths(1);
          };
      Endings sum = sum(overview.days(), begin, next);
      points.add(point(words, unit.equals("month") ? month(words, begin) : day(words, begin), sum));
      begin = next;
    }
    return new Chart(
        "endings",
        "columns",
        words.say("endings"),
        words.say("endings.about"),
        words.say("endings." + unit),
        words.say("endings.visits"),
        words(words),
        overview.days().isEmpty() ? List.of() : points,
        words.say("endings.empty"));
  }

  private static Endings sum(List<Day> days, LocalDate begin, LocalDate end) {
    long saved = 0;
    long cancelled = 0;
    long abandoned = 0;
    for (Day day : days) {
      if (!day.day().isBefore(begin) && day.day().isBefore(end)) {
        saved += day.endings().saved();
        cancelled += day.endings().cancelled();
        abandoned += day.endings().abandoned();
      }
    }
    return new Endings(saved, cancelled, abandoned);
  }

  static Chart funnel(Words words, Funnel funnel) {
    List<Point> points =
        List.of(
            one(words, "opened", funnel.opened()),
            one(words, "answered", funnel.answered()),
            one(words, "offered", funnel.offered()),
            one(words, "accepted", funnel.accepted()),
            one(words, "confirmed", funnel.confirmed()));
    return new Chart(
        "funnel",
        "bars",
        words.say("funnel"),
        words.say("funnel.about"),
        words.say("funnel.step"),
        words.say("numbers.visits"),
        List.of(words.say("numbers.visits")),
        funnel.opened() == 0 ? List.of() : points,
        words.say("endings.empty"));
  }

  private static Point one(Words words, String step, long count) {
    return new Point(words.say("funnel." + step), List.of(value(words, count)));
  }

  static Chart reasons(Words words, List<Named> reasons) {
    return new Chart(
        "reasons",
        "bars",
        words.say("reasons"),
        words.say("reasons.about"),
        words.say("reasons.reason"),
        words.say("endings.visits"),
        words(words),
        reasons.stream().map(each -> point(words, each.name(), each.endings())).toList(),
        words.say("endings.empty"));
  }

  /** One chart a currency; one that is empty where nothing has been kept. */
  static List<Chart> kept(Words words, Overview overview) {
    Set<String> currencies = new TreeSet<>();
    overview.kept().forEach(kept -> currencies.addAll(kept.amounts().keySet()));
    if (currencies.isEmpty()) {
      return List.of(kept(words, overview, ""));
    }
    return currencies.stream().map(currency -> kept(words, overview, currency)).toList();
  }

  private static Chart kept(Words words, Overview overview, String currency) {
    List<Point> points = new ArrayList<>();
    for (Kept kept : overview.kept()) {
      if (!currency.isEmpty()) {
        long minor = kept.amounts().getOrDefault(currency, 0L);
        points.add(
            new Point(
                month(words, kept.month().atDay(1)),
                List.of(new Value(words.money(minor, currency), words.major(minor, currency)))));
      }
    }
    String unpriced =
        overview.now().unpriced() == 0
            ? ""
            : " " + words.say("kept.unpriced", overview.now().unpriced());
    return new Chart(
        "kept" + (currency.isEmpty() ? "" : "-" + currency),
        "columns",
        currency.isEmpty()
            ? words.say("kept")
            : words.say("kept.in", currency.toUpperCase(Locale.ROOT)),
        words.say("kept.about") + unpriced,
        words.say("endings.month"),
        currency.toUpperCase(Locale.ROOT),
        List.of(words.say("kept")),
        points,
        words.say("kept.empty"));
  }

  private static String day(Words words, LocalDate day) {
    return DateTimeFormatter.ofPattern("d MMM", Locale.forLanguageTag(words.language()))
        .format(day);
  }

  private static String month(Words words, LocalDate day) {
    return DateTimeFormatter.ofPattern("MMM yyyy", Locale.forLanguageTag(words.language()))
        .format(YearMonth.from(day));
  }
}
