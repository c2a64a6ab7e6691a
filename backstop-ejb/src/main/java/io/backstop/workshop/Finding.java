package io.backstop.workshop;

import java.util.List;

/**
 * One thing that the lint has to say about a document.
 *
 * @param path where, as {@code reasons[2].offers[0]}; empty: the document as a whole
 * @param code what, for example {@code shaming}; see {@link FlowLint} for all of them
 * @param arguments what of it: phrases, ids, numbers
 */
public record Finding(Severity severity, String path, String code, List<String> arguments) {

  public Finding {
    arguments = List.copyOf(arguments);
  }

  /**
   * @param argument what of it; empty when there is nothing more to say
   */
  Finding(Severity severity, String path, String code, String argument) {
    this(severity, path, code, argument.isEmpty() ? List.of() : List.of(argument));
  }

  /** How much it matters. */
  public enum Severity {
    /** Is not published. */
    ERROR,
    /** Is published, and would better be changed. */
    WARNING
  }
}
