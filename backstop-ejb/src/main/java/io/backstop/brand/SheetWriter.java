package io.backstop.brand;

import io.backstop.brand.Block.AtRule;
import io.backstop.brand.Block.Item;
import io.backstop.brand.Block.Rule;
import io.backstop.brand.Block.Setting;
import io.backstop.brand.Block.Unreadable;
import io.backstop.brand.Flaw.Reason;
import io.backstop.brand.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Reads a whole sheet and writes what is allowed of it. What is flawed is noted and left out; the
 * reading goes on, so that one look finds all flaws.
 */
final class SheetWriter {

  private static final int MOST_FLAWS = 20;
  private static final int MOST_RULES = 5_000;
  private static final int DEEPEST = 8;

  private final StringBuilder out = new StringBuilder();
  private final List<Flawed> flaws = new ArrayList<>();
  private final Variables variables = new Variables();
  private final Colors colors = new Colors();
  private int rules;

  /** Where a piece of the sheet stands. */
  private record Place(Subject parent, int depth, boolean keyframes) {
    Place within(Subject subject) {
      return new Place(subject, depth + 1, false);
    }

    Place deeper() {
      return new Place(parent, depth + 1, keyframes);
    }
  }

  /** Reads it; afterwards the other methods tell what it was. */
  void read(List<Node> sheet) {
    items(Block.split(sheet, true), new Place(null, 0, false));
    flaws.addAll(variables.judge());
  }

  List<Flawed> flaws() {
    return flaws;
  }

  /** The merchant's rules, as we write them. */
  String written() {
    return out.toString();
  }

  Colors colors() {
    return colors;
  }

  private void items(List<Item> items, Place place) {
    for (Item item : items) {
      if (flaws.size() >= MOST_FLAWS) {
        return;
      }
      int before = out.length();
      try {
        one(item, place);
      } catch (Flawed flaw) {
        out.setLength(before);
        flaws.add(flaw);
      }
    }
  }

  private void one(Item item, Place place) {
    if (item instanceof AtRule rule) {
      at(rule, place);
    } else if (item instanceof Rule rule) {
      count(rule.begin(), place);
      rule(rule, place);
    } else if (item instanceof Setting setting) {
      declare(setting, place);
    } else if (item instanceof Unreadable unreadable) {
      throw Block.flaw(unreadable);
    }
  }

  private void count(Token rule, Place place) {
    rules++;
    if (rules > MOST_RULES) {
      throw new Flawed(Reason.TOO_MANY, rule);
    }
    if (place.depth() > DEEPEST) {
      throw new Flawed(Reason.TOO_DEEP, rule);
    }
  }

  private void declare(Setting setting, Place place) {
    Subject subject = place.parent() == null ? Subject.ANY : place.parent();
    Declaration declaration =
        Declaration.of(setting.name(), setting.value(), subject, place.keyframes(), variables);
    colors.note(declaration, subject);
    out.append(declaration.written()).append(';');
  }

  private void rule(Rule rule, Place place) {
    if (place.keyframes()) {
      out.append(moment(rule));
      braces(rule.block(), place.deeper());
      return;
    }
    Selectors selectors = Selectors.of(rule.prelude(), rule.begin(), place.parent());
    out.append(selectors.written());
    colors.enter(selectors, place.parent() != null);
    try {
      braces(rule.block(), place.within(selectors.subject()));
    } finally {
      colors.leave();
    }
  }

  private static String moment(Rule rule) {
    String when =
        rule.prelude().stream()
            .filter(node -> !node.isSpace())
            .map(Node::token)
            .map(
                token -> {
                  boolean word = token.isWord("from") || token.isWord("to");
                  if (!word && !token.is(Kind.PERCENTAGE) && !token.isSign(",")) {
                    throw new Flawed(Reason.NOT_CSS, token);
                  }
                  return token.is(Kind.PERCENTAGE) ? Values.number(token) : token.text();
                })
            .collect(Collectors.joining());
    if (when.isEmpty()) {
      throw new Flawed(Reason.NOT_CSS, rule.begin());
    }
    return when;
  }

  private void braces(Node block, Place place) {
    out.append('{');
    items(Block.split(block.inner(), false), place);
    out.append('}');
  }

  private void at(AtRule rule, Place place) {
    count(rule.name(), place);
    String name = rule.name().text().toLowerCase(Locale.ROOT);
    switch (name) {
      case "media", "supports", "container" -> {
        String condition = Conditions.written(rule.prelude(), rule.name());
        colors.enterIf("@" + name + " " + condition);
        try {
          wrap("@" + name + " " + condition, rule, place);
        } finally {
          colors.leave();
        }
      }
      case "layer" -> layer(rule, place);
      case "starting-style" -> {
        Conditions.nothing(rule.prelude());
        wrap("@starting-style", rule, place);
      }
      case "keyframes" -> {
        String animation = Conditions.name(rule.prelude(), rule.name());
        if (place.parent() != null) {
          throw new Flawed(Reason.AT_RULE, rule.name());
        }
        wrap("@keyframes " + animation, rule, new Place(null, place.depth(), true));
      }
      default -> throw new Flawed(Reason.AT_RULE, rule.name());
    }
  }

  private void layer(AtRule rule, Place place) {
    String names = Conditions.layers(rule.prelude(), rule.name());
    if (rule.block() == null && !names.isEmpty()) {
      out.append("@layer ").append(names).append(';');
    } else {
      wrap(names.isEmpty() ? "@layer" : "@layer " + names, rule, place);
    }
  }

  private void wrap(String head, AtRule rule, Place place) {
    if (rule.block() == null) {
      throw new Flawed(Reason.AT_RULE, rule.name());
    }
    out.append(head).append('{');
    boolean top = place.parent() == null;
    items(Block.split(rule.block().inner(), top), place.deeper());
    out.append('}');
  }
}
