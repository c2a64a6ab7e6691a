package io.backstop.brand;

import io.backstop.brand.Flaw.Reason;
import io.backstop.brand.Token.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Writes what stands between an at-rule and its block. Conditions choose among the merchant's own
 * rules, so they may ask anything that is made of words, numbers and known functions.
 */
final class Conditions {

  private static final Set<String> FUNCTIONS =
      Set.of(
          "style",
          "selector",
          "and",
          "or",
          "not",
          "var",
          "env",
          "scroll-state",
          "has",
          "is",
          "where");
  private static final String SIGNS = ",:<>=/+-*.&~#";

  private Conditions() {}

  /** A media, support or container condition. */
  static String written(List<Node> prelude, Token rule) {
    StringBuilder out = new StringBuilder();
    all(prelude, out);
    String condition = out.toString().strip();
    if (condition.isEmpty()) {
      throw new Flawed(Reason.AT_RULE, rule);
    }
    return condition;
  }

  private static void all(List<Node> nodes, StringBuilder out) {
    for (Node node : nodes) {
      one(node, out);
    }
  }

  private static void one(Node node, StringBuilder out) {
    Token token = node.token();
    switch (token.kind()) {
      case SPACE -> out.append(' ');
      case IDENT -> Print.append(out, Print.name(token));
      case HASH -> Print.append(out, "#" + token.text().replaceAll("[^A-Za-z0-9_-]", ""));
      case NUMBER, PERCENTAGE, DIMENSION -> Print.append(out, Values.number(token));
      case FUNCTION -> {
        String name = token.text().toLowerCase(Locale.ROOT);
        if (!FUNCTIONS.contains(name) && !Functions.allows(name)) {
          throw new Flawed(Reason.FUNCTION, token);
        }
        Print.append(out, name + "(");
        all(node.inner(), out);
        out.append(')');
      }
      case OPEN -> {
        if (!node.isSign("(")) {
          throw new Flawed(Reason.VALUE, token);
        }
        // Right after a word, this would be a function.
        out.append(out.isEmpty() || " (:".indexOf(out.charAt(out.length() - 1)) >= 0 ? "(" : " (");
        all(node.inner(), out);
        out.append(')');
      }
      case DELIM -> {
        if (SIGNS.indexOf(token.text().charAt(0)) < 0) {
          throw new Flawed(Reason.VALUE, token);
        }
        out.append(token.text());
      }
      default -> throw new Flawed(Reason.VALUE, token);
    }
  }

  /** The names of cascade layers, none of them ours. */
  static String layers(List<Node> prelude, Token rule) {
    StringBuilder out = new StringBuilder();
    for (Node node : prelude) {
      Token token = node.token();
      boolean sign = node.isSign(",") || node.isSign(".");
      if (token.is(Kind.IDENT)) {
        if (token.text().toLowerCase(Locale.ROOT).startsWith("bs-")) {
          throw new Flawed(Reason.OURS, token);
        }
        Print.append(out, Print.name(token));
      } else if (sign || node.isSpace()) {
        out.append(token.text());
      } else {
        throw new Flawed(Reason.VALUE, token);
      }
    }
    return out.toString().strip();
  }

  /** Refuses whatever is there. */
  static void nothing(List<Node> prelude) {
    prelude.stream()
        .filter(node -> !node.isSpace())
        .findFirst()
        .ifPresent(
            node -> {
              throw new Flawed(Reason.AT_RULE, node.token());
            });
  }

  /** The name of an animation. */
  static String name(List<Node> prelude, Token rule) {
    List<Node> nodes = prelude.stream().filter(node -> !node.isSpace()).toList();
    if (nodes.size() != 1 || !nodes.get(0).is(Kind.IDENT)) {
      throw new Flawed(Reason.AT_RULE, rule);
    }
    Token name = nodes.get(0).token();
    if (name.text().toLowerCase(Locale.ROOT).startsWith("bs-")) {
      throw new Flawed(Reason.OURS, name);
    }
    return Print.name(name);
  }
}
