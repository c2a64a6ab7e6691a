package io.backstop.web.dashboard.flows;

import io.backstop.member.Right;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Words;
import io.backstop.workshop.FlowDraft;
import io.backstop.workshop.Traffic;
import java.util.List;

/**
 * What stands above every page of one flow.
 *
 * @param path of its editor, as a route has it
 * @param tab the page that is shown: {@code edit}, {@code try}, {@code publish}, {@code versions},
 *     {@code text}
 * @param live how many percent of new visits begin with it, in words; an empty text for none
 * @param state whether the draft is published, in words
 * @param pinned what is in force instead, or an empty text
 */
public record FlowHead(
    String path,
    String name,
    String tab,
    String live,
    String state,
    boolean archived,
    String edited,
    int revision,
    boolean mayChange,
    boolean canUndo,
    boolean canRedo,
    String pinned) {

  static FlowHead of(DashboardCall call, FlowDraft draft, Traffic traffic, String tab) {
    Words words = call.words();
    boolean changes = call.seat().may(Right.CHANGE_FLOWS) && !draft.archived();
    int share =
        traffic.shares().stream()
            .filter(each -> each.flow().equals(draft.flow()))
            .mapToInt(each -> each.percent())
            .sum();
    return new FlowHead(
        "flows/" + draft.flow(),
        draft.name(),
        tab,
        share == 0 ? "" : words.say("flows.live", share),
        draft
            .publishedAs()
            .map(number -> words.say("flows.state.published", number))
            .orElse(words.say("flows.state.changed")),
        draft.archived(),
        words.say("flows.edited", draft.editedBy(), words.moment(draft.editedAt())),
        draft.revision(),
        changes,
        changes && draft.canUndo(),
        changes && draft.canRedo(),
        InForce.say(call.words(), traffic));
  }

  public List<Tab> tabs() {
    return List.of(
        new Tab("edit", path, tab),
        new Tab("try", path + "/try", tab),
        new Tab("publish", path + "/publish", tab),
        new Tab("versions", path + "/versions", tab),
        new Tab("text", path + "/text", tab));
  }

  /** The way to another page of the flow; its label is {@code flows.tab.<name>}. */
  public record Tab(String name, String path, String shown) {

    /** Null leaves the attribute out. */
    public String current() {
      return name.equals(shown) ? "page" : null;
    }
  }
}
