package io.backstop.workshop;

/**
 * One thing that the lint has to say about a document.
 *
 * @param path where, as {@code reasons[2].offers[0]}; empty: the document as a whole
 * @param code what, for example {@code shaming}; see {@link FlowLint} for all of them
 * @param argument what of it: a phrase, an id, a number; or an English sentence for {@code
 *     invalid}. Empty when there is nothing more to say
 */
public record Finding(Severity severity, String path, String code, String argument) {

  /** How much it matters. */
  public enum Severity {
    /** Is not published. */
    ERROR,
    /** Is published, and would better be changed. */
    WARNING
  }
}
