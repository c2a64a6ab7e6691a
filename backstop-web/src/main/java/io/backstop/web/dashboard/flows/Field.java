package io.backstop.web.dashboard.flows;

import java.util.List;

/**
 * One field of an editor's form. Read by {@code flows/fields.xhtml}.
 *
 * @param kind {@code text}, {@code number}, {@code area}, {@code select} or {@code check}
 * @param label of the field
 * @param value as it stands in the draft; {@code true} for a tick
 * @param hint below it, or an empty text
 * @param error what keeps the draft from being published, or an empty text
 * @param language of what is typed, or an empty text
 * @param options of a select
 */
public record Field(
    String kind,
    String name,
    String label,
    String value,
    String hint,
    String error,
    String language,
    List<Option> options) {

  /** One choice of a select. */
  public record Option(String value, String label, boolean chosen) {

    /** Stands for nothing in a form: the renderer leaves an empty {@code value} out. */
    static final String NOTHING = "-";

    /** What the form sends. */
    public String sent() {
      return value.isEmpty() ? NOTHING : value;
    }

    /** What is meant by what was sent. */
    static String read(String sent) {
      return sent.equals(NOTHING) ? "" : sent;
    }
  }

  /** For the element's id: a name without dots. */
  public String id() {
    return "f-" + name.replace('.', '-');
  }

  /** What describes the field; null leaves the attribute out. */
  public String describedBy() {
    String ids = (hint.isEmpty() ? "" : id() + "-hint ") + (error.isEmpty() ? "" : id() + "-error");
    return ids.isEmpty() ? null : ids.strip();
  }

  /** Null leaves the attribute out. */
  public String invalid() {
    return error.isEmpty() ? null : "true";
  }

  /** Null leaves the attribute out. */
  public String lang() {
    return language.isEmpty() ? null : language;
  }
}
