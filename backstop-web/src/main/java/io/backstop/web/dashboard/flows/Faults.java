package io.backstop.web.dashboard.flows;

import io.backstop.web.dashboard.Words;
import io.backstop.workshop.Finding;
import io.backstop.workshop.FlowSketch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the lint says of one place, brought to the fields it is about. */
final class Faults {

  private final List<Finding> here;
  private final Words words;

  Faults(List<Finding> findings, FlowSketch sketch, Place at, Words words) {
    this.here = findings.stream().filter(f -> Place.ofPath(f.path(), sketch).equals(at)).toList();
    this.words = words;
  }

  /** What keeps the draft from being published because of {@code field}, or an empty text. */
  String of(String field) {
    return here.stream()
        .filter(finding -> finding.severity() == Finding.Severity.ERROR && isOf(finding, field))
        .map(finding -> say(finding, words))
        .findFirst()
        .orElse("");
  }

  /** What is said of none of {@code fields}. */
  List<Form.Told> rest(List<Field> fields) {
    List<Form.Told> rest = new ArrayList<>();
    for (Finding finding : here) {
      boolean told =
          finding.severity() == Finding.Severity.ERROR
              && fields.stream().anyMatch(field -> isOf(finding, field.name()));
      if (!told) {
        rest.add(new Form.Told(severity(finding), say(finding, words)));
      }
    }
    return rest;
  }

  static String severity(Finding finding) {
    return finding.severity().name().toLowerCase(Locale.ROOT);
  }

  /** A finding in the reader's words; the document's own refusal is English, without its path. */
  static String say(Finding finding, Words words) {
    String argument =
        switch (finding.code()) {
          case "language_missing" ->
              Locale.forLanguageTag(finding.argument())
                  .getDisplayLanguage(Locale.forLanguageTag(words.language()));
          case "invalid" -> finding.argument().replaceFirst("^[A-Za-z_.\\[\\]0-9]*: ", "");
          default -> finding.argument();
        };
    return words.say("flows.lint." + finding.code(), argument);
  }

  /** A finding about the text as a whole is told at its English field, where it has none. */
  private static boolean isOf(Finding finding, String field) {
    String inside = finding.path().replaceFirst("^[a-z]+(?:\\[\\d+])?\\.?", "");
    return !inside.isEmpty()
        && (inside.equals(field) || field.equals(inside + ".en") || inside.startsWith(field + "["));
  }
}
