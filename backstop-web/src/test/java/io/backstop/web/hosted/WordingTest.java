package io.backstop.web.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.text.MessageFormat;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordingTest {

  private static Wording in(String... tags) {
    return Wording.of(Stream.of(tags).map(Locale::forLanguageTag).toList());
  }

  @Test
  void theFirstLanguageWeSpeakIsTaken() {
    assertThat(in("fr-FR", "de-CH", "en").language()).isEqualTo("de");
    assertThat(in("en-GB", "de").language()).isEqualTo("en");
    assertThat(in("fr", "it").language()).isEqualTo("en");
    assertThat(in().language()).isEqualTo("en");
  }

  @Test
  void englishIsNotReplacedByTheServersOwnLanguage() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(in("en").say("continue")).isEqualTo("Continue");
      assertThat(in().say("continue")).isEqualTo("Continue");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void theRegionDecidesHowDaysAreWritten() {
    Instant day = Instant.parse("2026-12-01T23:59:59Z");
    assertThat(in("en-US").date(day)).isEqualTo("December 1, 2026");
    assertThat(in("en").date(day)).isEqualTo("December 1, 2026");
    assertThat(in("en-GB").date(day)).isEqualTo("1 December 2026");
    assertThat(in("de-DE").date(day)).isEqualTo("1. Dezember 2026");
  }

  @Test
  void aBrowserCannotAskForOtherDigitsThanTheTextHas() {
    Wording words = in("en-US-u-nu-arab-ca-buddhist");
    assertThat(words.date(Instant.parse("2026-12-01T00:00:00Z"))).isEqualTo("December 1, 2026");
    assertThat(words.money(4900, "usd")).isEqualTo("$49.00");
  }

  @Test
  void monthsAndDaysHaveTheirPlural() {
    assertThat(in("en").say("get.discount", 25, 1)).isEqualTo("25% off for 1 month");
    assertThat(in("en").say("get.discount", 25, 3)).isEqualTo("25% off for 3 months");
    assertThat(in("de").say("get.discount", 25, 3)).isEqualTo("25\u00a0% Rabatt für 3 Monate");
    assertThat(in("de").say("get.pause", 1)).isEqualTo("1 Monat ohne Abbuchung");
    assertThat(in("en").say("get.trial", 1)).isEqualTo("1 more day of your trial");
    assertThat(in("en").say("get.trial", 14)).isEqualTo("14 more days of your trial");
  }

  @Test
  void ratesNameTheirInterval() {
    assertThat(in("en").rate(4900, "usd", "month", 1)).isEqualTo("$49.00 per month");
    assertThat(in("en").rate(4900, "usd", "month", 3)).isEqualTo("$49.00 every 3 months");
    assertThat(in("en").rate(4900, "usd", "year", 1)).isEqualTo("$49.00 per year");
    assertThat(in("de").rate(4900, "eur", "week", 2)).endsWith("€ alle 2 Wochen");
    assertThat(in("en").rate(4900, "usd", "day", 1)).isEqualTo("$49.00 per day");
  }

  @Test
  void aNameThatRunsTheOtherWayIsIsolated() {
    assertThat(in("en").name("Pro")).isEqualTo("Pro");
    assertThat(in("en").name("פרו")).isEqualTo("\u2068פרו\u2069");
  }

  @Test
  void bothLanguagesSayTheSameThings() throws IOException {
    Properties english = texts("messages.properties");
    Properties german = texts("messages_de.properties");
    assertThat(german.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
    for (String key : english.stringPropertyNames()) {
      assertThat(parts(german, key)).as(key).isEqualTo(parts(english, key));
    }
  }

  @Test
  void noTextHoldsAStraightApostropheWhichMessageFormatWouldEat() throws IOException {
    for (String file : List.of("messages.properties", "messages_de.properties")) {
      assertThat(texts(file).values()).noneMatch(text -> text.toString().contains("'"));
    }
  }

  @Test
  void noTextShoutsOrPleads() throws IOException {
    assertThat(texts("messages.properties").values())
        .noneMatch(text -> text.toString().contains("!"))
        .noneMatch(text -> text.toString().toLowerCase(Locale.ROOT).contains("sad"))
        .noneMatch(text -> text.toString().toLowerCase(Locale.ROOT).contains("sorry"));
  }

  private static int parts(Properties texts, String key) {
    return new MessageFormat(texts.getProperty(key)).getFormatsByArgumentIndex().length;
  }

  private static Properties texts(String file) throws IOException {
    Properties texts = new Properties();
    try (InputStream in = Wording.class.getResourceAsStream(file)) {
      texts.load(new java.io.InputStreamReader(in, java.nio.charset.StandardCharsets.UTF_8));
    }
    return texts;
  }
}
