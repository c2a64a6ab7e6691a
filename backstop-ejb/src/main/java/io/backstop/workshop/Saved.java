package io.backstop.workshop;

import java.util.Optional;

/**
 * What became of a change of a draft. Only {@link Verdict#SAVED} has changed anything.
 *
 * @param draft the draft as it is now; empty only when it is {@link Verdict#NOT_HERE}
 */
public record Saved(Verdict verdict, Optional<FlowDraft> draft) {

  /** The kinds of answer. */
  public enum Verdict {
    SAVED,
    /** It says that already. */
    UNCHANGED,
    /**
     * Somebody has saved another text meanwhile: {@link #draft} says who and when, and what. The
     * text that was sent was stored nowhere; it is still with whoever sent it.
     */
    CHANGED_MEANWHILE,
    /** Not one JSON object of at most 64 KiB and 16 levels. */
    NOT_READABLE,
    /** There is nothing to undo, or to redo. */
    NOTHING_THERE,
    /** An archived flow is restored before it is changed. */
    ARCHIVED,
    /** No such flow is in this workspace. */
    NOT_HERE
  }
}
