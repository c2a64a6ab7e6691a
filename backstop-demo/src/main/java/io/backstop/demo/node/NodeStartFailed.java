package io.backstop.demo.node;

import java.util.List;

/** A part did not come up. The message is one sentence for a person; the log says the rest. */
public final class NodeStartFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> logTail;

  public NodeStartFailed(String message, List<String> logTail, Throwable cause) {
    super(message, cause);
    this.logTail = List.copyOf(logTail);
  }

  /** The last lines of the part's log, oldest first; empty if it wrote none. */
  public List<String> logTail() {
    return logTail;
  }
}
