package io.backstop.brand;

import io.backstop.brand.Flaw.Reason;
import io.backstop.brand.Token.Kind;
import io.backstop.brand.Values.Extra;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One declaration, read and written anew.
 *
 * @param property in lower case
 * @param value without {@code !important}
 * @param important as it was written
 */
record Declaration(String property, String value, boolean important) {

  private static final Set<String> PAINTS = Set.of("color", "background", "background-color");

  /**
   * @param keyframe whether it belongs to a moment of an animation, which may begin out of sight
   */
  static Declaration of(
      Token name, List<Node> written, Subject subject, boolean keyframe, Variables variables) {
    String property = name.text().toLowerCase(Locale.ROOT);
    int end = endOfValue(written);
    List<Node> value = written.subList(0, end);
    boolean important = end < written.size();
    if (name.text().startsWith("--")) {
      return custom(name, value, important, variables);
    }
    Optional<Use> use = Use.of(property);
    if (use.isEmpty() || subject.root()) {
      throw new Flawed(Reason.PROPERTY, name);
    }
    if (value.stream().allMatch(Node::isSpace)) {
      throw new Flawed(Reason.VALUE, name);
    }
    Rules.check(use.get(), value, name, subject, keyframe);
    String text =
        Values.written(value, extras(use.get()), variable -> variables.used(variable, use.get()));
    return new Declaration(
        property, use.get() == Use.ALIGNMENT ? Rules.safely(text) : text, important);
  }

  private static Declaration custom(
      Token name, List<Node> value, boolean important, Variables variables) {
    if (name.text().toLowerCase(Locale.ROOT).startsWith("--bs-")) {
      throw new Flawed(Reason.OURS, name);
    }
    Rules.checkFont(value);
    String text = Values.written(value, Set.of(Extra.STRINGS), used -> {});
    variables.set(name, value);
    return new Declaration(Print.name(name), text, important);
  }

  /** What comes after {@code !important} has no place there. */
  private static int endOfValue(List<Node> value) {
    int end = value.size();
    while (end > 0 && value.get(end - 1).isSpace()) {
      end--;
    }
    if (end > 0 && value.get(end - 1).token().isWord("important")) {
      int mark = end - 2;
      while (mark >= 0 && value.get(mark).isSpace()) {
        mark--;
      }
      return mark >= 0 && value.get(mark).isSign("!") ? mark : value.size();
    }
    return value.size();
  }

  private static Set<Extra> extras(Use use) {
    return switch (use) {
      case TEXTS, FONT, CONTENT -> Set.of(Extra.STRINGS);
      case GRID -> Set.of(Extra.STRINGS, Extra.BRACKETS);
      case PICTURE -> Set.of(Extra.PICTURES);
      default -> Set.of();
    };
  }

  /** Whether it changes how something is coloured. */
  boolean paints() {
    return PAINTS.contains(property) || property.startsWith("background-image");
  }

  String written() {
    return property + ":" + value + (important ? "!important" : "");
  }

  /** Whether {@code token} is one that a value has for a length. */
  static boolean isLength(Token token) {
    return token.is(Kind.DIMENSION) || token.is(Kind.PERCENTAGE);
  }
}
