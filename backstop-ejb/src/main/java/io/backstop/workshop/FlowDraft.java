package io.backstop.workshop;

import java.time.Instant;
import java.util.Optional;

/**
 * What somebody works on: a flow's text as it was last saved. It may be unfinished.
 *
 * @param name the flow's name, for the merchant
 * @param document JSON; {@link FlowSketch#read} takes it apart
 * @param revision counts every change, also an undone one; goes into the form and comes back with
 *     it
 * @param editedBy the mail address of who saved it
 * @param publishedAs the number of the version that has this very text, if one has
 */
public record FlowDraft(
    FlowId flow,
    String name,
    boolean archived,
    String document,
    int revision,
    String editedBy,
    Instant editedAt,
    boolean canUndo,
    boolean canRedo,
    Optional<Integer> publishedAs) {}
