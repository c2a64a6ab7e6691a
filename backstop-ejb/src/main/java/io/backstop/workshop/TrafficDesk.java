package io.backstop.workshop;

import io.backstop.kernel.WorkspaceSlug;
import io.backstop.member.Seat;
import jakarta.ejb.Stateless;
import java.util.List;

/**
 * Says with which published versions new visits begin. A change is in force on every node within
 * two seconds; a visit that has begun keeps its version.
 *
 * <p>A customer keeps his version while the split stands. When percents move, only as many
 * customers change as percents move; a version that loses percents gives its customers to those
 * that gain.
 */
@Stateless
public class TrafficDesk {

  /** How many versions can share the visits. */
  public static final int MOST = 4;

  /** What new visits of {@code workspace} begin with. */
  public Traffic of(WorkspaceSlug workspace) {
    throw new UnsupportedOperationException();
  }

  /**
   * Splits new visits over {@code shares}; an empty list takes the split away, so that {@code
   * cancel.flow} or the shipped flow is in force again.
   *
   * @param turn {@link Traffic#turn} of the split that was looked at
   */
  public FlowVerdict split(Seat by, String turn, List<Share> shares) {
    throw new UnsupportedOperationException();
  }
}
