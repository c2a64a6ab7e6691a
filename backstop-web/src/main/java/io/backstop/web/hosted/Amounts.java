package io.backstop.web.hosted;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Money as people write it. Stripe counts in the smallest unit of a currency; which currencies have
 * none, or a thousandth, or are counted in hundredths for history's sake, is Stripe's list (Stripe
 * docs: Supported currencies, zero-decimal, three-decimal and special cases), not ISO's.
 */
final class Amounts {

  private static final Set<String> WITHOUT_MINOR_UNIT =
      Set.of(
          "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf",
          "xof", "xpf");
  private static final Set<String> IN_THOUSANDTHS = Set.of("bhd", "jod", "kwd", "omr", "tnd");

  /** Charged in whole units, though counted in hundredths. */
  private static final Set<String> WHOLE_BUT_IN_HUNDREDTHS = Set.of("isk", "ugx");

  private static final Pattern LETTER_AT_DIGIT =
      Pattern.compile("(?<=\\p{L})(?=\\d)|(?<=\\d)(?=\\p{L})");

  private Amounts() {}

  /**
   * {@code minor} of {@code currency} for readers of {@code locale}; a currency that Java does not
   * know is written with its code.
   *
   * @param currency three letters, lowercase
   */
  static String format(long minor, String currency, Locale locale) {
    int scale = scale(currency);
    NumberFormat format;
    String code = currency.toUpperCase(Locale.ROOT);
    String after = "";
    if (isKnown(code)) {
      format = NumberFormat.getCurrencyInstance(locale);
      format.setCurrency(Currency.getInstance(code));
    } else {
      format = NumberFormat.getNumberInstance(locale);
      after = "\u00a0" + code;
    }
    int digits = WHOLE_BUT_IN_HUNDREDTHS.contains(currency) && minor % 100 == 0 ? 0 : scale;
    format.setMinimumFractionDigits(digits);
    format.setMaximumFractionDigits(digits);
    String amount = format.format(BigDecimal.valueOf(minor, scale));
    // Java puts a code right at its number where a currency has no sign: "KWD4.990".
    return LETTER_AT_DIGIT.matcher(amount).replaceAll("\u00a0") + after;
  }

  /** {@code minor} of {@code currency} as a plain number, for programs: "49.00". */
  static String major(long minor, String currency) {
    return BigDecimal.valueOf(minor, scale(currency)).toPlainString();
  }

  private static int scale(String currency) {
    if (WITHOUT_MINOR_UNIT.contains(currency)) {
      return 0;
    }
    return IN_THOUSANDTHS.contains(currency) ? 3 : 2;
  }

  private static boolean isKnown(String code) {
    return Currency.getAvailableCurrencies().stream()
        .anyMatch(known -> known.getCurrencyCode().equals(code));
  }
}
