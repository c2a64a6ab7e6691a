package io.backstop.calls;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The last so many calls; a newer one takes the place of the oldest. Lock free. */
final class Ring {

  private final AtomicReferenceArray<ListedCall> places;
  private final AtomicInteger next = new AtomicInteger();

  Ring(int size) {
    places = new AtomicReferenceArray<>(size);
  }

  void add(ListedCall call) {
    places.set(Math.floorMod(next.getAndIncrement(), places.length()), call);
  }

  /** What is there, in no order; each call is taken once. */
  List<ListedCall> take() {
    List<ListedCall> taken = new ArrayList<>();
    for (int i = 0; i < places.length(); i++) {
      ListedCall call = places.getAndSet(i, null);
      if (call != null) {
        taken.add(call);
      }
    }
    return taken;
  }
}
