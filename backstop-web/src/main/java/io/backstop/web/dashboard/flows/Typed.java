package io.backstop.web.dashboard.flows;

import io.backstop.web.dashboard.DashboardCall;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * What an editor's form has sent.
 *
 * @param revision of the draft that the form was made from; 0 when it says none
 * @param edit with the fields that were changed: those whose value is not the one that the form was
 *     made with, {@code was.<name>}
 */
record Typed(int revision, DraftEdit edit) {

  private static final String WAS = "was.";

  static Typed read(DashboardCall call) {
    Map<String, String> changed = new LinkedHashMap<>();
    for (String name : new TreeSet<>(call.request().getParameterMap().keySet())) {
      if (name.startsWith(WAS)) {
        // A tick that was taken out is not sent at all.
        String field = name.substring(WAS.length());
        String value = picks(field) ? Field.Option.read(call.field(field)) : call.field(field);
        if (!Texts.line(value).equals(call.field(name))) {
          changed.put(field, value);
        }
      }
    }
    String verb = call.field("verb");
    return new Typed(
        number(call.field("revision")),
        new DraftEdit(Place.read(call.field("at")), verb.isEmpty() ? "save" : verb, changed));
  }

  /** Whether the field is a list that one may also pick nothing from. */
  private static boolean picks(String field) {
    return field.equals("then") || field.endsWith(".add");
  }

  /** A number of up to nine digits, else 0. */
  static int number(String text) {
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
  }
}
