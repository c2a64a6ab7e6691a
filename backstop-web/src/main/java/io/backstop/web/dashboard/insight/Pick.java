package io.backstop.web.dashboard.insight;

import io.backstop.web.dashboard.Words;
import java.util.List;

/**
 * One field of a list's filter, worded.
 *
 * @param value what is asked for; an empty text for nothing in particular
 * @param options to pick from; none: it is typed
 */
public record Pick(String name, String label, String value, List<Option> options) {

  /** Something to pick. */
  public record Option(String value, String label) {}

  /** The field {@code filter.<name>} whose options are {@code <stem>.<option>}. */
  static Pick oneOf(Words words, String name, String value, String stem, List<String> options) {
    return new Pick(
        name,
        words.say("filter." + name),
        value,
        options.stream().map(o -> new Option(o, words.say(stem + "." + o))).toList());
  }

  static Pick typed(Words words, String name, String value) {
    return new Pick(name, words.say("filter." + name), value, List.of());
  }

  /** What is asked for, if it is one of the options; else an empty text. */
  static String among(List<String> options, String asked) {
    return options.contains(asked) ? asked : "";
  }
}
