package io.backstop.flow.cancel;

import io.backstop.flow.cancel.FlowDefinition.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The stops that one answer to the survey leads along, in order. It ends at the confirmation, has
 * no stop twice, and walking on from any stop whatsoever comes nearer to the end: so nobody can be
 * led in a circle.
 */
record FlowPath(List<Stop> stops) {

  /** The path after {@code reason}; an unknown reason, or none, leads along {@code otherwise}. */
  static FlowPath of(FlowDefinition flow, Optional<String> reason) {
    Optional<Reason> answer =
        flow.reasons().stream().filter(each -> reason.equals(Optional.of(each.id()))).findFirst();
    List<Stop> stops = new ArrayList<>();
    if (!flow.reasons().isEmpty()) {
      stops.add(Stop.SURVEY);
    }
    if (answer.filter(each -> !each.stories().isEmpty()).isPresent()) {
      stops.add(Stop.STORIES);
    }
    answer.map(Reason::offers).orElse(flow.otherwise()).forEach(id -> stops.add(Stop.offer(id)));
    stops.add(Stop.CONFIRM);
    return new FlowPath(List.copyOf(stops));
  }

  Stop first() {
    return stops.get(0);
  }

  /** The stop behind {@code stop}; the confirmation behind one that is not on this path. */
  Stop after(Stop stop) {
    int at = stops.indexOf(stop);
    return at < 0 || at == stops.size() - 1 ? Stop.CONFIRM : stops.get(at + 1);
  }
}
