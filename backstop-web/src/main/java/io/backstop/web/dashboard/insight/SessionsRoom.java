package io.backstop.web.dashboard.insight;

import io.backstop.insight.CareDesk;
import io.backstop.insight.VisitFilter;
import io.backstop.insight.VisitLine;
import io.backstop.insight.VisitReader;
import io.backstop.member.Right;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Room;
import io.backstop.web.dashboard.Route;
import io.backstop.web.dashboard.Words;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The cancel sessions, latest first, and the file of them. */
@ApplicationScoped
class SessionsRoom implements Room {

  static final int A_PAGE = 50;

  private static final List<String> OFFERS =
      List.of("discount", "pause", "downgrade", "gift", "call", "trial_extension", "annual_upsell");

  @Inject private VisitReader reader;
  @Inject private VisitGrid grid;
  @Inject private CareDesk desk;

  @Override
  public boolean isOf(Route page) {
    return page == Route.SESSIONS;
  }

  @Override
  public void answer(DashboardCall call) throws ServletException, IOException {
    Map<String, String> asked = asked(call);
    VisitFilter filter =
        new VisitFilter(
            asked.get("outcome"),
            asked.get("reason"),
            asked.get("offer"),
            asked.get("flow"),
            asked.get("customer"));
    if (call.route() == Route.EXPORT_SESSIONS) {
      desk.noteExport(call.seat(), "sessions", Csv.inWords(asked));
      SessionFile.send(call, reader, filter);
      return;
    }
    show(call, asked, filter);
  }

  private static Map<String, String> asked(DashboardCall call) {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("outcome", Pick.among(VisitGrid.OUTCOMES, call.field("outcome")));
    asked.put("reason", call.field("reason").strip());
    asked.put("offer", Pick.among(OFFERS, call.field("offer")));
    asked.put("flow", call.field("flow").strip());
    asked.put("customer", call.field("customer").strip());
    return asked;
  }

  private void show(DashboardCall call, Map<String, String> asked, VisitFilter filter)
      throws ServletException, IOException {
    Words words = call.words();
    String before = call.field("before");
    List<VisitLine> found = reader.page(call.workspace().slug(), filter, before, A_PAGE + 1);
    List<VisitLine> page = found.subList(0, Math.min(found.size(), A_PAGE));
    boolean filtered = !filter.equals(VisitFilter.NONE);
    Addresses addresses = new Addresses(call);
    call.show(
        new ListView(
            "sessions",
            "sessions",
            List.of(
                Pick.oneOf(words, "outcome", asked.get("outcome"), "outcome", VisitGrid.OUTCOMES),
                Pick.typed(words, "reason", asked.get("reason")),
                Pick.oneOf(words, "offer", asked.get("offer"), "offer", OFFERS),
                Pick.typed(words, "flow", asked.get("flow")),
                Pick.typed(words, "customer", asked.get("customer"))),
            filtered,
            grid.of(call, page, words.say(filtered ? "filter.none" : "sessions.empty")),
            before.isEmpty() ? "" : addresses.of("sessions", asked, "before", ""),
            found.size() > A_PAGE
                ? addresses.of("sessions", asked, "before", page.get(A_PAGE - 1).id())
                : "",
            call.seat().may(Right.EXPORT) ? "sessions/export" : ""));
  }
}
