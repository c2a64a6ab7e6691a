package io.backstop.web.dashboard.flows;

import io.backstop.member.Right;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Room;
import io.backstop.web.dashboard.Route;
import io.backstop.web.dashboard.Words;
import io.backstop.workshop.FlowCard;
import io.backstop.workshop.FlowWorkshop;
import io.backstop.workshop.Traffic;
import io.backstop.workshop.TrafficDesk;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The flows of a workspace, and which of them customers meet. */
@ApplicationScoped
class FlowsRoom implements Room {

  @Inject private FlowWorkshop workshop;
  @Inject private TrafficDesk traffic;

  @Override
  public boolean isOf(Route page) {
    return page == Route.FLOWS;
  }

  @Override
  public void answer(DashboardCall call) throws ServletException, IOException {
    Words words = call.words();
    Traffic now = traffic.of(call.workspace().slug());
    List<FlowsView.Row> rows =
        workshop.flows(call.workspace().slug()).stream().map(card -> row(words, card)).toList();
    String force = "flows.force." + now.inForce().name().toLowerCase(Locale.ROOT);
    call.show(
        new FlowsView(
            call.seat().may(Right.CHANGE_FLOWS),
            rows.stream().filter(row -> !row.archived()).toList(),
            rows.stream().filter(FlowsView.Row::archived).toList(),
            now.pin().isPresent() ? InForce.say(words, now) : words.say(force),
            now.pin().isPresent(),
            now.shares().size()));
  }

  private static FlowsView.Row row(Words words, FlowCard card) {
    return new FlowsView.Row(
        "flows/" + card.id(),
        card.name(),
        card.live() ? words.say("flows.live", card.share()) : "",
        card.latest().map(number -> words.say("flows.version", number)).orElse(""),
        card.latest().isPresent() && card.changed(),
        card.archived(),
        words.say("flows.edited", card.editedBy(), words.moment(card.editedAt())));
  }
}
