package io.backstop.brand;

import io.backstop.brand.Flaw.Reason;

/** Ends the reading of what is flawed; whoever reads on after it keeps it. */
final class Flawed extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 60;

  private final transient Reason reason;
  private final String subject;
  private final int at;

  /**
   * @param subject what is at fault
   * @param at where, in the source
   */
  Flawed(Reason reason, String subject, int at) {
    super(reason.name(), null, false, false);
    this.reason = reason;
    this.subject = subject.length() > LONGEST ? subject.substring(0, LONGEST) : subject;
    this.at = at;
  }

  /** At {@code token}. */
  Flawed(Reason reason, Token token) {
    this(reason, token.text() + token.unit(), token.at());
  }

  /** Where that is, in lines and columns. */
  Flaw in(String source) {
    int line = 1;
    int begin = 0;
    for (int i = 0; i < Math.min(at, source.length()); i++) {
      if (source.charAt(i) == '\n') {
        line++;
        begin = i + 1;
      }
    }
    int column = source.codePointCount(begin, Math.max(begin, Math.min(at, source.length()))) + 1;
    return new Flaw(line, column, reason, subject);
  }
}
