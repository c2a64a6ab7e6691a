package io.backstop.web.dashboard.flows;

import io.backstop.member.Right;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Room;
import io.backstop.web.dashboard.Route;
import io.backstop.workshop.FlowDraft;
import io.backstop.workshop.FlowId;
import io.backstop.workshop.FlowSketch;
import io.backstop.workshop.FlowWorkshop;
import io.backstop.workshop.Release;
import io.backstop.workshop.Saved;
import io.backstop.workshop.Traffic;
import io.backstop.workshop.TrafficDesk;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What was published, when and by whom; one of it, and the way to begin a draft with it. */
@ApplicationScoped
class VersionsRoom implements Room {

  @Inject private FlowWorkshop workshop;
  @Inject private TrafficDesk traffic;

  @Override
  public boolean isOf(Route page) {
    return page == Route.FLOW_VERSIONS || page == Route.FLOW_VERSION;
  }

  @Override
  public void answer(DashboardCall call) throws ServletException, IOException {
    Optional<FlowDraft> draft =
        FlowId.of(call.segment(1)).flatMap(id -> workshop.draft(call.workspace().slug(), id));
    if (draft.isEmpty()) {
      call.showNothingThere();
      return;
    }
    Traffic now = traffic.of(call.workspace().slug());
    FlowHead head = FlowHead.of(call, draft.get(), now, "versions");
    List<Release> releases = workshop.releases(call.workspace().slug(), draft.get().flow());
    if (call.route() == Route.FLOW_VERSIONS) {
      call.show(
          new VersionsView(
              head, releases.stream().map(release -> row(call, release, now)).toList()));
      return;
    }
    int number = Typed.number(call.segment(3));
    Optional<Release> release = releases.stream().filter(r -> r.number() == number).findFirst();
    Optional<String> document =
        release.flatMap(
            found -> workshop.document(call.workspace().slug(), found.flow(), found.number()));
    if (document.isEmpty()) {
      call.showNothingThere();
    } else if (call.route() == Route.REVIVE_VERSION) {
      revive(call, draft.get(), document.get());
    } else {
      call.show(version(call, head, row(call, release.get(), now), document.get(), ""));
    }
  }

  private void revive(DashboardCall call, FlowDraft draft, String document)
      throws ServletException, IOException {
    Saved saved =
        workshop.save(call.seat(), draft.flow(), Typed.number(call.field("revision")), document);
    switch (saved.verdict()) {
      case SAVED, UNCHANGED -> call.see("flows/" + draft.flow(), "draft-revived");
      case CHANGED_MEANWHILE -> {
        FlowDraft now = saved.draft().orElseThrow();
        Traffic shares = traffic.of(call.workspace().slug());
        String who =
            call.words()
                .say("flows.revive.changed", now.editedBy(), call.words().moment(now.editedAt()));
        Release release =
            workshop.releases(call.workspace().slug(), draft.flow()).stream()
                .filter(r -> r.number() == Typed.number(call.segment(3)))
                .findFirst()
                .orElseThrow();
        call.showAgain(
            version(
                call,
                FlowHead.of(call, now, shares, "versions"),
                row(call, release, shares),
                document,
                who));
      }
      default -> call.see("flows/" + draft.flow(), "flow-archived");
    }
  }

  private static VersionsView.Row row(DashboardCall call, Release release, Traffic traffic) {
    int share =
        traffic.shares().stream()
            .filter(each -> each.flow().equals(release.flow()))
            .filter(each -> each.number() == release.number())
            .mapToInt(each -> each.percent())
            .sum();
    return new VersionsView.Row(
        release.number(),
        call.words().say("flows.version", release.number()),
        "flows/" + release.flow() + "/versions/" + release.number(),
        release.by(),
        call.words().moment(release.at()),
        share == 0 ? "" : call.words().say("flows.live", share));
  }

  private static VersionView version(
      DashboardCall call, FlowHead head, VersionsView.Row row, String document, String error) {
    FlowSketch sketch = FlowSketch.read(document);
    return new VersionView(
        head,
        row,
        new FlowTree(sketch, call.words(), Place.of(Place.Kind.FLOW), List.of()).nodes(),
        document,
        error,
        call.seat().may(Right.CHANGE_FLOWS));
  }
}
