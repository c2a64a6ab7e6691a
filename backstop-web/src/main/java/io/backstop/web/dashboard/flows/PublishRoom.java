package io.backstop.web.dashboard.flows;

import io.backstop.member.Right;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Room;
import io.backstop.web.dashboard.Route;
import io.backstop.workshop.Finding;
import io.backstop.workshop.FlowDraft;
import io.backstop.workshop.FlowId;
import io.backstop.workshop.FlowLint;
import io.backstop.workshop.FlowSketch;
import io.backstop.workshop.FlowWorkshop;
import io.backstop.workshop.Published;
import io.backstop.workshop.Release;
import io.backstop.workshop.TrafficDesk;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What would go out: what the lint says of it, and what is different from the version before. */
@ApplicationScoped
class PublishRoom implements Room {

  @Inject private FlowWorkshop workshop;
  @Inject private TrafficDesk traffic;

  @Override
  public boolean isOf(Route page) {
    return page == Route.PUBLISH_FLOW;
  }

  @Override
  public void answer(DashboardCall call) throws ServletException, IOException {
    Optional<FlowDraft> draft =
        FlowId.of(call.segment(1)).flatMap(id -> workshop.draft(call.workspace().slug(), id));
    if (draft.isEmpty()) {
      call.showNothingThere();
    } else if (call.route() == Route.RELEASE_FLOW) {
      release(call, draft.get());
    } else {
      call.show(view(call, draft.get(), ""));
    }
  }

  private void release(DashboardCall call, FlowDraft draft) throws ServletException, IOException {
    Published published =
        workshop.publish(call.seat(), draft.flow(), Typed.number(call.field("revision")));
    FlowDraft now = published.draft().orElse(draft);
    switch (published.verdict()) {
      case PUBLISHED -> call.see("flows/" + draft.flow() + "/versions", "flow-published");
      case ALREADY_PUBLISHED -> call.see("flows/" + draft.flow() + "/versions", "flow-unchanged");
      case FAULTY -> call.showAgain(view(call, now, call.words().say("flows.publish.faulty")));
      case CHANGED_MEANWHILE ->
          call.showAgain(
              view(
                  call,
                  now,
                  call.words()
                      .say(
                          "flows.publish.changed",
                          now.editedBy(),
                          call.words().moment(now.editedAt()))));
      case ARCHIVED -> call.seePage("flow-archived");
      default -> call.showNothingThere();
    }
  }

  private PublishView view(DashboardCall call, FlowDraft draft, String error) {
    FlowSketch sketch = FlowSketch.read(draft.document());
    List<Release> releases = workshop.releases(call.workspace().slug(), draft.flow());
    Optional<FlowSketch> before =
        releases.stream()
            .findFirst()
            .flatMap(
                latest -> workshop.document(call.workspace().slug(), draft.flow(), latest.number()))
            .map(FlowSketch::read);
    FlowHead head = FlowHead.of(call, draft, traffic.of(call.workspace().slug()), "publish");
    List<Finding> findings = FlowLint.check(draft.document(), call.workspace());
    return new PublishView(
        head,
        error,
        findings.stream().map(finding -> line(call, head, sketch, finding)).toList(),
        findings.stream().noneMatch(f -> f.severity() == Finding.Severity.ERROR),
        before
            .map(was -> Difference.between(was, sketch, call.words()))
            .orElse(List.of(call.words().say("flows.diff.first"))),
        releases.stream()
            .findFirst()
            .map(latest -> call.words().say("flows.diff.since", latest.number()))
            .orElse(""),
        call.seat().may(Right.PUBLISH_FLOWS) && !draft.archived());
  }

  private static PublishView.Line line(
      DashboardCall call, FlowHead head, FlowSketch sketch, Finding finding) {
    Place place = Place.ofPath(finding.path(), sketch);
    return new PublishView.Line(
        Faults.severity(finding),
        Parts.name(place, sketch, call.words()),
        head.path() + "?at=" + place,
        Faults.say(finding, call.words()));
  }
}
