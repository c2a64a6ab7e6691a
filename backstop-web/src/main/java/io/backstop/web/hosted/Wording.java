package io.backstop.web.hosted;

import jakarta.servlet.http.HttpServletRequest;
import java.text.Bidi;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * The customer's language: texts, amounts and dates. Dates are days in UTC, as Stripe bills them.
 * Immutable and cheap to make.
 */
public final class Wording {

  private static final String BUNDLE = "io.backstop.web.hosted.messages";
  private static final List<String> LANGUAGES = List.of("en", "de");
  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private final Locale locale;
  private final ResourceBundle texts;

  private Wording(Locale locale) {
    this.locale = locale;
    this.texts =
        ResourceBundle.getBundle(BUNDLE, locale, Wording.class.getClassLoader(), NO_FALLBACK);
  }

  /** The first language the browser asks for that we speak, with its region; else English. */
  public static Wording of(HttpServletRequest request) {
    return request.getHeader("Accept-Language") == null
        ? of(List.of())
        : of(Collections.list(request.getLocales()));
  }

  /** As above, of locales in the order they are preferred. */
  public static Wording of(List<Locale> preferred) {
    return preferred.stream()
        .filter(wanted -> LANGUAGES.contains(wanted.getLanguage()))
        .findFirst()
        // Extensions could ask for other digits or calendars than the texts around them use.
        .map(wanted -> new Wording(new Locale(wanted.getLanguage(), wanted.getCountry())))
        .orElseGet(() -> new Wording(Locale.ENGLISH));
  }

  /** Two letters, for {@code lang} and for a merchant's texts. */
  public String language() {
    return locale.getLanguage();
  }

  /** {@code ltr} or {@code rtl}. */
  public String direction() {
    String sample = texts.getString("continue");
    return Bidi.requiresBidi(sample.toCharArray(), 0, sample.length()) ? "rtl" : "ltr";
  }

  /** The text of {@code key}. */
  public String say(String key) {
    return texts.getString(key);
  }

  /** The text of {@code key} with {@code parts} put in. */
  public String say(String key, Object... parts) {
    return new MessageFormat(texts.getString(key), locale).format(parts);
  }

  /** A name inside a sentence: kept from turning the sentence around when it runs the other way. */
  public String name(String name) {
    return Bidi.requiresBidi(name.toCharArray(), 0, name.length())
        ? "\u2068" + name + "\u2069"
        : name;
  }

  /** A plan: its names and what it costs; what it costs alone where Stripe has no name for it. */
  public String plan(String names, String rate) {
    return names.isEmpty() ? rate : say("confirm.plan", names, rate);
  }

  /** {@code minor} units of {@code currency} (three letters, lowercase). */
  public String money(long minor, String currency) {
    return Amounts.format(minor, currency, locale);
  }

  /** An amount as a plain number, for programs: "49.00". */
  public String major(long minor, String currency) {
    return Amounts.major(minor, currency);
  }

  /** A number as people write it, for example "12.5". */
  public String number(double value) {
    return NumberFormat.getNumberInstance(locale).format(value);
  }

  /** An amount by interval, for example "$49.00 per month" or "$49.00 every 3 months". */
  public String rate(long minor, String currency, String interval, long intervalCount) {
    String amount = money(minor, currency);
    return intervalCount == 1
        ? say("rate." + interval, amount)
        : say("rate." + interval + "s", amount, intervalCount);
  }

  /** The day of {@code instant}, written out. */
  public String date(Instant instant) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
        .withLocale(locale)
        .format(instant.atZone(ZoneOffset.UTC));
  }
}
