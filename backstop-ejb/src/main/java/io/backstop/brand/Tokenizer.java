package io.backstop.brand;

import io.backstop.brand.Flaw.Reason;
import io.backstop.brand.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a style sheet apart as CSS Syntax Level 3 says (W3C, "Tokenization"), in one pass. Where
 * the standard lets a browser recover, this does not: what one would have to guess about is a flaw.
 */
final class Tokenizer {

  private static final int LONGEST_NAME = 200;

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Tokenizer(String source) {
    this.source = source;
  }

  /** Line ends as the standard makes them one, no byte order mark. Positions are those in here. */
  static String preprocessed(String text) {
    String bare = text.startsWith("\ufeff") ? text.substring(1) : text;
    return bare.replace("\r\n", "\n").replace('\r', '\n').replace('\f', '\n');
  }

  /**
   * The tokens of a preprocessed text; comments are left out.
   *
   * @throws Flawed for what has no single meaning
   */
  static List<Token> of(String preprocessed) {
    Tokenizer tokenizer = new Tokenizer(preprocessed);
    while (tokenizer.at < preprocessed.length()) {
      tokenizer.next();
    }
    return tokenizer.tokens;
  }

  private void next() {
    int begin = at;
    char c = source.charAt(at);
    if (c == '/' && peek(1) == '*') {
      int end = source.indexOf("*/", at + 2);
      if (end < 0) {
        throw new Flawed(Reason.UNFINISHED, "/*", begin);
      }
      at = end + 2;
    } else if (Letters.isSpace(c)) {
      while (at < source.length() && Letters.isSpace(source.charAt(at))) {
        at++;
      }
      add(Kind.SPACE, " ", begin);
    } else if (c == '"' || c == '\'') {
      add(Kind.STRING, string(c), begin);
    } else if (startsNumber(0)) {
      number(begin);
    } else if (startsName(0)) {
      name(begin);
    } else if (c == '@' && startsName(1)) {
      at++;
      add(Kind.AT, readName(), begin);
    } else if (c == '#' && (Letters.isNamePart(peek(1)) || isEscape(1))) {
      at++;
      add(Kind.HASH, readName(), begin);
    } else if ("([{".indexOf(c) >= 0) {
      at++;
      add(Kind.OPEN, String.valueOf(c), begin);
    } else if (")]}".indexOf(c) >= 0) {
      at++;
      add(Kind.CLOSE, String.valueOf(c), begin);
    } else if (c > ' ' && c < 0x7f && c != '\\') {
      at++;
      add(Kind.DELIM, String.valueOf(c), begin);
    } else {
      throw new Flawed(Reason.NOT_TEXT, "", begin);
    }
  }

  private void add(Kind kind, String text, int begin) {
    tokens.add(new Token(kind, text, begin));
  }

  private void name(int begin) {
    String name = readName();
    if (peek(0) != '(') {
      add(Kind.IDENT, name, begin);
      return;
    }
    at++;
    int quote = at;
    while (Letters.isSpace(peek(quote - at))) {
      quote++;
    }
    char first = peek(quote - at);
    if (name.equalsIgnoreCase("url") && first != '"' && first != '\'') {
      url(begin);
    } else {
      add(Kind.FUNCTION, name, begin);
    }
  }

  /** An address without quotes; one with escapes or quotes in it is nothing that we would serve. */
  private void url(int begin) {
    int end = source.indexOf(')', at);
    String address = end < 0 ? "" : source.substring(at, end).strip();
    if (end < 0 || !address.matches("[!#$%&*-\\[\\]-~]*")) {
      throw new Flawed(Reason.ADDRESS, "url", begin);
    }
    at = end + 1;
    add(Kind.URL, address, begin);
  }

  private void number(int begin) {
    if (peek(0) == '+' || peek(0) == '-') {
      at++;
    }
    digits();
    if (peek(0) == '.' && Letters.isDigit(peek(1))) {
      at++;
      digits();
    }
    boolean signed = peek(1) == '+' || peek(1) == '-';
    if ((peek(0) == 'e' || peek(0) == 'E') && Letters.isDigit(peek(signed ? 2 : 1))) {
      at += signed ? 2 : 1;
      digits();
    }
    String number = source.substring(begin, at);
    if (peek(0) == '%') {
      at++;
      add(Kind.PERCENTAGE, number, begin);
    } else if (startsName(0)) {
      String unit = readName();
      tokens.add(new Token(Kind.DIMENSION, number, unit.toLowerCase(java.util.Locale.ROOT), begin));
    } else {
      add(Kind.NUMBER, number, begin);
    }
  }

  private void digits() {
    while (Letters.isDigit(peek(0))) {
      at++;
    }
  }

  private String string(char quote) {
    int begin = at++;
    StringBuilder text = new StringBuilder();
    while (peek(0) != quote) {
      char c = peek(0);
      if (at >= source.length() || c == '\n') {
        throw new Flawed(Reason.UNFINISHED, String.valueOf(quote), begin);
      } else if (c == '\\' && peek(1) == '\n') {
        at += 2;
      } else if (c == '\\') {
        text.appendCodePoint(escape());
      } else {
        text.appendCodePoint(character());
      }
    }
    at++;
    return text.toString();
  }

  private String readName() {
    int begin = at;
    StringBuilder name = new StringBuilder();
    while (Letters.isNamePart(peek(0)) || isEscape(0)) {
      name.appendCodePoint(peek(0) == '\\' ? escape() : character());
    }
    if (name.length() > LONGEST_NAME) {
      throw new Flawed(Reason.NOT_CSS, name.substring(0, 20), begin);
    }
    return name.toString();
  }

  /** One code point as it stands. */
  private int character() {
    int point = source.codePointAt(at);
    boolean lone = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    if (lone || Character.isISOControl(point) && point != '\t') {
      throw new Flawed(Reason.NOT_TEXT, "", at);
    }
    at += Character.charCount(point);
    return point;
  }

  private int escape() {
    int begin = at++;
    int end = at;
    while (end < source.length() && end < at + 6 && Letters.isHex(source.charAt(end))) {
      end++;
    }
    if (end == at) {
      return character();
    }
    int point = Integer.parseInt(source.substring(at, end), 16);
    at = end;
    if (Letters.isSpace(peek(0))) {
      at++;
    }
    boolean means =
        point > 0
            && Character.isValidCodePoint(point)
            && !(point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    if (!means) {
      throw new Flawed(Reason.NOT_TEXT, "", begin);
    }
    return point;
  }

  /** NUL, which is nowhere allowed, stands for what comes after the end. */
  private char peek(int ahead) {
    return at + ahead < source.length() ? source.charAt(at + ahead) : 0;
  }

  private boolean isEscape(int ahead) {
    return peek(ahead) == '\\' && at + ahead + 1 < source.length() && peek(ahead + 1) != '\n';
  }

  private boolean startsName(int ahead) {
    int first = peek(ahead) == '-' ? ahead + 1 : ahead;
    return Letters.isNameStart(peek(first))
        || isEscape(first)
        || first > ahead && peek(first) == '-';
  }

  private boolean startsNumber(int ahead) {
    int first = peek(ahead) == '+' || peek(ahead) == '-' ? ahead + 1 : ahead;
    return Letters.isDigit(peek(first)) || peek(first) == '.' && Letters.isDigit(peek(first + 1));
  }
}
