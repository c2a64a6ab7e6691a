package io.backstop.web.dashboard.insight;

import io.backstop.insight.VisitLine;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Words;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;

/** Cancel sessions as a table, wherever they are listed. */
@Dependent
class VisitGrid {

  static final List<String> OUTCOMES =
      List.of(
          "saved",
          "saved_discount",
          "saved_pause",
          "saved_downgrade",
          "saved_other",
          "canceled",
          "abandoned",
          "open");

  @Inject private FlowWords flows;

  Grid of(DashboardCall call, List<VisitLine> lines, String empty) {
    Words words = call.words();
    return new Grid(
        "list",
        words.say("sessions.list"),
        "",
        List.of(
            words.say("sessions.opened"),
            words.say("sessions.customer"),
            words.say("sessions.reason"),
            words.say("sessions.outcome"),
            words.say("sessions.kept")),
        lines.stream().map(line -> row(call, line)).toList(),
        empty);
  }

  private List<Cell> row(DashboardCall call, VisitLine line) {
    Words words = call.words();
    Addresses addresses = new Addresses(call);
    return List.of(
        Cell.link(words.moment(line.openedAt()), addresses.of("sessions", line.id())),
        new Cell(line.customer(), addresses.of("customers", line.customer()), "id"),
        Cell.of(
            line.reason()
                .map(id -> flows.reason(words, call.workspace().slug(), line.digest(), id))),
        Cell.of(outcome(words, line)),
        Cell.number(
            line.kept().map(kept -> words.money(kept.minor(), kept.currency())).orElse("–")));
  }

  static String outcome(Words words, VisitLine line) {
    return words.say("outcome." + line.recorded().orElse(line.state()));
  }
}
