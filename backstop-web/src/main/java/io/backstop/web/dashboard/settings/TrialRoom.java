package io.backstop.web.dashboard.settings;

import io.backstop.calls.CallReader;
import io.backstop.calls.CallReader.Sample;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.Surface;
import io.backstop.link.HostedLink;
import io.backstop.member.SettingsDesk;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Room;
import io.backstop.web.dashboard.Route;
import io.backstop.web.embed.EmbedTrial;
import io.backstop.workspace.OriginList;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tries a call as the merchant's backend or page would make it. */
@ApplicationScoped
class TrialRoom implements Room {

  @Inject private EmbedTrial trial;
  @Inject private CallReader calls;
  @Inject private SettingsDesk desk;

  @Override
  public boolean isOf(Route page) {
    return page == Route.EMBED_TEST;
  }

  @Override
  public void answer(DashboardCall call) throws ServletException, IOException {
    if (call.route() == Route.RUN_TEST) {
      run(call);
      return;
    }
    Sample sample = calls.sample(call.workspace().slug()).orElse(new Sample("", ""));
    Typed typed = new Typed(Surface.CANCEL, sample.customer(), sample.subscription(), "");
    call.show(typed.view(call, "", null));
  }

  /** The answer stands on the page itself: an address is no place for a link that opens. */
  private void run(DashboardCall call) throws ServletException, IOException {
    Typed typed =
        new Typed(
            Arrays.stream(Surface.values())
                .filter(each -> each.wireName().equals(call.field("surface")))
                .findFirst()
                .orElse(Surface.CANCEL),
            call.field("customer").strip(),
            call.field("subscription").strip(),
            call.field("origin").strip());
    String wrong = typed.wrong();
    if (!wrong.isEmpty()) {
      call.showAgain(typed.view(call, wrong, null));
      return;
    }
    desk.noteTried(call.seat(), typed.surface().wireName() + " " + typed.customer());
    EmbedTrial.Result result =
        trial.run(
            call.workspace(),
            typed.surface(),
            typed.customer(),
            typed.subscription(),
            OriginList.read(typed.origin()).origins().stream().findFirst().orElse(""));
    call.show(typed.view(call, "", shown(call, result)));
  }

  private static TrialView.Result shown(DashboardCall call, EmbedTrial.Result result) {
    Optional<HostedLink> link = result.link();
    return new TrialView.Result(
        result.status(),
        result.type(),
        result.sentence(),
        Arrays.stream(EmbedTrial.Check.values())
            .map(
                check ->
                    new TrialView.Check(
                        "test.check." + check.name().toLowerCase(Locale.ROOT),
                        state(result, check)))
            .toList(),
        link.map(l -> l.url().toString()).orElse(""),
        link.map(l -> call.words().moment(l.expiresAt())).orElse(""));
  }

  private static String state(EmbedTrial.Result result, EmbedTrial.Check check) {
    return result.passed().contains(check)
        ? "good"
        : result.failed().filter(check::equals).isPresent() ? "bad" : "open";
  }

  /** What stands in the form. */
  private record Typed(Surface surface, String customer, String subscription, String origin) {

    String wrong() {
      if (!CustomerId.isWellFormed(customer)) {
        return "customer";
      }
      if (surface == Surface.CANCEL && !SubscriptionId.isWellFormed(subscription)) {
        return "subscription";
      }
      return OriginList.read(origin).wrong().isEmpty() ? "" : "origin";
    }

    TrialView view(DashboardCall call, String wrong, TrialView.Result result) {
      List<String> surfaces = Arrays.stream(Surface.values()).map(Surface::wireName).toList();
      return new TrialView(
          EmbedTab.of(call),
          surfaces,
          surface.wireName(),
          customer,
          subscription,
          origin,
          wrong,
          result);
    }
  }
}
