package io.backstop.web.dashboard.flows;

import io.backstop.flow.cancel.FlowRefusal;
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

  /** A finding in the reader's words. */
  static String say(Finding finding, Words words) {
    List<String> arguments =
        finding.code().equals("language_missing")
            ? finding.arguments().stream().map(language -> name(language, words)).toList()
            : finding.arguments();
    return say(finding.code(), arguments, words);
  }

  /** What a document is refused for, in the reader's words; where, its reader finds otherwise. */
  static String say(FlowRefusal refusal, Words words) {
    return say(refusal.fault().code(), refusal.arguments(), words);
  }

  private static String say(String code, List<String> arguments, Words words) {
    return words.say("flows.lint." + code, arguments.toArray());
  }

  private static String name(String language, Words words) {
    return Locale.forLanguageTag(language)
        .getDisplayLanguage(Locale.forLanguageTag(words.language()));
  }

  /** A finding about the text as a whole is told at its English field, where it has none. */
  private static boolean isOf(Finding finding, String field) {
    String inside = finding.path().replaceFirst("^[a-z]+(?:\\[\\d+])?\\.?", "");
    return !inside.isEmpty()
        && (inside.equals(field) || field.equals(inside + ".en") || inside.startsWith(field + "["));
  }
}
