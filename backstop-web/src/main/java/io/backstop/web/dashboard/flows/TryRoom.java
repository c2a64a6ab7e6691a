package io.backstop.web.dashboard.flows;

import io.backstop.flow.cancel.CancelStep;
import io.backstop.flow.cancel.CancelStep.Confirm;
import io.backstop.flow.cancel.CancelStep.OfferStep;
import io.backstop.flow.cancel.CancelStep.Survey;
import io.backstop.flow.cancel.Simulation.Walked;
import io.backstop.kernel.Refusal;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Room;
import io.backstop.web.dashboard.Route;
import io.backstop.web.dashboard.Words;
import io.backstop.workshop.FlowDraft;
import io.backstop.workshop.FlowId;
import io.backstop.workshop.FlowSketch;
import io.backstop.workshop.FlowWorkshop;
import io.backstop.workshop.TrafficDesk;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a customer would see: a walk through the draft or a version, of which nothing comes. */
@ApplicationScoped
class TryRoom implements Room {

  @Inject private FlowWorkshop workshop;
  @Inject private TrafficDesk traffic;

  @Override
  public boolean isOf(Route page) {
    return page == Route.TRY_FLOW;
  }

  @Override
  public void answer(DashboardCall call) throws ServletException, IOException {
    Person person = Person.read(call);
    Optional<FlowDraft> draft =
        FlowId.of(call.segment(1)).flatMap(id -> workshop.draft(call.workspace().slug(), id));
    Optional<String> document =
        draft.flatMap(found -> Looked.at(workshop, call, found.flow(), person));
    if (document.isEmpty()) {
      call.showNothingThere();
      return;
    }
    call.show(view(call, draft.get(), document.get(), person));
  }

  private TryView view(DashboardCall call, FlowDraft draft, String document, Person person) {
    FlowHead head = FlowHead.of(call, draft, traffic.of(call.workspace().slug()), "try");
    FlowSketch sketch = FlowSketch.read(document);
    List<Field> fields =
        new TryForm(call.words(), person, sketch)
            .fields(workshop.releases(call.workspace().slug(), draft.flow()));
    try {
      Walked walked = Looked.walk(document, person, call);
      CancelStep present = Endings.present(person, walked);
      boolean ended = !(Endings.of(person, walked) == present);
      Way way = new Way(call.words(), person, head.path() + "/try?");
      return new TryView(
          head,
          fields,
          person.problem(),
          head.path() + "/sample?" + person.query(),
          way.steps(walked, sketch),
          ended ? way.again() : way.choices(present, walked),
          walked.passedOver().stream()
              .map(id -> Names.ofOffer(sketch, id, call.words().language()))
              .toList());
    } catch (Refusal unfinished) {
      return new TryView(head, fields, "flows.try.unfinished", "", List.of(), List.of(), List.of());
    }
  }

  /** The links of the walk. */
  private record Way(Words words, Person person, String address) {

    private TryView.Step link(String label, Person to, boolean current) {
      return new TryView.Step(label, address + to.query(), current);
    }

    List<TryView.Step> steps(Walked walked, FlowSketch sketch) {
      List<TryView.Step> links = new ArrayList<>();
      int present = Math.min(person.step(), walked.steps().size() - 1);
      for (int i = 0; i < walked.steps().size(); i++) {
        links.add(link(name(walked.steps().get(i), sketch), person.at(i), i == present));
      }
      return links;
    }

    private String name(CancelStep step, FlowSketch sketch) {
      if (step instanceof OfferStep offer) {
        return Names.ofOffer(sketch, offer.offer().id(), words.language());
      }
      return words.say(
          step instanceof Survey
              ? "flows.place.survey"
              : step instanceof Confirm ? "flows.place.confirm" : "flows.place.stories");
    }

    List<TryView.Step> choices(CancelStep step, Walked walked) {
      List<TryView.Step> links = new ArrayList<>();
      int last = walked.steps().size() - 1;
      int next = Math.min(person.step(), last) + 1;
      if (step instanceof Survey survey) {
        survey
            .reasons()
            .forEach(
                reason ->
                    links.add(
                        link(
                            words.say("flows.try.answer", reason.label().in(words.language())),
                            person.answering(reason.id()),
                            false)));
        links.add(link(words.say("flows.try.no-answer"), person.answering(""), false));
      } else if (step instanceof OfferStep) {
        links.add(link(words.say("flows.try.accept"), person.ending("accepted"), false));
        links.add(link(words.say("flows.try.decline"), person.at(next), false));
      } else if (step instanceof Confirm) {
        links.add(link(words.say("flows.try.cancel"), person.ending("cancelled"), false));
      } else {
        links.add(link(words.say("flows.try.continue"), person.at(next), false));
      }
      links.add(link(words.say("flows.try.keep"), person.ending("kept"), false));
      if (!(step instanceof Confirm)) {
        links.add(link(words.say("flows.try.anyway"), person.at(last), false));
      }
      return links;
    }

    List<TryView.Step> again() {
      return List.of(link(words.say("flows.try.again"), person.at(0), false));
    }
  }
}
