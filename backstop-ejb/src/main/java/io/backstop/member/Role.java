package io.backstop.member;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody is in a workspace; each may all that those before it may. */
public enum Role {
  VIEWER,
  EDITOR,
  ADMIN,
  OWNER;

  /** The name in rows and forms, for example {@code owner}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of that wire name; empty for {@code null} and for what is none. */
  public static Optional<Role> of(String wireName) {
    return Arrays.stream(values()).filter(role -> role.wireName().equals(wireName)).findFirst();
  }

  /** Whether it may all that {@code other} may. */
  public boolean reaches(Role other) {
    return compareTo(other) >= 0;
  }
}
