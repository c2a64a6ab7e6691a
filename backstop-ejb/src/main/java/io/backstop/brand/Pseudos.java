package io.backstop.brand;

import io.backstop.brand.Flaw.Reason;
import io.backstop.brand.Token.Kind;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The pseudo-classes and pseudo-elements that a selector may have. */
final class Pseudos {

  /** What a functional pseudo-class takes. */
  enum Kind {
    SELECTORS,
    COUNT,
    WORDS
  }

  private static final Pattern COUNT =
      Pattern.compile("odd|even|[+-]?[0-9]{0,4}n(?: ?[+-] ?[0-9]{1,4})?|[+-]?[0-9]{1,4}");

  private static final Set<String> CLASSES =
      Set.of(
          "hover",
          "focus",
          "focus-visible",
          "focus-within",
          "active",
          "disabled",
          "enabled",
          "checked",
          "indeterminate",
          "first-child",
          "last-child",
          "only-child",
          "first-of-type",
          "last-of-type",
          "only-of-type",
          "empty",
          "root",
          "placeholder-shown",
          "required",
          "optional",
          "valid",
          "invalid",
          "user-valid",
          "user-invalid",
          "read-only",
          "read-write",
          "link",
          "any-link",
          "default",
          "autofill");

  private Pseudos() {}

  static boolean isClass(String name) {
    return CLASSES.contains(name);
  }

  static boolean isElement(String name) {
    return isOldElement(name) || Set.of("placeholder", "marker", "selection").contains(name);
  }

  /** One that may be written with a single colon. */
  static boolean isOldElement(String name) {
    return name.equals("before") || name.equals("after");
  }

  static Kind function(Token token, String name) {
    return switch (name) {
      case "not", "is", "where", "has" -> Kind.SELECTORS;
      case "nth-child", "nth-last-child", "nth-of-type", "nth-last-of-type" -> Kind.COUNT;
      case "lang", "dir" -> Kind.WORDS;
      default -> throw new Flawed(Reason.SELECTOR, token);
    };
  }

  static String argument(Node function, Kind kind) {
    String text =
        function.inner().stream().map(Pseudos::piece).collect(Collectors.joining()).strip();
    Pattern pattern =
        kind == Kind.COUNT
            ? COUNT
            : Pattern.compile("[A-Za-z*][A-Za-z0-9*-]*(?:, ?[A-Za-z0-9*-]+)*");
    if (!pattern.matcher(text).matches()) {
      throw new Flawed(Reason.SELECTOR, function.token());
    }
    return text;
  }

  private static String piece(Node node) {
    Token token = node.token();
    return switch (token.kind()) {
      case SPACE, IDENT, NUMBER, DIMENSION, DELIM, STRING -> token.text() + token.unit();
      default -> throw new Flawed(Reason.SELECTOR, token);
    };
  }
}
