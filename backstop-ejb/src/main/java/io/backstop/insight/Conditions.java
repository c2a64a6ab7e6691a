package io.backstop.insight;

import java.util.ArrayList;
import java.util.List;

/**
 * The conditions of one list, each with its parameters; those of filters left open are left out.
 */
final class Conditions {

  private final List<String> texts = new ArrayList<>();
  private final List<Object> parameters = new ArrayList<>();

  Conditions and(String text, Object... values) {
    texts.add(text);
    parameters.addAll(List.of(values));
    return this;
  }

  /** {@code text}, a constant with one question mark, if {@code value} is not empty. */
  Conditions given(String value, String text) {
    return value.isEmpty() ? this : and(text, value);
  }

  String text() {
    return String.join(" AND ", texts);
  }

  /** The parameters, and {@code last} behind them. */
  Object[] parametersAnd(Object last) {
    List<Object> all = new ArrayList<>(parameters);
    all.add(last);
    return all.toArray();
  }
}
