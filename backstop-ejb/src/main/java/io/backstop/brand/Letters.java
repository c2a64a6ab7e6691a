package io.backstop.brand;

/** The classes of characters of CSS Syntax Level 3, "Definitions". */
final class Letters {

  private Letters() {}

  static boolean isNameStart(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80;
  }

  static boolean isNamePart(char c) {
    return isNameStart(c) || isDigit(c) || c == '-';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isHex(char c) {
    return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
  }

  static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n';
  }
}
