package io.backstop.workshop;

/**
 * What became of a change of a flow, or of the traffic. Only {@link #DONE} has changed anything.
 */
public enum FlowVerdict {
  DONE,
  /** No such flow, or no such version of it, is in this workspace. */
  NOT_HERE,
  /** New visits begin with it: traffic is moved away first. */
  HAS_TRAFFIC,
  /** The operator has set it where the dashboard does not reach. */
  PINNED,
  /** A name has 1 to 80 characters and no control characters. */
  BAD_NAME,
  /** 1 to 4 versions, each once, with 1 to 100 percent, 100 together. */
  BAD_SHARES,
  /** A flow that is archived gets no traffic. */
  ARCHIVED,
  /** The traffic was moved by somebody else meanwhile. */
  CHANGED_MEANWHILE
}
