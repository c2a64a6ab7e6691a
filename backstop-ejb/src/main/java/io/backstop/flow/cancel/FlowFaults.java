package io.backstop.flow.cancel;

import java.util.ArrayList;
import java.util.List;

/**
 * What a document is refused for, part by part, where {@link FlowDefinitions#read} stops at the
 * first: so that whoever works on one sees all that is still to be done.
 */
public final class FlowFaults {

  private final List<FlowRefusal> found = new ArrayList<>();

  private FlowFaults() {}

  /** None exactly when {@link FlowDefinitions#read} accepts {@code document}. */
  public static List<FlowRefusal> of(String document) {
    FlowFaults faults = new FlowFaults();
    faults.attempt(() -> faults.parts(DocumentPlace.root(document)));
    // How parts hang together is only worth telling once each of them is sound.
    if (faults.found.isEmpty()) {
      faults.attempt(() -> FlowDefinitions.read(document));
    }
    return List.copyOf(faults.found);
  }

  private void parts(DocumentPlace root) {
    root.members();
    attempt(() -> root.required("version").number(1, 1));
    attempt(() -> root.required("name").line());
    attempt(() -> FlowDefinitions.steps(root.required("steps")));
    attempt(() -> root.member("survey").ifPresent(FlowDefinitions::surveyTitle));
    attempt(() -> root.list("reasons").forEach(place -> attempt(() -> reason(place))));
    attempt(
        () -> root.list("stories").forEach(place -> attempt(() -> FlowDefinitions.story(place))));
    attempt(() -> root.list("offers").forEach(place -> attempt(() -> OfferChains.offer(place))));
  }

  private void reason(DocumentPlace place) {
    place.members();
    attempt(() -> place.required("id").id());
    attempt(() -> place.required("label").text());
    attempt(() -> FlowDefinitions.feedback(place));
  }

  private void attempt(Runnable reading) {
    try {
      reading.run();
    } catch (FlowRefusal refusal) {
      found.add(refusal);
    }
  }
}
