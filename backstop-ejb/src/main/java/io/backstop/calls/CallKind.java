package io.backstop.calls;

import java.util.Locale;

/** What is counted apart. */
public enum CallKind {
  /** Let pass, signed by the current secret. */
  SIGNED,
  /** Let pass, signed by the secret before it. */
  SIGNED_BEFORE,
  /** Let pass without a signature. */
  UNSIGNED,
  /** Refused because it was not signed. */
  UNSIGNED_REFUSED,
  /** Refused for anything else. */
  REFUSED;

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
