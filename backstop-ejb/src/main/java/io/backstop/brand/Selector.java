package io.backstop.brand;

import io.backstop.brand.Flaw.Reason;
import io.backstop.brand.Token.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** One selector: compounds and what combines them. */
final class Selector {

  private static final Pattern CLASS = Pattern.compile("bs-[a-z0-9-]{1,60}");
  private static final Set<String> FREE = Set.of("bs-logo", "bs-footer", "bs-illustration");
  private static final Set<String> WORDED =
      Set.of("bs-note", "bs-quote", "bs-title", "bs-text", "bs-footer");
  private static final Set<String> APART =
      Set.of(
          "bs-logo",
          "bs-footer",
          "bs-illustration",
          "bs-note",
          "bs-title",
          "bs-option",
          "bs-input",
          "bs-btn-secondary");

  private final List<Node> nodes;
  private final Token rule;
  private final Subject parent;
  private final int depth;
  private final StringBuilder out = new StringBuilder();
  private boolean rooted;
  private boolean searched;
  private int compounds;
  private Compound last = new Compound();

  /** What is known of the compound that is being read. */
  private static final class Compound {
    private boolean empty = true;
    private boolean free;
    private boolean worded;
    private boolean apart;
    private boolean ground;
    private boolean root;
    private boolean more;
    private boolean generated;
    private boolean ends;
  }

  private Selector(List<Node> nodes, Token rule, Subject parent, int depth) {
    this.nodes = nodes;
    this.rule = rule;
    this.parent = parent;
    this.depth = depth;
  }

  static Selector of(List<Node> nodes, Token rule, Subject parent, int depth) {
    Selector selector = new Selector(trimmed(nodes), rule, parent, depth);
    selector.read();
    return selector;
  }

  String written() {
    return out.toString();
  }

  boolean rooted() {
    return rooted;
  }

  Subject subject() {
    return new Subject(
        last.free || last.generated,
        last.generated,
        last.worded,
        isRootAlone(),
        last.apart,
        last.ground);
  }

  private boolean isRootAlone() {
    return last.root && !last.more;
  }

  private static List<Node> trimmed(List<Node> nodes) {
    int first = 0;
    int end = nodes.size();
    while (first < end && nodes.get(first).isSpace()) {
      first++;
    }
    while (end > first && nodes.get(end - 1).isSpace()) {
      end--;
    }
    return nodes.subList(first, end);
  }

  private void read() {
    boolean relative = parent != null || depth > 0;
    boolean combined = relative;
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      boolean sign = node.isSign(">") || node.isSign("+") || node.isSign("~");
      if (node.isSpace() && (i + 1 < nodes.size() && isCombinator(nodes.get(i + 1)))) {
        continue;
      }
      if (sign || node.isSpace()) {
        boolean follows = i > 0 && isCombinator(nodes.get(i - 1));
        if (node.isSpace() && follows) {
          continue;
        }
        if (last.empty && !combined || sign && i + 1 == nodes.size()) {
          throw new Flawed(Reason.SELECTOR, node.token());
        }
        out.append(sign ? node.token().text() : " ");
        compounds += last.empty ? 0 : 1;
        last = new Compound();
        combined = false;
      } else {
        i += simple(i);
        last.empty = false;
      }
    }
    if (last.empty) {
      throw new Flawed(Reason.SELECTOR, rule);
    }
    rooted |= isRootAlone() && compounds == 0;
  }

  private static boolean isCombinator(Node node) {
    return node.isSign(">") || node.isSign("+") || node.isSign("~");
  }

  /** Reads the simple selector at {@code i}; how many nodes more than one it has. */
  private int simple(int i) {
    Node node = nodes.get(i);
    Token token = node.token();
    if (last.ends && !node.isSign(":")) {
      throw new Flawed(Reason.SELECTOR, token);
    }
    if (node.isSign(".") && i + 1 < nodes.size()) {
      ofClass(nodes.get(i + 1).token());
      return 1;
    }
    if (node.isSign(":") && i + 1 < nodes.size()) {
      boolean twice = nodes.get(i + 1).isSign(":") && i + 2 < nodes.size();
      pseudo(nodes.get(twice ? i + 2 : i + 1), twice);
      return twice ? 2 : 1;
    }
    if (node.isSign("&") && parent != null && depth == 0) {
      last.free |= parent.free();
      last.worded |= parent.worded();
      last.apart |= parent.apart();
      last.ground |= parent.ground();
      out.append('&');
    } else if (node.isSign("*") || Selectors.isElement(token)) {
      if (!last.empty) {
        throw new Flawed(Reason.SELECTOR, token);
      }
      last.more = true;
      out.append(token.text());
    } else if (node.is(Kind.HASH) && token.text().equals("bs-confirm-cancel")) {
      rooted = true;
      last.more = true;
      out.append("#bs-confirm-cancel");
    } else if (node.isSign("[")) {
      rooted |= Attributes.write(node, out);
      last.more |= !last.root;
    } else {
      throw new Flawed(Reason.SELECTOR, token);
    }
    return 0;
  }

  private void ofClass(Token token) {
    String name = token.text();
    if (!token.is(Kind.IDENT) || !CLASS.matcher(name).matches()) {
      throw new Flawed(Reason.NOT_ROOTED, token);
    }
    rooted = true;
    last.more = true;
    last.free |= FREE.contains(name);
    last.worded |= WORDED.contains(name);
    last.apart |= APART.contains(name);
    last.ground |= name.equals("bs-card") || name.equals("bs-quote");
    out.append('.').append(name);
  }

  private void pseudo(Node node, boolean element) {
    Token token = node.token();
    String name = token.text().toLowerCase(Locale.ROOT);
    if (node.is(Kind.FUNCTION) && !element && !last.ends) {
      Pseudos.Kind kind = Pseudos.function(token, name);
      if (kind == Pseudos.Kind.SELECTORS) {
        nested(node, name);
      } else {
        out.append(':').append(name).append('(').append(Pseudos.argument(node, kind)).append(')');
      }
    } else if (node.is(Kind.IDENT) && (element || Pseudos.isOldElement(name))) {
      if (last.ends || depth > 0 || !Pseudos.isElement(name)) {
        throw new Flawed(Reason.SELECTOR, token);
      }
      last.ends = true;
      last.generated = Pseudos.isOldElement(name);
      out.append("::").append(name);
    } else if (node.is(Kind.IDENT) && Pseudos.isClass(name)) {
      last.root |= name.equals("root");
      out.append(':').append(name);
    } else {
      throw new Flawed(Reason.SELECTOR, token);
    }
  }

  private void nested(Node node, String name) {
    boolean has = name.equals("has");
    if (has && (searched || depth > 0)) {
      throw new Flawed(Reason.TOO_MANY, node.token());
    }
    searched |= has;
    Selectors inner = Selectors.inside(node.inner(), node.token(), null, depth + 1);
    rooted |= (name.equals("is") || name.equals("where")) && inner.rooted();
    last.more |= !name.equals("not");
    out.append(':').append(name).append('(').append(inner.written()).append(')');
  }
}
