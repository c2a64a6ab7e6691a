package io.backstop.brand;

/**
 * A token of CSS Syntax Level 3, with escapes undone.
 *
 * @param text the name or the string; of numbers, the digits as they were written; of brackets and
 *     delimiters, the character
 * @param unit of a dimension, in lower case; else an empty text
 * @param at where it begins in the source
 */
record Token(Kind kind, String text, String unit, int at) {

  enum Kind {
    IDENT,
    FUNCTION,
    AT,
    HASH,
    STRING,
    URL,
    NUMBER,
    PERCENTAGE,
    DIMENSION,
    SPACE,
    OPEN,
    CLOSE,
    DELIM
  }

  Token(Kind kind, String text, int at) {
    this(kind, text, "", at);
  }

  boolean is(Kind asked) {
    return kind == asked;
  }

  /** Whether it is the bracket, comma, colon or other sign {@code sign}. */
  boolean isSign(String sign) {
    return (kind == Kind.DELIM || kind == Kind.OPEN || kind == Kind.CLOSE) && text.equals(sign);
  }

  /** Whether it is that keyword, in whatever case. */
  boolean isWord(String word) {
    return kind == Kind.IDENT && text.equalsIgnoreCase(word);
  }

  boolean isNumeric() {
    return kind == Kind.NUMBER || kind == Kind.PERCENTAGE || kind == Kind.DIMENSION;
  }

  /** Of a numeric token. */
  double value() {
    return Double.parseDouble(text);
  }
}
