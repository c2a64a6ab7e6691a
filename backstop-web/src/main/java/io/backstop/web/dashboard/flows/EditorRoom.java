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
import io.backstop.workshop.FlowVerdict;
import io.backstop.workshop.FlowWorkshop;
import io.backstop.workshop.Saved;
import io.backstop.workshop.TrafficDesk;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A draft as a tree, one place of it as a form, and what customers see there beside it. */
@ApplicationScoped
class EditorRoom implements Room {

  @Inject private FlowWorkshop workshop;
  @Inject private TrafficDesk traffic;

  @Override
  public boolean isOf(Route page) {
    return page == Route.FLOW;
  }

  @Override
  public void answer(DashboardCall call) throws ServletException, IOException {
    Optional<FlowDraft> draft =
        FlowId.of(call.segment(1)).flatMap(id -> workshop.draft(call.workspace().slug(), id));
    if (draft.isEmpty()) {
      call.showNothingThere();
      return;
    }
    FlowId flow = draft.get().flow();
    Typed typed = Typed.read(call);
    switch (call.route()) {
      case EDIT_FLOW -> edit(call, draft.get(), typed);
      case UNDO_FLOW ->
          turn(call, workshop.undo(call.seat(), flow, typed.revision()), typed, "draft-undone");
      case REDO_FLOW ->
          turn(call, workshop.redo(call.seat(), flow, typed.revision()), typed, "draft-redone");
      case RENAME_FLOW -> rename(call, draft.get());
      case ARCHIVE_FLOW ->
          moved(call, draft.get(), workshop.archive(call.seat(), flow), "flow-archived");
      case RESTORE_FLOW ->
          moved(call, draft.get(), workshop.restore(call.seat(), flow), "flow-restored");
      default -> call.show(view(call, draft.get(), Place.read(call.field("at")), "", ""));
    }
  }

  private void edit(DashboardCall call, FlowDraft draft, Typed typed)
      throws ServletException, IOException {
    if (typed.revision() != draft.revision()) {
      call.showAgain(StaleView.of(call, head(call, draft), draft, typed.edit()));
      return;
    }
    Optional<DraftEdit.Edited> edited = typed.edit().on(FlowSketch.read(draft.document()));
    if (edited.isEmpty()) {
      call.showAgain(StaleView.of(call, head(call, draft), draft, typed.edit()));
      return;
    }
    String document = edited.get().sketch().document();
    Saved saved = workshop.save(call.seat(), draft.flow(), typed.revision(), document);
    switch (saved.verdict()) {
      case SAVED, UNCHANGED -> see(call, edited.get().at(), "draft-saved");
      case CHANGED_MEANWHILE -> {
        FlowDraft now = saved.draft().orElseThrow();
        call.showAgain(StaleView.of(call, head(call, now), now, typed.edit()));
      }
      case NOT_READABLE ->
          call.showAgain(
              view(call, draft, edited.get().sketch(), edited.get().at(), "flows.too-large", ""));
      case ARCHIVED -> see(call, typed.edit().at(), "flow-archived");
      default -> call.showNothingThere();
    }
  }

  private void turn(DashboardCall call, Saved saved, Typed typed, String note)
      throws ServletException, IOException {
    switch (saved.verdict()) {
      case SAVED, UNCHANGED -> see(call, typed.edit().at(), note);
      case CHANGED_MEANWHILE -> {
        FlowDraft now = saved.draft().orElseThrow();
        call.showAgain(StaleView.of(call, head(call, now), now, typed.edit()));
      }
      case NOTHING_THERE -> see(call, typed.edit().at(), "draft-nothing-there");
      case ARCHIVED -> see(call, typed.edit().at(), "flow-archived");
      default -> call.showNothingThere();
    }
  }

  private void rename(DashboardCall call, FlowDraft draft) throws ServletException, IOException {
    FlowVerdict verdict = workshop.rename(call.seat(), draft.flow(), call.field("name").strip());
    if (verdict == FlowVerdict.BAD_NAME) {
      call.showAgain(
          view(call, draft, Place.of(Place.Kind.FLOW), "flows.bad-name", call.field("name")));
    } else {
      moved(call, draft, verdict, "flow-renamed");
    }
  }

  private void moved(DashboardCall call, FlowDraft draft, FlowVerdict verdict, String note)
      throws ServletException, IOException {
    switch (verdict) {
      case DONE -> see(call, Place.of(Place.Kind.FLOW), note);
      case HAS_TRAFFIC ->
          call.showAgain(
              view(call, draft, Place.of(Place.Kind.FLOW), "flows.has-traffic", draft.name()));
      default -> call.showNothingThere();
    }
  }

  private static void see(DashboardCall call, Place at, String note) {
    call.see("flows/" + call.segment(1) + "?at=" + at, note);
  }

  private FlowHead head(DashboardCall call, FlowDraft draft) {
    return FlowHead.of(call, draft, traffic.of(call.workspace().slug()), "edit");
  }

  private EditorView view(
      DashboardCall call, FlowDraft draft, Place asked, String error, String name) {
    FlowSketch sketch = FlowSketch.read(draft.document());
    return view(call, draft, sketch, asked, error, name);
  }

  private EditorView view(
      DashboardCall call,
      FlowDraft draft,
      FlowSketch sketch,
      Place asked,
      String error,
      String name) {
    Place at = asked.isIn(sketch) ? asked : Place.of(Place.Kind.FLOW);
    List<Finding> findings = FlowLint.check(sketch.document(), call.workspace());
    FlowHead head = head(call, draft);
    return new EditorView(
        head,
        new FlowTree(sketch, call.words(), at, findings).nodes(),
        new EditorForm(sketch, call.words(), at, findings, head.path()).form(),
        at.toString(),
        error,
        name.isEmpty() ? draft.name() : name,
        call.seat().may(Right.CHANGE_FLOWS));
  }
}
