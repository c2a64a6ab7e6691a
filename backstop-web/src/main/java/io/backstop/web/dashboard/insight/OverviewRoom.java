package io.backstop.web.dashboard.insight;

import io.backstop.overview.Overview;
import io.backstop.overview.OverviewReader;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Room;
import io.backstop.web.dashboard.Route;
import io.backstop.web.dashboard.Words;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** How the workspace is doing, and what is left to set up. */
@ApplicationScoped
class OverviewRoom implements Room {

  @Inject private OverviewReader reader;

  @Override
  public boolean isOf(Route page) {
    return page == Route.OVERVIEW;
  }

  @Override
  public void answer(DashboardCall call) throws ServletException, IOException {
    Overview overview = reader.read(call.workspace().slug());
    Words words = call.words();
    List<OverviewView.Step> steps = steps(call, overview.setup());
    long open = steps.stream().filter(step -> !step.done()).count();
    call.show(
        new OverviewView(
            open == 0 ? words.say("setup.all") : words.say("setup.left", open, steps.size()),
            steps,
            overview.now().isEmpty() && overview.before().isEmpty(),
            List.of(
                number(words, overview, "visits", Overview.Period::visits),
                number(words, overview, "saved", Overview.Period::saved),
                number(words, overview, "cancelled", Overview.Period::cancelled),
                number(words, overview, "abandoned", Overview.Period::abandoned)),
            overview.owed().stream()
                .map(
                    owed ->
                        words.say(
                            "recovery.owed",
                            owed.campaigns(),
                            words.money(owed.amount(), owed.currency())))
                .toList()));
  }

  private static List<OverviewView.Step> steps(DashboardCall call, Overview.Setup setup) {
    boolean listens = !call.workspace().stripe().webhookSecrets().isEmpty() && setup.event();
    return List.of(
        new OverviewView.Step("setup.stripe", call.workspace().stripe().secretKey().isPresent()),
        new OverviewView.Step("setup.webhook", listens),
        new OverviewView.Step("setup.signed", setup.signedCall()),
        new OverviewView.Step("setup.flow", setup.visit()));
  }

  private static OverviewView.Number number(
      Words words, Overview overview, String name, ToLongFunction<Overview.Period> of) {
    NumberFormat format = NumberFormat.getIntegerInstance(Locale.forLanguageTag(words.language()));
    return new OverviewView.Number(
        "numbers." + name,
        format.format(of.applyAsLong(overview.now())),
        words.say("numbers.before", of.applyAsLong(overview.before())));
  }
}
