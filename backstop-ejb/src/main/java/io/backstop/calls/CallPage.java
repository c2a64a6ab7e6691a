package io.backstop.calls;

import io.backstop.kernel.Surface;
import io.backstop.kernel.WorkspaceSlug;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What one workspace's calls have left on this node since it was last written down. Lock free;
 * nothing counted is lost between {@link #count} and {@link #take}, whichever comes first.
 */
final class CallPage {

  /** As many as are shown: more would be taken away again. */
  static final int LISTED = 50;

  private static final int KINDS = CallKind.values().length;

  private final WorkspaceSlug workspace;
  private final LongAdder[] counts = new LongAdder[Surface.values().length * KINDS];
  private final Map<String, AtomicLong> uses = new ConcurrentHashMap<>();
  private final Ring passed = new Ring(LISTED);

  /** Of their own, so that good calls do not drive them out. */
  private final Ring refused = new Ring(LISTED);

  private final AtomicBoolean waiting = new AtomicBoolean();

  CallPage(WorkspaceSlug workspace) {
    this.workspace = workspace;
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new LongAdder();
    }
  }

  /**
   * What was taken.
   *
   * @param uses epoch milliseconds by secret
   */
  record Taken(
      WorkspaceSlug workspace, List<Count> counts, Map<String, Long> uses, List<ListedCall> calls) {

    @Override
    public String toString() {
      return "Taken[" + workspace + "]";
    }
  }

  record Count(Surface surface, CallKind kind, long calls) {}

  void count(Surface surface, CallKind kind) {
    counts[surface.ordinal() * KINDS + kind.ordinal()].increment();
  }

  void use(String secret, long atMillis) {
    AtomicLong known = uses.get(secret);
    if (known == null) {
      known = uses.computeIfAbsent(secret, s -> new AtomicLong());
    }
    known.lazySet(atMillis);
  }

  void list(ListedCall call) {
    (call.refused() ? refused : passed).add(call);
  }

  /** Whether it was not waiting to be written down yet, and now is. */
  boolean beginsToWait() {
    return !waiting.get() && waiting.compareAndSet(false, true);
  }

  Taken take() {
    waiting.set(false);
    List<Count> taken = new ArrayList<>();
    for (Surface surface : Surface.values()) {
      for (CallKind kind : CallKind.values()) {
        long calls = counts[surface.ordinal() * KINDS + kind.ordinal()].sumThenReset();
        if (calls > 0) {
          taken.add(new Count(surface, kind, calls));
        }
      }
    }
    List<ListedCall> calls = new ArrayList<>(passed.take());
    calls.addAll(refused.take());
    return new Taken(workspace, taken, takenUses(), calls);
  }

  /** A secret that has not been used since the last time is forgotten. */
  private Map<String, Long> takenUses() {
    Map<String, Long> taken = new HashMap<>();
    uses.forEach(
        (secret, at) -> {
          long millis = at.getAndSet(0);
          if (millis == 0) {
            uses.remove(secret);
          } else {
            taken.put(secret, millis);
          }
        });
    return taken;
  }

  /** Takes back what could not be written down. */
  void giveBack(Taken unwritten) {
    for (Count count : unwritten.counts()) {
      counts[count.surface().ordinal() * KINDS + count.kind().ordinal()].add(count.calls());
    }
    unwritten
        .uses()
        .forEach(
            (secret, at) ->
                uses.computeIfAbsent(secret, s -> new AtomicLong())
                    .accumulateAndGet(at, Math::max));
    unwritten.calls().forEach(this::list);
  }
}
