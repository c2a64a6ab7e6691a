package io.backstop.brand;

import io.backstop.brand.Flaw.Reason;
import io.backstop.brand.Token.Kind;
import java.util.List;
import java.util.Set;

/**
 * The attributes that a selector may ask about: what the page says of itself. None holds anything
 * of the customer's, and none can be asked for a part of its value.
 */
final class Attributes {

  private static final Set<String> OURS =
      Set.of(
          "data-backstop-surface",
          "data-backstop-step",
          "data-backstop-action",
          "data-backstop-reason");
  private static final Set<String> OTHERS =
      Set.of("dir", "lang", "type", "data-theme", "data-backstop-embed", "data-backstop-outcome");

  private Attributes() {}

  /** Writes the selector in brackets; whether it names one of our parts. */
  static boolean write(Node block, StringBuilder out) {
    List<Node> inner = block.inner().stream().filter(node -> !node.isSpace()).toList();
    Token name = inner.isEmpty() ? block.token() : inner.get(0).token();
    boolean ours = OURS.contains(name.text());
    if (!name.is(Kind.IDENT) || !ours && !OTHERS.contains(name.text())) {
      throw new Flawed(Reason.SELECTOR, name);
    }
    out.append('[').append(name.text());
    if (inner.size() > 1) {
      boolean prefix = inner.get(1).isSign("|") && name.text().equals("lang");
      int value = prefix ? 3 : 2;
      boolean whole =
          inner.size() == value + 1
              && inner.get(value - 1).isSign("=")
              && (inner.get(value).is(Kind.STRING) || inner.get(value).is(Kind.IDENT));
      if (!whole) {
        throw new Flawed(Reason.SELECTOR, name);
      }
      out.append(prefix ? "|=" : "=").append(Print.string(inner.get(value).token().text()));
    }
    out.append(']');
    return ours;
  }
}
