package io.backstop.workshop;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of a flow that a merchant has made.
 *
 * @param value {@code flw_} and 26 characters of Crockford's base 32, lowercase
 */
public record FlowId(String value) {

  private static final Pattern GRAMMAR = Pattern.compile("flw_[0-9a-hjkmnp-tv-z]{26}");

  public FlowId {
    if (value == null || !GRAMMAR.matcher(value).matches()) {
      throw new IllegalArgumentException("not a flow id");
    }
  }

  /** The id that {@code text} is; empty when it is none, or {@code null}. */
  public static Optional<FlowId> of(String text) {
    return text != null && GRAMMAR.matcher(text).matches()
        ? Optional.of(new FlowId(text))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
