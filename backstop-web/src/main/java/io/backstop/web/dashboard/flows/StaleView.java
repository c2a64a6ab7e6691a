package io.backstop.web.dashboard.flows;

import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.View;
import io.backstop.web.dashboard.Words;
import io.backstop.workshop.FlowDraft;
import io.backstop.workshop.FlowSketch;
import java.util.List;

/**
 * An edit that came too late: who was first, what was typed, and the way to make it all the same.
 *
 * @param text who has changed the draft, and when
 * @param wish what the button would have done, or an empty text
 * @param applicable whether what is to be changed is still there
 */
public record StaleView(
    FlowHead head,
    String text,
    String wish,
    List<Row> rows,
    String at,
    String verb,
    boolean applicable)
    implements View {

  /**
   * One field that was typed in.
   *
   * @param mine as it was typed, and as the form sends it again
   * @param was what the draft has, as the form says it
   * @param shown as it was typed, for people
   * @param now as the draft has it
   */
  public record Row(String name, String label, String mine, String was, String shown, String now) {}

  static StaleView of(DashboardCall call, FlowHead head, FlowDraft now, DraftEdit edit) {
    Words words = call.words();
    FlowSketch sketch = FlowSketch.read(now.document());
    boolean there = edit.at().isIn(sketch);
    List<Field> fields =
        there
            ? new EditorForm(sketch, words, edit.at(), List.of(), head.path()).form().fields()
            : List.of();
    List<Row> rows =
        edit.changed().entrySet().stream()
            .filter(typed -> !typed.getValue().isBlank() || !typed.getKey().endsWith(".add"))
            .map(typed -> row(words, fields, typed.getKey(), typed.getValue()))
            .toList();
    return new StaleView(
        head,
        words.say("flows.stale.text", now.editedBy(), words.moment(now.editedAt())),
        wish(words, edit.verb()),
        rows,
        edit.at().toString(),
        edit.verb(),
        there && (!rows.isEmpty() || !edit.verb().equals("save")));
  }

  private static Row row(Words words, List<Field> fields, String name, String typed) {
    return fields.stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .map(
            field ->
                new Row(
                    name,
                    field.label(),
                    typed,
                    field.value(),
                    shown(words, field, typed),
                    shown(words, field, field.value())))
        .orElse(new Row(name, words.say("flows.stale.field"), typed, "", typed, ""));
  }

  private static String shown(Words words, Field field, String value) {
    if (field.kind().equals("check")) {
      return words.say(value.equals("true") ? "flows.yes" : "flows.no");
    }
    return field.options().stream()
        .filter(option -> option.value().equals(value))
        .map(Field.Option::label)
        .findFirst()
        .orElse(value);
  }

  private static String wish(Words words, String verb) {
    String key = "flows.wish." + verb.replaceAll("^[a-z-]+\\.|:.*$", "");
    return words.has(key) ? words.say(key) : "";
  }

  @Override
  public String template() {
    return "flows/stale.xhtml";
  }

  @Override
  public String stem() {
    return "flows.stale";
  }
}
