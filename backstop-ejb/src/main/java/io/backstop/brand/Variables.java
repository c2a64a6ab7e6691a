package io.backstop.brand;

import io.backstop.brand.Flaw.Reason;
import io.backstop.brand.Token.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The custom properties of a sheet: what each may stand for, wherever it is set. Judged at the end,
 * when all of them are known.
 */
final class Variables {

  /** How many tokens one may grow to, put in over and over. */
  private static final long LONGEST = 2_000;

  private static final int MOST = 500;

  private record Setting(Token name, List<Node> value) {}

  private final Map<String, List<Setting>> settings = new HashMap<>();
  private final Set<String> shifting = new HashSet<>();
  private final Set<String> taking = new HashSet<>();

  /** Notes that {@code name} may be {@code value}. */
  void set(Token name, List<Node> value) {
    settings.computeIfAbsent(name.text(), key -> new ArrayList<>()).add(new Setting(name, value));
    if (settings.size() > MOST) {
      throw new Flawed(Reason.TOO_MANY, name);
    }
  }

  /** Notes that a property of that use uses {@code name}. */
  void used(Token name, Use by) {
    if (by == Use.SHIFT) {
      shifting.add(name.text());
    } else if (by == Use.DISTANCE || by == Use.EFFECT) {
      taking.add(name.text());
    }
  }

  /** Finds those that grow without bounds, and those that move something too far. */
  List<Flawed> judge() {
    List<Flawed> flaws = new ArrayList<>();
    Map<String, Long> sizes = new HashMap<>();
    settings.forEach(
        (name, all) -> {
          if (size(name, sizes) > LONGEST) {
            flaws.add(new Flawed(Reason.ENDLESS, all.get(0).name()));
          }
        });
    if (flaws.isEmpty()) {
      judge(shifting, Lengths::checkShift, flaws);
      judge(taking, Lengths::checkDistance, flaws);
    }
    return flaws;
  }

  private long size(String name, Map<String, Long> known) {
    Long before = known.putIfAbsent(name, 1L);
    if (before != null) {
      return before;
    }
    long largest = 1;
    for (Setting setting : settings.getOrDefault(name, List.of())) {
      largest = Math.max(largest, size(setting.value(), known));
    }
    known.put(name, largest);
    return largest;
  }

  private long size(List<Node> value, Map<String, Long> known) {
    long size = 0;
    for (Node node : value) {
      boolean variable = node.is(Kind.IDENT) && settings.containsKey(node.token().text());
      size += variable ? size(node.token().text(), known) : 1 + size(node.inner(), known);
    }
    return Math.min(size, LONGEST + 1);
  }

  private void judge(Set<String> names, Consumer<List<Node>> rule, List<Flawed> flaws) {
    Set<String> seen = new HashSet<>();
    List<String> open = new ArrayList<>(names);
    while (!open.isEmpty()) {
      String name = open.remove(open.size() - 1);
      if (seen.add(name)) {
        for (Setting setting : settings.getOrDefault(name, List.of())) {
          try {
            rule.accept(setting.value());
          } catch (Flawed flaw) {
            flaws.add(flaw);
          }
          open.addAll(names(setting.value()));
        }
      }
    }
  }

  private static List<String> names(List<Node> value) {
    List<String> names = new ArrayList<>();
    for (Node node : value) {
      if (node.is(Kind.IDENT) && node.token().text().startsWith("--")) {
        names.add(node.token().text());
      }
      names.addAll(names(node.inner()));
    }
    return names;
  }
}
