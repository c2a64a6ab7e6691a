package io.backstop.web.dashboard.flows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Texts in several languages, and the fields {@code <name>.<language>} that they are typed in. */
final class Texts {

  /** The languages that customers' pages speak. */
  static final List<String> LANGUAGES = List.of("en", "de");

  private Texts() {}

  /** Whether {@code field} is one of the text {@code name}. */
  static boolean isOf(String name, String field) {
    return LANGUAGES.stream().anyMatch(language -> field.equals(name + '.' + language));
  }

  /** Writes what was typed into {@code field}; nothing typed takes that language away. */
  static void set(Map<String, String> text, String field, String typed) {
    String language = field.substring(field.lastIndexOf('.') + 1);
    String line = line(typed);
    if (line.isEmpty()) {
      text.remove(language);
    } else {
      text.put(language, line);
    }
  }

  /** As {@link #set}, on a copy. */
  static Map<String, String> with(Map<String, String> text, String field, String typed) {
    Map<String, String> copy = new LinkedHashMap<>(text);
    set(copy, field, typed);
    return copy;
  }

  /** One line without control characters, as a document takes it. */
  static String line(String typed) {
    return typed.replaceAll("[\\p{Cntrl}\\p{Cs}\\s]+", " ").strip();
  }

  /** The text in {@code language}, else in English, else in any; else an empty text. */
  static String in(Map<String, String> text, String language) {
    String wanted = text.getOrDefault(language, text.getOrDefault("en", ""));
    return wanted.isEmpty()
        ? text.values().stream().filter(other -> !other.isEmpty()).findFirst().orElse("")
        : wanted;
  }
}
