package io.backstop.workshop;

import java.util.List;
import java.util.Optional;

/**
 * What became of a wish to publish.
 *
 * @param release the version, when it is {@link Verdict#PUBLISHED} or {@link
 *     Verdict#ALREADY_PUBLISHED}
 * @param findings what the lint says of the draft; warnings also when it was published
 * @param draft the draft as it is now; empty only when it is {@link Verdict#NOT_HERE}
 */
public record Published(
    Verdict verdict, Optional<Release> release, List<Finding> findings, Optional<FlowDraft> draft) {

  /** The kinds of answer. */
  public enum Verdict {
    PUBLISHED,
    /** The latest version, or one made of this very revision, says just that: it is the answer. */
    ALREADY_PUBLISHED,
    /** The lint has found errors. */
    FAULTY,
    /** Somebody has changed the draft meanwhile: what was looked at is not what would go out. */
    CHANGED_MEANWHILE,
    ARCHIVED,
    NOT_HERE
  }
}
