package io.backstop.web.dashboard;

import io.backstop.web.hosted.Wording;
import jakarta.servlet.http.HttpServletRequest;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.ResourceBundle;

/** The dashboard's texts in the reader's language; times are UTC, and say so. Immutable. */
public final class Words {

  private static final String BUNDLE = "io.backstop.web.dashboard.messages";
  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private final Wording customers;
  private final Locale locale;
  private final ResourceBundle texts;

  private Words(Wording customers) {
    this.customers = customers;
    this.locale = Locale.forLanguageTag(customers.language());
    this.texts =
        ResourceBundle.getBundle(BUNDLE, locale, Words.class.getClassLoader(), NO_FALLBACK);
  }

  /** In the first language the browser asks for that we speak. */
  static Words of(HttpServletRequest request) {
    return new Words(Wording.of(request));
  }

  /** Two letters. */
  public String language() {
    return locale.getLanguage();
  }

  /** The text of {@code key}. */
  public String say(String key) {
    return texts.getString(key);
  }

  /** The text of {@code key} with {@code parts} put in. */
  public String say(String key, Object... parts) {
    return new MessageFormat(texts.getString(key), locale).format(parts);
  }

  /** Whether there is such a text. */
  public boolean has(String key) {
    return texts.containsKey(key);
  }

  /** A moment, to the minute, in UTC. */
  public String moment(Instant instant) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withLocale(locale)
            .format(instant.atZone(ZoneOffset.UTC))
        + " UTC";
  }

  /** A moment, to the second, in UTC: for logs. */
  public String second(Instant instant) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.MEDIUM)
            .withLocale(locale)
            .format(instant.atZone(ZoneOffset.UTC))
        + " UTC";
  }

  /** A day. */
  public String day(LocalDate day) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale).format(day);
  }

  /** A count, grouped. */
  public String number(long count) {
    return NumberFormat.getIntegerInstance(locale).format(count);
  }

  /** {@code minor} units of {@code currency}. */
  public String money(long minor, String currency) {
    return customers.money(minor, currency);
  }

  /** {@code minor} units of {@code currency} as a plain number, for scripts. */
  public String major(long minor, String currency) {
    return customers.major(minor, currency);
  }
}
