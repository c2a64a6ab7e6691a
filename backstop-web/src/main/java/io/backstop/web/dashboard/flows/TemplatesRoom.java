package io.backstop.web.dashboard.flows;

import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Room;
import io.backstop.web.dashboard.Route;
import io.backstop.web.dashboard.Words;
import io.backstop.workshop.Created;
import io.backstop.workshop.FlowDraft;
import io.backstop.workshop.FlowId;
import io.backstop.workshop.FlowSketch;
import io.backstop.workshop.FlowTemplate;
import io.backstop.workshop.FlowTemplates;
import io.backstop.workshop.FlowWorkshop;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Something to begin with: a template, or a copy of what is there. */
@ApplicationScoped
class TemplatesRoom implements Room {

  private static final int LONGEST_NAME = 80;

  @Inject private FlowWorkshop workshop;

  @Override
  public boolean isOf(Route page) {
    return page == Route.NEW_FLOW;
  }

  /** A name and a text to begin with. */
  private record Seed(String name, String document) {}

  @Override
  public void answer(DashboardCall call) throws ServletException, IOException {
    if (call.route() == Route.NEW_FLOW) {
      call.show(view(call, ""));
      return;
    }
    Optional<Seed> seed = template(call).or(() -> copy(call));
    if (seed.isEmpty()) {
      call.showAgain(view(call, "flows.new.pick"));
      return;
    }
    String typed = call.field("name").strip();
    Created created =
        workshop.create(
            call.seat(), typed.isEmpty() ? seed.get().name() : typed, seed.get().document());
    switch (created.verdict()) {
      case CREATED -> call.see("flows/" + created.flow().orElseThrow(), "flow-created");
      case BAD_NAME -> call.showAgain(view(call, "flows.bad-name"));
      case TOO_MANY -> call.showAgain(view(call, "flows.too-many"));
      default -> call.showAgain(view(call, "flows.too-large"));
    }
  }

  private static Optional<Seed> template(DashboardCall call) {
    return FlowTemplates.find(call.field("template"))
        .map(found -> new Seed(call.words().say(found.titleKey()), found.document()));
  }

  private Optional<Seed> copy(DashboardCall call) {
    Optional<FlowDraft> draft =
        FlowId.of(call.field("flow")).flatMap(id -> workshop.draft(call.workspace().slug(), id));
    return draft.map(
        of -> {
          String name = call.words().say("flows.copy-of", of.name());
          return new Seed(
              name.substring(0, name.offsetByCodePoints(0, longest(name))), of.document());
        });
  }

  private static int longest(String name) {
    return Math.min(LONGEST_NAME, name.codePointCount(0, name.length()));
  }

  private static TemplatesView view(DashboardCall call, String error) {
    return new TemplatesView(
        FlowTemplates.all().stream().map(each -> card(call.words(), each)).toList(), error);
  }

  private static TemplatesView.Card card(Words words, FlowTemplate template) {
    FlowSketch sketch = FlowSketch.read(template.document());
    return new TemplatesView.Card(
        template.id(),
        words.say(template.titleKey()),
        words.say(template.descriptionKey()),
        new FlowTree(sketch, words, Place.of(Place.Kind.FLOW), List.of()).outline());
  }
}
