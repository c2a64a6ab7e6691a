package io.backstop.brand;

import io.backstop.brand.Flaw.Reason;
import io.backstop.brand.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Makes component values of tokens (CSS Syntax Level 3, "Parsing"): every bracket with what it
 * encloses. Not recursive, and no deeper than {@link #DEEPEST}.
 */
final class Tree {

  static final int DEEPEST = 16;

  private static final Map<String, String> CLOSES = Map.of("(", ")", "[", "]", "{", "}");

  private record Level(Token opened, String closedBy, List<Node> inner) {}

  private Tree() {}

  static List<Node> of(List<Token> tokens) {
    Deque<Level> open = new ArrayDeque<>();
    List<Node> top = new ArrayList<>();
    List<Node> here = top;
    for (Token token : tokens) {
      if (token.is(Kind.OPEN) || token.is(Kind.FUNCTION)) {
        if (open.size() == DEEPEST) {
          throw new Flawed(Reason.TOO_DEEP, token);
        }
        List<Node> inner = new ArrayList<>();
        here.add(new Node(token, inner));
        open.push(new Level(token, token.is(Kind.FUNCTION) ? ")" : CLOSES.get(token.text()), here));
        here = inner;
      } else if (token.is(Kind.CLOSE)) {
        if (open.isEmpty() || !open.peek().closedBy().equals(token.text())) {
          throw new Flawed(Reason.UNFINISHED, token);
        }
        here = open.pop().inner();
      } else {
        here.add(new Node(token, List.of()));
      }
    }
    if (!open.isEmpty()) {
      throw new Flawed(Reason.UNFINISHED, open.peek().opened());
    }
    return top;
  }
}
