package io.backstop.web.dashboard.flows;

import io.backstop.flow.cancel.Simulation;
import io.backstop.flow.cancel.Simulation.Walked;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.workshop.FlowDraft;
import io.backstop.workshop.FlowId;
import io.backstop.workshop.FlowSketch;
import io.backstop.workshop.FlowWorkshop;
import java.util.Optional;

/** The text that is looked at: a draft, or a published version. */
final class Looked {

  private Looked() {}

  /** Empty when there is no such flow, or no such version of it. */
  static Optional<String> at(
      FlowWorkshop workshop, DashboardCall call, FlowId flow, Person person) {
    return person.version().isEmpty()
        ? workshop.draft(call.workspace().slug(), flow).map(FlowDraft::document)
        : workshop.document(call.workspace().slug(), flow, Integer.parseInt(person.version()));
  }

  /** The person's way; a draft's with stand-ins for what is missing. */
  static Walked walk(String document, Person person, DashboardCall call) {
    String whole =
        person.version().isEmpty() ? FlowSketch.read(document).filledIn().document() : document;
    return Simulation.walk(whole, person.facts(call));
  }
}
