package io.backstop.inbox;

import io.backstop.kernel.WorkspaceSlug;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which workspaces' Stripe this node leaves alone for now, because it did not answer: for two
 * seconds at first, twice as long after each further failure, up to a minute; then one worker tries
 * it before the others do. So an account that hangs costs one thread now and then, and not every
 * worker. Thread safe.
 */
final class StripePauses {

  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Map<WorkspaceSlug, Pause> pauses = new HashMap<>();

  private record Pause(int failures, Instant until, boolean tried) {}

  /** Those to leave out at {@code now}. */
  synchronized Set<WorkspaceSlug> at(Instant now) {
    return pauses.entrySet().stream()
        .filter(entry -> entry.getValue().tried || now.isBefore(entry.getValue().until))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** A worker is about to ask. */
  synchronized void asking(WorkspaceSlug workspace) {
    pauses.computeIfPresent(
        workspace, (slug, pause) -> new Pause(pause.failures, pause.until, true));
  }

  synchronized void answered(WorkspaceSlug workspace) {
    pauses.remove(workspace);
  }

  /** Until when it is left alone now. */
  synchronized Instant silent(WorkspaceSlug workspace, Instant now) {
    Pause last = pauses.get(workspace);
    if (last != null && now.isBefore(last.until)) {
      pauses.put(workspace, new Pause(last.failures, last.until, false)); // failed beside another
      return last.until;
    }
    int failures = last == null ? 0 : last.failures;
    Duration pause = FIRST.multipliedBy(1L << Math.min(failures, 5));
    Instant until = now.plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST);
    pauses.put(workspace, new Pause(failures + 1, until, false));
    return until;
  }
}
