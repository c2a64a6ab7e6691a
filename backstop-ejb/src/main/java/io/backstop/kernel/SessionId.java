package io.backstop.kernel;

import java.util.regex.Pattern;

/**
 * The public id of one customer's way through a hosted link, {@code cs_…}. It is no secret and
 * opens nothing.
 *
 * @param value {@code cs_} and 26 characters of Crockford's base 32, lowercase
 */
public record SessionId(String value) {

  private static final Pattern GRAMMAR = Pattern.compile("cs_[0-9a-hjkmnp-tv-z]{26}");

  public SessionId {
    if (value == null || !GRAMMAR.matcher(value).matches()) {
      throw new IllegalArgumentException("not a session id");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
