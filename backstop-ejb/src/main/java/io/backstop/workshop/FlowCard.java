package io.backstop.workshop;

import java.time.Instant;
import java.util.Optional;

/**
 * One flow in the list of them.
 *
 * @param latest the number of the latest published version, if there is one
 * @param share how many percent of new visits begin with one of its versions as the split has it; 0
 *     when none does, whatever is in force above the split (see {@link Traffic#inForce})
 * @param changed whether the draft says something else than the latest published version; true
 *     while nothing was published
 * @param editedBy the mail address of who changed the draft last
 */
public record FlowCard(
    FlowId id,
    String name,
    boolean archived,
    Optional<Integer> latest,
    int share,
    boolean changed,
    String editedBy,
    Instant editedAt) {

  /** Whether new visits begin with it, as the split has it. */
  public boolean live() {
    return share > 0;
  }
}
