package io.backstop.brand;

import io.backstop.brand.Flaw.Reason;
import io.backstop.brand.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * What a sheet or a pair of braces holds, split as CSS Syntax Level 3 does: at-rules, declarations,
 * rules.
 */
final class Block {

  /** One of them. */
  sealed interface Item {}

  /**
   * @param block {@code null} where a semicolon ends it
   */
  record AtRule(Token name, List<Node> prelude, Node block) implements Item {}

  record Setting(Token name, List<Node> value) implements Item {}

  /**
   * @param begin its first token
   */
  record Rule(Token begin, List<Node> prelude, Node block) implements Item {}

  /** What cannot be read as any of them. */
  record Unreadable(Token begin) implements Item {}

  private Block() {}

  /**
   * @param top whether it is the sheet itself, where no declaration stands
   */
  static List<Item> split(List<Node> nodes, boolean top) {
    List<Item> items = new ArrayList<>();
    int at = 0;
    while (at < nodes.size()) {
      if (nodes.get(at).isSpace() || !top && nodes.get(at).isSign(";")) {
        at++;
        continue;
      }
      boolean rule = nodes.get(at).is(Kind.AT);
      int end = at;
      while (end < nodes.size()
          && !nodes.get(end).isBlock()
          && (!nodes.get(end).isSign(";") || top && !rule)) {
        end++;
      }
      Node closing = end < nodes.size() ? nodes.get(end) : null;
      items.add(item(nodes.subList(at, end), closing, top));
      at = end + 1;
    }
    return items;
  }

  private static Item item(List<Node> nodes, Node closing, boolean top) {
    Token begin = nodes.isEmpty() ? closing.token() : nodes.get(0).token();
    boolean block = closing != null && closing.isBlock();
    if (begin.is(Kind.AT)) {
      return new AtRule(begin, nodes.subList(1, nodes.size()), block ? closing : null);
    }
    if (block) {
      return new Rule(begin, nodes, closing);
    }
    int colon = 1;
    while (colon < nodes.size() && nodes.get(colon).isSpace()) {
      colon++;
    }
    boolean named = !top && begin.is(Kind.IDENT);
    return named && colon < nodes.size() && nodes.get(colon).isSign(":")
        ? new Setting(begin, nodes.subList(colon + 1, nodes.size()))
        : new Unreadable(begin);
  }

  /** The flaw of an {@link Unreadable}. */
  static Flawed flaw(Unreadable item) {
    return new Flawed(Reason.NOT_CSS, item.begin());
  }
}
