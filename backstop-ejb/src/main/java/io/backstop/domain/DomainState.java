package io.backstop.domain;

import java.util.Locale;

/** {@code PENDING → ACTIVE ⇄ SUSPENDED}; from each of them {@code REMOVED}, for good. */
public enum DomainState {
  PENDING,
  ACTIVE,
  SUSPENDED,
  REMOVED;

  /** As the database and the API have it. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static DomainState ofWireName(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
