package io.backstop.brand;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows which colours a sheet gives to what is protected. A pair of text and ground that stands
 * in one rule, in plain colours that can be told apart (WCAG 2.2, 1.4.3), is let through {@link
 * Guard}; of everything else the guard makes the page's own colours.
 */
final class Colors {

  private static final double ENOUGH = 4.5;
  private static final Pattern HEX = Pattern.compile("#([0-9a-f]{3}|[0-9a-f]{6})");
  private static final Map<String, String> NAMED = Map.of("white", "#ffffff", "black", "#000000");

  private final StringBuilder lifted = new StringBuilder();
  private final Deque<Frame> open = new ArrayDeque<>();
  private boolean paints;

  /** A rule, or a condition around rules. */
  private static final class Frame {
    private final Optional<Selectors> selectors;
    private final String condition;
    private Optional<String> color = Optional.empty();
    private Optional<String> ground = Optional.empty();

    Frame(Optional<Selectors> selectors, String condition) {
      this.selectors = selectors;
      this.condition = condition;
    }
  }

  /** Whether something protected may be coloured by the sheet. */
  boolean paints() {
    return paints;
  }

  /** The pairs that may be seen through the guard, as rules of its layer. */
  String lifted() {
    return lifted.toString();
  }

  /**
   * @param nested whether it lies in another, whose colours are not lifted
   */
  void enter(Selectors selectors, boolean nested) {
    open.push(new Frame(Optional.of(selectors).filter(all -> !nested), ""));
  }

  void enterIf(String condition) {
    open.push(new Frame(Optional.empty(), condition));
  }

  void note(Declaration declaration, Subject subject) {
    if (!declaration.paints()) {
      return;
    }
    paints |= !subject.apart();
    Frame frame = open.peek();
    if (frame == null || frame.selectors.isEmpty()) {
      return;
    }
    Optional<String> color = plain(declaration.value());
    if (declaration.property().equals("color")) {
      frame.color = color;
    } else {
      frame.ground = color;
    }
  }

  void leave() {
    Frame frame = open.pop();
    if (frame.selectors.isEmpty() || frame.color.isEmpty() || frame.ground.isEmpty()) {
      return;
    }
    String color = frame.color.get();
    String ground = frame.ground.get();
    Subject subject = frame.selectors.get().subject();
    boolean readable = Rgb.parse(color).contrastTo(Rgb.parse(ground)) >= ENOUGH;
    if (!readable || subject.generated() || subject.apart()) {
      return;
    }
    String conditions = "";
    String ends = "";
    for (Frame around : (Iterable<Frame>) open::descendingIterator) {
      if (!around.condition.isEmpty()) {
        conditions += around.condition + "{";
        ends += "}";
      }
    }
    lifted.append(conditions);
    for (String selector : frame.selectors.get().list()) {
      lifted
          .append(selector)
          .append(subject.ground() ? " " + Guard.textsOn(selector) : Guard.PROTECTED)
          .append("{color:" + color + "!important;background-color:" + ground + "!important}");
    }
    lifted.append(ends);
  }

  private static Optional<String> plain(String value) {
    String text = value.toLowerCase(Locale.ROOT);
    String hex = NAMED.getOrDefault(text, text);
    Matcher matcher = HEX.matcher(hex);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String digits = matcher.group(1);
    return Optional.of(digits.length() == 6 ? hex : "#" + digits.replaceAll("(.)", "$1$1"));
  }
}
