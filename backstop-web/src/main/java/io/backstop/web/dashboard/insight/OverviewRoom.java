package io.backstop.web.dashboard.insight;

import io.backstop.overview.Overview;
import io.backstop.overview.OverviewReader;
import io.backstop.overview.Span;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Room;
import io.backstop.web.dashboard.Route;
import io.backstop.web.dashboard.Words;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** How the workspace is doing, and what is left to set up. */
@ApplicationScoped
class OverviewRoom implements Room {

  private static final List<String> RANGES = List.of("7", "30", "90", "365");
  private static final String USUAL = "30";

  @Inject private OverviewReader reader;
  @Inject private OverviewWords worded;

  @Override
  public boolean isOf(Route page) {
    return page == Route.OVERVIEW;
  }

  @Override
  public void answer(DashboardCall call) throws ServletException, IOException {
    String from = call.field("from");
    String to = call.field("to");
    Optional<Span> typed = span(from, to);
    boolean wrong = typed.isEmpty() && !(from + to).isEmpty();
    String range =
        typed.isPresent() ? "" : RANGES.contains(call.field("days")) ? call.field("days") : USUAL;
    Span span = typed.orElseGet(() -> ofDays(range, call.now()));
    Overview overview = reader.read(call.workspace().slug(), span);
    Words words = call.words();
    List<OverviewView.Step> steps = steps(call, overview.setup());
    long open = steps.stream().filter(step -> !step.done()).count();
    call.show(
        new OverviewView(
            open == 0 ? words.say("setup.all") : words.say("setup.left", open, steps.size()),
            open > 0,
            steps,
            range,
            RANGES,
            wrong ? from : span.first().toString(),
            wrong ? to : span.last().toString(),
            wrong ? "error.days" : "",
            overview.now().isEmpty() && overview.before().isEmpty(),
            worded.numbers(words, overview, span),
            worded.charts(call, overview, span),
            worded.grids(call, overview)));
  }

  private static Span ofDays(String range, Instant now) {
    return Span.ofDays(Integer.parseInt(range), now);
  }

  private static Optional<Span> span(String from, String to) {
    try {
      return Optional.of(Span.asked(LocalDate.parse(from), LocalDate.parse(to)));
    } catch (DateTimeException | IllegalArgumentException noSpan) {
      return Optional.empty();
    }
  }

  private static List<OverviewView.Step> steps(DashboardCall call, Overview.Setup setup) {
    boolean listens = !call.workspace().stripe().webhookSecrets().isEmpty() && setup.event();
    return List.of(
        new OverviewView.Step(
            "setup.stripe", call.workspace().stripe().secretKey().isPresent(), Route.STRIPE.path()),
        new OverviewView.Step("setup.webhook", listens, Route.STRIPE.path()),
        new OverviewView.Step("setup.signed", setup.signedCall(), Route.EMBED.path()),
        new OverviewView.Step("setup.flow", setup.visit(), ""));
  }
}
