package io.backstop.overview;

import io.backstop.overview.Overview.Day;
import io.backstop.overview.Overview.Endings;
import io.backstop.overview.Overview.Kept;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Outcomes of two spans, in groups of one day, one word and one currency. */
final class EndingTally {

  /**
   * @param currency of what was kept; null where nothing was, or it is not known
   */
  record Group(LocalDate day, String recorded, String currency, long count, long kept) {

    static Group read(ResultSet row) throws SQLException {
      return new Group(
          row.getObject("day", LocalDate.class),
          row.getString("recorded"),
          row.getString("kept_currency"),
          row.getLong("count"),
          row.getLong("kept"));
    }

    private Endings endings() {
      return Endings.of(recorded, count);
    }
  }

  private final List<Group> groups;

  EndingTally(List<Group> groups) {
    this.groups = groups;
  }

  private EndingTally of(Span span) {
    return new EndingTally(
        groups.stream()
            .filter(
                group -> !group.day().isBefore(span.first()) && !group.day().isAfter(span.last()))
            .toList());
  }

  Endings endings(Span span) {
    return of(span).groups.stream().map(Group::endings).reduce(Endings.NONE, Endings::plus);
  }

  long unpriced(Span span) {
    return of(span).groups.stream()
        .filter(group -> group.currency() == null)
        .mapToLong(group -> group.endings().saved())
        .sum();
  }

  List<Day> days(Span span) {
    Map<LocalDate, Endings> byDay = new TreeMap<>();
    of(span).groups.forEach(group -> byDay.merge(group.day(), group.endings(), Endings::plus));
    return byDay.entrySet().stream()
        .map(entry -> new Day(entry.getKey(), entry.getValue()))
        .toList();
  }

  List<Kept> kept(Span span) {
    Map<YearMonth, Kept> byMonth = new TreeMap<>();
    for (Group group : of(span).groups) {
      if (group.endings().saved() > 0) {
        YearMonth month = YearMonth.from(group.day());
        Kept kept = byMonth.computeIfAbsent(month, m -> new Kept(m, 0, new TreeMap<>()));
        if (group.currency() != null) {
          kept.amounts().merge(group.currency(), group.kept(), Long::sum);
        }
        byMonth.put(month, new Kept(month, kept.saved() + group.count(), kept.amounts()));
      }
    }
    return List.copyOf(byMonth.values());
  }
}
