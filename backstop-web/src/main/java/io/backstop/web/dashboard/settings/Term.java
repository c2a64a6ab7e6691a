package io.backstop.web.dashboard.settings;

import io.backstop.web.dashboard.Words;
import java.time.Duration;
import java.time.Period;
import java.util.List;

/**
 * A length of time as people say it: so many of one unit.
 *
 * @param number digits; an empty text where none is typed, or where it takes more than one unit
 * @param unit one of {@link #UNITS}
 */
record Term(String number, String unit) {

  static final List<String> UNITS = List.of("minutes", "hours", "days", "months");

  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  /** What a duration or period in ISO 8601 is in the largest unit that it is whole in. */
  static Term of(String iso) {
    return iso.indexOf('T') < 0 ? of(Period.parse(iso)) : of(Duration.parse(iso));
  }

  static Term of(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds % DAY == 0) {
      return new Term(seconds / DAY, "days");
    }
    if (seconds % HOUR == 0) {
      return new Term(seconds / HOUR, "hours");
    }
    return seconds % MINUTE == 0 ? new Term(seconds / MINUTE, "minutes") : new Term("", "minutes");
  }

  private static Term of(Period period) {
    if (period.toTotalMonths() == 0) {
      return new Term(period.getDays(), "days");
    }
    return period.getDays() == 0
        ? new Term(period.toTotalMonths(), "months")
        : new Term("", "days");
  }

  private Term(long number, String unit) {
    this(Long.toString(number), unit);
  }

  /**
   * In ISO 8601; an empty text where no number is typed.
   *
   * @throws IllegalArgumentException when it is no whole number, or the unit is none
   */
  String iso() {
    if (number.isEmpty()) {
      return "";
    }
    if (!number.matches("[0-9]{1,6}")) {
      throw new IllegalArgumentException("no whole number");
    }
    return switch (unit) {
      case "minutes" -> "PT" + number + "M";
      case "hours" -> "PT" + number + "H";
      case "days" -> "P" + number + "D";
      case "months" -> "P" + number + "M";
      default -> throw new IllegalArgumentException("no unit");
    };
  }

  /** In words, for a number that is there. */
  String say(Words words) {
    return words.say("term." + unit + ".of", Long.parseLong(number));
  }
}
