package io.backstop.brand;

import io.backstop.brand.Flaw.Reason;
import io.backstop.brand.Token.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Bounds of lengths. Together with what {@link Guard} pins they keep what is protected on the page:
 * nothing is pushed so far that it cannot be found, or out to where nobody can scroll.
 */
final class Lengths {

  /** The most of each unit; units that are not here may have 100. */
  private static final Map<String, Double> MOST =
      Map.of("px", 640.0, "pt", 480.0, "rem", 40.0, "em", 40.0, "%", 100.0);

  private static final double OTHERS = 100;
  private static final double LARGEST_FACTOR = 10;
  private static final double MOST_BACK_PX = 16;
  private static final double MOST_BACK_REM = 1;
  private static final double MOST_TAKEN_PX = 32;
  private static final double MOST_TAKEN_REM = 2;

  private Lengths() {}

  /** Checks lengths that take room. */
  static void checkDistance(List<Node> value) {
    for (Node node : value) {
      Token token = node.token();
      if (token.isNumeric() && Math.abs(token.value()) > most(token)) {
        throw new Flawed(Reason.NUMBER, token);
      }
      checkDistance(node.inner());
    }
  }

  private static double most(Token token) {
    if (token.is(Kind.NUMBER)) {
      return LARGEST_FACTOR;
    }
    return MOST.getOrDefault(token.is(Kind.PERCENTAGE) ? "%" : token.unit(), OTHERS);
  }

  /** Checks lengths that move something: never far back, whatever it is computed from. */
  static void checkShift(List<Node> value) {
    checkDistance(value);
    for (Node node : value) {
      Token token = node.token();
      if (token.isNumeric() && token.value() < -back(token)) {
        throw new Flawed(Reason.NEGATIVE, token);
      }
      if (token.is(Kind.FUNCTION)) {
        checkComputed(node);
      }
    }
  }

  private static double back(Token token) {
    return switch (token.unit()) {
      case "px" -> MOST_BACK_PX;
      case "rem" -> MOST_BACK_REM;
      default -> 0;
    };
  }

  private static void checkComputed(Node function) {
    if (!Functions.MATH.contains(function.token().text().toLowerCase(Locale.ROOT))) {
      return;
    }
    int taken = taken(function.inner());
    if (taken > 1 || taken == 1 && multiplies(function.inner())) {
      throw new Flawed(Reason.NEGATIVE, function.token());
    }
  }

  /** How often something is taken away; each time it has to be a short plain length. */
  private static int taken(List<Node> nodes) {
    int taken = 0;
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      boolean minus = node.isSign("-");
      if (node.token().isNumeric() && node.token().value() < 0
          || node.isSign("/")
          || minus && !isShort(nodes, i + 1)) {
        throw new Flawed(Reason.NEGATIVE, node.token());
      }
      taken += (minus ? 1 : 0) + taken(node.inner());
    }
    return taken;
  }

  private static boolean isShort(List<Node> nodes, int from) {
    int next = from;
    while (next < nodes.size() && nodes.get(next).isSpace()) {
      next++;
    }
    if (next == nodes.size() || !nodes.get(next).is(Kind.DIMENSION)) {
      return false;
    }
    Token token = nodes.get(next).token();
    return token.unit().equals("px") && token.value() <= MOST_TAKEN_PX
        || token.unit().equals("rem") && token.value() <= MOST_TAKEN_REM;
  }

  private static boolean multiplies(List<Node> nodes) {
    return nodes.stream().anyMatch(node -> node.isSign("*") || multiplies(node.inner()));
  }
}
