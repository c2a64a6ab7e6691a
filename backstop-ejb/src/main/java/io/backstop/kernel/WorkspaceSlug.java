package io.backstop.kernel;

import java.util.regex.Pattern;

/**
 * The public name of a workspace (one merchant). It is also the first column of every key in the
 * database.
 *
 * @param value 1 to 63 lowercase letters, digits or inner hyphens
 */
public record WorkspaceSlug(String value) {

  private static final Pattern GRAMMAR = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

  public WorkspaceSlug {
    if (!isWellFormed(value)) {
      throw new IllegalArgumentException("not a workspace slug");
    }
  }

  /** Whether {@code text} may become a {@code WorkspaceSlug}; {@code null} may not. */
  public static boolean isWellFormed(String text) {
    return text != null && GRAMMAR.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
