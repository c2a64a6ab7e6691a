package io.backstop.web.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4900 | usd | en-US | $49.00",
        "123456789 | usd | en-US | $1,234,567.89",
        "5 | usd | en-US | $0.05",
        "0 | usd | en-US | $0.00",
        "4900 | eur | de-DE | 49,00 €",
        "123456 | eur | de | 1.234,56 €",
        "4900 | gbp | en-GB | £49.00",
        "4900 | jpy | en-US | ¥4,900",
        "4900 | krw | en-US | ₩4,900",
        "4990 | kwd | en-US | KWD 4.990",
        "490000 | ugx | en-US | UGX 4,900",
        "490000 | huf | en-US | HUF 4,900.00",
        "4900 | mga | en-US | MGA 4,900",
        "4900 | zzz | en-US | 49.00 ZZZ",
        "4900 | zzz | de-DE | 49,00 ZZZ",
      })
  void amountsAreCountedAsStripeCounts(
      long minor, String currency, String locale, String expected) {
    assertThat(plain(Amounts.format(minor, currency, Locale.forLanguageTag(locale))))
        .isEqualTo(expected);
  }

  @Test
  void aFractionOfAWholeCurrencyIsNotLost() {
    assertThat(plain(Amounts.format(490050, "isk", Locale.US))).endsWith("4,900.50");
  }

  /** Which kind of space stands before a symbol differs between Java's releases. */
  private static String plain(String amount) {
    return amount.replaceAll("[\\u00a0\\u202f]", " ");
  }
}
