package io.backstop.brand;

import io.backstop.brand.Flaw.Reason;
import java.util.regex.Pattern;

/** Writes tokens as CSS, from what they mean and never from how they were written. */
final class Print {

  private static final Pattern PLAIN = Pattern.compile("-{0,2}[A-Za-z_][A-Za-z0-9_-]*");
  private static final Pattern FOREIGN =
      Pattern.compile("-?[\\p{L}_][\\p{L}\\p{M}\\p{Nd}_-]*", Pattern.UNICODE_CHARACTER_CLASS);

  /**
   * What could end a style element or a comment, or mean something to a template engine or a
   * logger, is written as an escape.
   */
  private static final String ESCAPED = "\"\\<>&#$%{}'`";

  private Print() {}

  /** A name that needs no escape. */
  static String name(Token token) {
    String name = token.text();
    if (!PLAIN.matcher(name).matches() && !FOREIGN.matcher(name).matches()) {
      throw new Flawed(Reason.NOT_CSS, token);
    }
    return name;
  }

  /** {@code text} in quotes. */
  static String string(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            point -> {
              if (point < ' ' || ESCAPED.indexOf(point) >= 0 || point == 0x7f) {
                quoted.append('\\').append(Integer.toHexString(point)).append(' ');
              } else {
                quoted.appendCodePoint(point);
              }
            });
    return quoted.append('"').toString();
  }

  /**
   * Appends {@code piece} so that it stays a token of its own: a comment that stood between two of
   * them is gone.
   */
  static void append(StringBuilder out, String piece) {
    if (!out.isEmpty() && !piece.isEmpty() && joins(out.charAt(out.length() - 1), piece)) {
      out.append("/**/");
    }
    out.append(piece);
  }

  private static boolean joins(char last, String piece) {
    char first = piece.charAt(0);
    boolean named = Character.isLetterOrDigit(last) || last == '_' || last == '-' || last == '%';
    return named && (Character.isLetterOrDigit(first) || "_-.(#%+".indexOf(first) >= 0)
        || (last == '+' || last == '.') && Character.isDigit(first)
        || last == '/' && first == '*';
  }
}
