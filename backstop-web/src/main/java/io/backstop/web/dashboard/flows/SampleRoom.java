package io.backstop.web.dashboard.flows;

import io.backstop.brand.CustomCss;
import io.backstop.brand.CustomSheet;
import io.backstop.flow.cancel.CancelStep;
import io.backstop.flow.cancel.Simulation.Walked;
import io.backstop.kernel.Refusal;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Room;
import io.backstop.web.dashboard.Route;
import io.backstop.web.hosted.SamplePage;
import io.backstop.web.hosted.StepView;
import io.backstop.web.hosted.UnavailableView;
import io.backstop.web.hosted.cancel.SampleSteps;
import io.backstop.workshop.FlowId;
import io.backstop.workshop.FlowSketch;
import io.backstop.workshop.FlowWorkshop;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;

/**
 * One step as a customer would see it, for the frames of the editor ({@code at}) and of the walk
 * ({@code step}).
 */
@ApplicationScoped
class SampleRoom implements Room {

  @Inject private FlowWorkshop workshop;
  @Inject private SamplePage sample;
  @Inject private CustomCss css;

  @Override
  public boolean isOf(Route page) {
    return page == Route.FLOW_SAMPLE;
  }

  @Override
  public void answer(DashboardCall call) throws ServletException, IOException {
    Person person = Person.read(call);
    Optional<String> document =
        FlowId.of(call.segment(1)).flatMap(flow -> Looked.at(workshop, call, flow, person));
    if (document.isEmpty()) {
      call.showNothingThere();
      return;
    }
    HttpServletRequest request = new Speaking(call.request(), person.language());
    sample.render(
        request,
        call.response(),
        call.workspace().brand(),
        view(call, request, document.get(), person),
        css.served(call.workspace()).map(CustomSheet::text));
  }

  private static StepView view(
      DashboardCall call, HttpServletRequest request, String document, Person person) {
    try {
      return step(call, document, person)
          .map(step -> SampleSteps.of(request, step, call.now()))
          .orElseGet(() -> nothing(call, "flows.sample.none"));
    } catch (Refusal unfinished) {
      return nothing(call, "flows.sample.unfinished");
    }
  }

  private static Optional<CancelStep> step(DashboardCall call, String document, Person person) {
    if (!call.field("at").isEmpty()) {
      Place at = Place.read(call.field("at"));
      return Sampler.step(FlowSketch.read(document), at, person.facts(call));
    }
    Walked walked = Looked.walk(document, person, call);
    return Optional.of(Endings.of(person, walked));
  }

  private static StepView nothing(DashboardCall call, String key) {
    return new UnavailableView(call.words().say(key + ".title"), call.words().say(key + ".text"));
  }
}
