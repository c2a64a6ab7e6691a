package io.backstop.workshop;

import io.backstop.workspace.Pin;
import java.util.List;
import java.util.Optional;

/**
 * What new visits begin with.
 *
 * @param inForce which layer decides
 * @param shares the split, also while something above it is in force; empty: there is none
 * @param pin where the operator has set it, when it is {@link InForce#PINNED_FLOW} or {@link
 *     InForce#PINNED_SPLIT}
 * @param turn tells one split from the next; goes into the form and comes back with it
 */
public record Traffic(InForce inForce, List<Share> shares, Optional<Pin> pin, String turn) {

  /** The layers, the strongest first. */
  public enum InForce {
    /** The operator has set {@code cancel.flow} above the dashboard. */
    PINNED_FLOW,
    /** The operator has set {@code cancel.traffic} above the dashboard. */
    PINNED_SPLIT,
    /** The split over published versions. */
    SPLIT,
    /** The setting {@code cancel.flow}, at or below the dashboard's layer. */
    SETTING,
    /** The flow that ships with Backstop. */
    SHIPPED
  }
}
