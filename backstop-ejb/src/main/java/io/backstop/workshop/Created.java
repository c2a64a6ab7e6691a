package io.backstop.workshop;

import java.util.Optional;

/**
 * What became of a wish for a new flow.
 *
 * @param flow present when it was made
 */
public record Created(Verdict verdict, Optional<FlowId> flow) {

  /** The kinds of answer. */
  public enum Verdict {
    CREATED,
    BAD_NAME,
    NOT_READABLE,
    /** The workspace has {@link FlowWorkshop#MOST} flows, archived ones counted. */
    TOO_MANY
  }
}
