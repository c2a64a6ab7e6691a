package io.backstop.web.dashboard.flows;

import io.backstop.flow.cancel.FlowDefinitions;
import io.backstop.flow.cancel.FlowFaults;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Room;
import io.backstop.web.dashboard.Route;
import io.backstop.workshop.FlowDraft;
import io.backstop.workshop.FlowId;
import io.backstop.workshop.FlowLint;
import io.backstop.workshop.FlowWorkshop;
import io.backstop.workshop.Saved;
import io.backstop.workshop.TrafficDesk;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The draft as its document, for who would rather write than press. */
@ApplicationScoped
class TextRoom implements Room {

  @Inject private FlowWorkshop workshop;
  @Inject private TrafficDesk traffic;

  @Override
  public boolean isOf(Route page) {
    return page == Route.FLOW_TEXT;
  }

  @Override
  public void answer(DashboardCall call) throws ServletException, IOException {
    Optional<FlowDraft> draft =
        FlowId.of(call.segment(1)).flatMap(id -> workshop.draft(call.workspace().slug(), id));
    if (draft.isEmpty()) {
      call.showNothingThere();
    } else if (call.route() == Route.SAVE_FLOW_TEXT) {
      save(call, draft.get());
    } else {
      call.show(view(call, draft.get(), draft.get().document(), "", false));
    }
  }

  private void save(DashboardCall call, FlowDraft draft) throws ServletException, IOException {
    // Forms send line breaks as CRLF.
    String typed = call.text("document");
    Saved saved =
        workshop.save(call.seat(), draft.flow(), Typed.number(call.field("revision")), typed);
    switch (saved.verdict()) {
      case SAVED, UNCHANGED -> call.seePage("draft-saved");
      case CHANGED_MEANWHILE -> {
        FlowDraft now = saved.draft().orElseThrow();
        String who =
            call.words()
                .say("flows.stale.text", now.editedBy(), call.words().moment(now.editedAt()));
        call.showAgain(view(call, now, typed, who, true));
      }
      case NOT_READABLE -> call.showAgain(view(call, draft, typed, wrong(call, typed), false));
      case ARCHIVED -> call.seePage("flow-archived");
      default -> call.showNothingThere();
    }
  }

  /** Why it cannot be read, with line and column where it is not JSON. */
  private static String wrong(DashboardCall call, String typed) {
    if (typed.getBytes(StandardCharsets.UTF_8).length > FlowDefinitions.MAX_BYTES) {
      return call.words().say("flows.too-large");
    }
    String why =
        FlowFaults.of(typed).stream()
            .findFirst()
            .map(refusal -> Faults.say(refusal, call.words()))
            .orElse("");
    return call.words().say("flows.text.wrong", why);
  }

  private TextView view(
      DashboardCall call, FlowDraft draft, String document, String error, boolean stale) {
    List<TextView.Line> findings =
        error.isEmpty()
            ? FlowLint.check(document, call.workspace()).stream()
                .map(
                    finding ->
                        new TextView.Line(
                            Faults.severity(finding),
                            finding.path(),
                            Faults.say(finding, call.words())))
                .toList()
            : List.of();
    return new TextView(
        FlowHead.of(call, draft, traffic.of(call.workspace().slug()), "text"),
        document,
        stale ? draft.document() : "",
        error,
        findings);
  }
}
