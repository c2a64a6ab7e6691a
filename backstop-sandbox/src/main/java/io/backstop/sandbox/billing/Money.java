package io.backstop.sandbox.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.Locale;

/** Integer amounts in a currency's smallest unit. Halves are rounded away from zero. */
final class Money {
  private Money() {}

  /** {@code amount * part / whole}. */
  static long share(long amount, long part, long whole) {
    return BigDecimal.valueOf(amount)
        .multiply(BigDecimal.valueOf(part))
        .divide(BigDecimal.valueOf(whole), 0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  static long percent(long amount, BigDecimal percent) {
    return BigDecimal.valueOf(amount)
        .multiply(percent)
        .divide(BigDecimal.valueOf(100), 0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  /** Splits a total over weights so that the parts sum to exactly the total. */
  static long[] split(long total, List<Long> weights) {
    long[] parts = new long[weights.size()];
    long weight = weights.stream().mapToLong(Long::longValue).sum();
    long left = total;
    for (int i = 0; i < parts.length; i++) {
      parts[i] = weight == 0 ? 0 : share(left, weights.get(i), weight);
      left -= parts[i];
      weight -= weights.get(i);
    }
    return parts;
  }

  /** As people read it, for example $49.00. */
  static String shown(long amount, String currency) {
    Currency unit = Currency.getInstance(currency.toUpperCase(Locale.ROOT));
    return unit.getSymbol(Locale.US)
        + BigDecimal.valueOf(amount, Math.max(0, unit.getDefaultFractionDigits())).toPlainString();
  }
}
