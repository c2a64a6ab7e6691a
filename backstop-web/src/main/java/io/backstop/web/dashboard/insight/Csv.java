package io.backstop.web.dashboard.insight;

import io.backstop.web.dashboard.DashboardCall;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A file of rows, as RFC 4180 has it: UTF-8, CRLF, every field quoted. It begins with a byte order
 * mark, without which Excel reads UTF-8 as something else. A field that a spreadsheet would run as
 * a formula gets an apostrophe in front (OWASP: CSV injection). Written as it goes: nothing is held
 * but one row.
 */
final class Csv {

  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final String RUNS = "=+-@\t\r\n";
  private static final String MAIL = "[^\\s<>\"']+@[^\\s<>\"']+";

  private final PrintWriter out;

  /** Begins the file {@code name} with its head. */
  Csv(DashboardCall call, String name, List<String> head) throws IOException {
    call.response().setContentType("text/csv;charset=UTF-8;header=present");
    call.response()
        .setHeader(
            "Content-Disposition",
            "attachment; filename=\"" + call.workspace().slug().value() + "-" + name + ".csv\"");
    out = call.response().getWriter();
    out.print(BYTE_ORDER_MARK);
    row(head);
  }

  void row(List<String> fields) {
    out.print(line(fields));
  }

  /** Whether whoever is to read it has gone. */
  boolean isUnread() {
    return out.checkError();
  }

  static String line(List<String> fields) {
    return fields.stream().map(Csv::field).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String field(String text) {
    boolean runs = !text.isEmpty() && RUNS.indexOf(text.charAt(0)) >= 0;
    return '"' + (runs ? "'" : "") + text.replace("\"", "\"\"") + '"';
  }

  static String of(Optional<?> value) {
    return value.map(Object::toString).orElse("");
  }

  /** A customer's own words, without what looks like a mail address. */
  static String masked(Optional<String> words) {
    return words.map(text -> text.replaceAll(MAIL, "•••@•••")).orElse("");
  }

  /** What was asked for, for the audit log. */
  static String inWords(Map<String, String> asked) {
    return asked.entrySet().stream()
        .filter(entry -> !entry.getValue().isEmpty())
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .map(text -> text.replaceAll(MAIL, "•••@•••"))
        .map(text -> text.substring(0, Math.min(100, text.length())))
        .collect(Collectors.joining(", "));
  }
}
