package io.backstop.brand;

import io.backstop.brand.Flaw.Reason;
import io.backstop.brand.Token.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What the values of some properties may not say, whatever the grammar lets them. */
final class Rules {

  private static final Set<String> BOXES =
      Set.of(
          "block",
          "inline",
          "inline-block",
          "flex",
          "inline-flex",
          "grid",
          "inline-grid",
          "flow-root",
          "list-item",
          "table",
          "table-row",
          "table-cell");
  private static final Set<String> PLACES = Set.of("static", "relative", "sticky");
  private static final Set<String> QUOTES =
      Set.of("none", "normal", "open-quote", "close-quote", "no-open-quote", "no-close-quote");
  private static final Pattern SYMBOLS =
      Pattern.compile(".*(?:wingdings|webdings|dingbats|marlett|mt extra|bookshelf).*|symbol");
  private static final Pattern TO_BE_SAFE =
      Pattern.compile("(?<![a-z-])(?:flex-end|self-end|end|center|right|left)(?![a-z-])");
  private static final Map<String, Double> SMALLEST =
      Map.of("px", 10.0, "pt", 7.5, "rem", 0.625, "em", 0.625, "%", 62.5);
  private static final double LEAST_OPACITY = 0.3;
  private static final int HIGHEST_LAYER = 10;
  private static final double LARGEST_EFFECT = 200;
  private static final int LONGEST_TEXT = 200;
  private static final int LONGEST_SIGN = 4;

  private Rules() {}

  static void check(Use use, List<Node> value, Token name, Subject subject, boolean keyframe) {
    switch (use) {
      case DISTANCE -> Lengths.checkDistance(value);
      case SHIFT -> Lengths.checkShift(value);
      case EFFECT -> checkEffect(value);
      case ALIGNMENT -> checkWords(value, "var", Reason.VALUE);
      case DIRECTION -> checkWords(value, "-reverse", Reason.VALUE);
      case FONT_SIZE -> checkSize(value);
      case FONT -> {
        checkFont(value);
        value.stream().map(Node::token).filter(Declaration::isLength).forEach(Rules::checkSize);
      }
      case DISPLAY -> checkShown(only(value, name), BOXES, "none", subject);
      case VISIBILITY -> checkShown(only(value, name), Set.of("visible"), "hidden", subject);
      case OPACITY -> checkOpacity(only(value, name), subject, keyframe);
      case POSITION -> checkPosition(only(value, name), subject);
      case LAYER -> checkLayer(only(value, name));
      case CONTENT -> checkContent(value, name, subject);
      case OUTLINE -> checkOutline(value);
      case DECORATION -> checkWords(value, "line-through", Reason.STRIKES);
      default -> {
        // The grammar of all values is enough.
      }
    }
  }

  /** What is too large for its place stays at its beginning, where one can scroll to it. */
  static String safely(String alignment) {
    return alignment.contains("safe")
        ? alignment.replace("unsafe", "safe")
        : TO_BE_SAFE.matcher(alignment).replaceAll("safe $0");
  }

  private static Token only(List<Node> value, Token name) {
    List<Node> nodes = value.stream().filter(node -> !node.isSpace()).toList();
    if (nodes.size() != 1 || !nodes.get(0).inner().isEmpty()) {
      throw new Flawed(Reason.VALUE, name);
    }
    return nodes.get(0).token();
  }

  private static String word(Token token) {
    return token.is(Kind.IDENT) ? token.text().toLowerCase(Locale.ROOT) : "";
  }

  private static void checkShown(Token token, Set<String> shown, String hidden, Subject subject) {
    if (word(token).equals(hidden)) {
      if (!subject.free()) {
        throw new Flawed(Reason.HIDES, token);
      }
    } else if (!shown.contains(word(token))) {
      throw new Flawed(Reason.VALUE, token);
    }
  }

  private static void checkOpacity(Token token, Subject subject, boolean keyframe) {
    if (!token.is(Kind.NUMBER) && !token.is(Kind.PERCENTAGE)) {
      throw new Flawed(Reason.VALUE, token);
    }
    double opacity = token.value() / (token.is(Kind.PERCENTAGE) ? 100 : 1);
    if (opacity < LEAST_OPACITY && !subject.free() && !keyframe) {
      throw new Flawed(Reason.HIDES, token);
    }
  }

  private static void checkPosition(Token token, Subject subject) {
    boolean placed = word(token).equals("absolute") && subject.generated();
    if (!placed && !PLACES.contains(word(token))) {
      throw new Flawed(Reason.COVERS, token);
    }
  }

  private static void checkLayer(Token token) {
    boolean low = token.is(Kind.NUMBER) && token.value() >= -1 && token.value() <= HIGHEST_LAYER;
    if (!low && !word(token).equals("auto")) {
      throw new Flawed(Reason.COVERS, token);
    }
  }

  private static void checkContent(List<Node> value, Token name, Subject subject) {
    if (!subject.generated()) {
      throw new Flawed(Reason.WORDS, name);
    }
    for (Node node : value) {
      Token token = node.token();
      if (token.is(Kind.STRING)) {
        checkText(token, subject);
      } else if (!node.isSpace() && !QUOTES.contains(word(token))) {
        throw new Flawed(Reason.VALUE, token);
      }
    }
  }

  private static void checkText(Token token, Subject subject) {
    String text = token.text();
    boolean sign =
        text.length() <= LONGEST_SIGN && text.codePoints().noneMatch(Character::isLetterOrDigit);
    if (!sign && !subject.worded() || text.length() > LONGEST_TEXT) {
      throw new Flawed(Reason.WORDS, token);
    }
  }

  private static void checkOutline(List<Node> value) {
    for (Node node : value) {
      Token token = node.token();
      boolean nothing = token.isNumeric() && token.value() == 0;
      if (nothing || Set.of("none", "hidden", "transparent").contains(word(token))) {
        throw new Flawed(Reason.FOCUS, token);
      }
    }
    Lengths.checkDistance(value);
  }

  /** No word that ends so, and none that is not known yet. */
  private static void checkWords(List<Node> value, String ending, Reason reason) {
    for (Node node : value) {
      if (node.is(Kind.FUNCTION) || word(node.token()).endsWith(ending)) {
        throw new Flawed(reason, node.token());
      }
    }
  }

  private static void checkEffect(List<Node> value) {
    for (Node node : value) {
      Token token = node.token();
      if (token.is(Kind.DIMENSION) && Math.abs(token.value()) > LARGEST_EFFECT) {
        throw new Flawed(Reason.NUMBER, token);
      }
      checkEffect(node.inner());
    }
  }

  private static void checkSize(List<Node> value) {
    Lengths.checkDistance(value);
    value.forEach(node -> checkSize(node.token()));
  }

  private static void checkSize(Token token) {
    String unit = token.is(Kind.PERCENTAGE) ? "%" : token.unit();
    boolean zero = token.is(Kind.NUMBER) && token.value() == 0;
    if (zero || token.isNumeric() && token.value() < SMALLEST.getOrDefault(unit, 0.0)) {
      throw new Flawed(Reason.TOO_SMALL, token);
    }
  }

  /** Fonts whose letters are no letters. */
  static void checkFont(List<Node> value) {
    for (Node node : value) {
      Token token = node.token();
      String family = token.text().strip().toLowerCase(Locale.ROOT);
      boolean named = token.is(Kind.STRING) || token.is(Kind.IDENT);
      if (named && SYMBOLS.matcher(family).matches()) {
        throw new Flawed(Reason.SYMBOLS, token);
      }
    }
  }
}
