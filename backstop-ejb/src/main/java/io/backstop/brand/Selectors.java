package io.backstop.brand;

import io.backstop.brand.Flaw.Reason;
import io.backstop.brand.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads a list of selectors, and writes it anew. Each has to begin with a class of ours somewhere,
 * so that it reaches nothing but our pages' own parts.
 */
final class Selectors {

  private static final int LONGEST_LIST = 64;
  private static final int DEEPEST = 4;

  private final List<String> written = new ArrayList<>();
  private final List<Subject> subjects = new ArrayList<>();
  private boolean rooted = true;

  private Selectors() {}

  /**
   * @param parent the subject of the rule around it; {@code null} when there is none
   */
  static Selectors of(List<Node> prelude, Token rule, Subject parent) {
    Selectors all = read(prelude, rule, parent, 0);
    if (parent == null && !all.rooted) {
      throw new Flawed(Reason.NOT_ROOTED, rule);
    }
    return all;
  }

  /** The list inside a functional pseudo-class. */
  static Selectors inside(List<Node> nodes, Token function, Subject parent, int depth) {
    if (depth > DEEPEST) {
      throw new Flawed(Reason.TOO_DEEP, function);
    }
    return read(nodes, function, parent, depth);
  }

  private static Selectors read(List<Node> nodes, Token rule, Subject parent, int depth) {
    Selectors all = new Selectors();
    List<Node> one = new ArrayList<>();
    for (Node node : nodes) {
      if (node.isSign(",")) {
        all.add(one, rule, parent, depth);
        one = new ArrayList<>();
      } else {
        one.add(node);
      }
    }
    all.add(one, rule, parent, depth);
    if (all.written.size() > LONGEST_LIST) {
      throw new Flawed(Reason.TOO_MANY, rule);
    }
    return all;
  }

  private void add(List<Node> nodes, Token rule, Subject parent, int depth) {
    Selector selector = Selector.of(nodes, rule, parent, depth);
    written.add(selector.written());
    subjects.add(selector.subject());
    rooted &= selector.rooted();
  }

  String written() {
    return String.join(",", written);
  }

  List<String> list() {
    return written;
  }

  Subject subject() {
    return Subject.of(subjects);
  }

  /** Whether each of them has a class of ours. */
  boolean rooted() {
    return rooted;
  }

  /** The elements that our pages are made of; the page itself and its head are not among them. */
  static final Set<String> ELEMENTS =
      Set.of(
          "main",
          "form",
          "header",
          "footer",
          "nav",
          "section",
          "div",
          "span",
          "p",
          "h1",
          "h2",
          "h3",
          "a",
          "b",
          "i",
          "em",
          "strong",
          "small",
          "bdi",
          "br",
          "ul",
          "ol",
          "li",
          "dl",
          "dt",
          "dd",
          "figure",
          "figcaption",
          "blockquote",
          "fieldset",
          "legend",
          "label",
          "input",
          "textarea",
          "select",
          "option",
          "button",
          "img",
          "svg",
          "path",
          "circle",
          "table",
          "thead",
          "tbody",
          "tr",
          "th",
          "td");

  static boolean isElement(Token token) {
    return token.is(Kind.IDENT) && ELEMENTS.contains(token.text());
  }
}
