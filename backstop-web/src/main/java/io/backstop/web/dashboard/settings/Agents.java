package io.backstop.web.dashboard.settings;

import io.backstop.web.dashboard.Words;
import java.util.List;

/** Browsers by the names that people know, told from how they introduce themselves. */
final class Agents {

  /** The first that is found: most browsers also claim to be those before them. */
  private static final List<String[]> BROWSERS =
      List.of(
          new String[] {"Edg/", "Edge"},
          new String[] {"OPR/", "Opera"},
          new String[] {"Firefox/", "Firefox"},
          new String[] {"Chrome/", "Chrome"},
          new String[] {"Safari/", "Safari"});

  private static final List<String[]> SYSTEMS =
      List.of(
          new String[] {"iPhone", "iPhone"},
          new String[] {"iPad", "iPad"},
          new String[] {"Android", "Android"},
          new String[] {"Mac OS X", "macOS"},
          new String[] {"Windows", "Windows"},
          new String[] {"Linux", "Linux"});

  private Agents() {}

  /** For example "Firefox, Windows". */
  static String name(String agent, Words words) {
    String browser = first(BROWSERS, agent);
    String system = first(SYSTEMS, agent);
    String both =
        browser.isEmpty() || system.isEmpty() ? browser + system : browser + ", " + system;
    return both.isEmpty() ? words.say("sign-ins.unknown") : both;
  }

  private static String first(List<String[]> known, String agent) {
    return known.stream()
        .filter(pair -> agent.contains(pair[0]))
        .map(pair -> pair[1])
        .findFirst()
        .orElse("");
  }
}
