package io.backstop.web.dashboard.insight;

import io.backstop.insight.CampaignLine;
import io.backstop.insight.CampaignReader;
import io.backstop.insight.CampaignSheet;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Room;
import io.backstop.web.dashboard.Route;
import io.backstop.web.dashboard.Words;
import io.backstop.web.dashboard.insight.SheetView.Fact;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One campaign with its attempts. */
@ApplicationScoped
class CampaignRoom implements Room {

  @Inject private CampaignReader reader;

  @Override
  public boolean isOf(Route page) {
    return page == Route.CAMPAIGN;
  }

  @Override
  public void answer(DashboardCall call) throws ServletException, IOException {
    Optional<CampaignSheet> found = reader.find(call.workspace().slug(), call.segment(1));
    if (found.isEmpty()) {
      call.showNothingThere();
      return;
    }
    Words words = call.words();
    call.show(
        new SheetView(
            "campaign",
            "recovery",
            facts(call, found.get().line()),
            List.of(failures(words, found.get()), payments(words, found.get())),
            List.of()));
  }

  private static List<Fact> facts(DashboardCall call, CampaignLine line) {
    Words words = call.words();
    Addresses addresses = new Addresses(call);
    return List.of(
        new Fact(words.say("campaign.id"), Cell.id(line.id())),
        new Fact(
            words.say("sessions.customer"),
            new Cell(line.customer(), addresses.of("customers", line.customer()), "id")),
        new Fact(words.say("campaign.invoice"), Cell.id(line.invoice())),
        new Fact(words.say("session.subscription"), Cell.id(line.subscription().orElse("–"))),
        new Fact(words.say("campaigns.state"), Cell.of(words.say("campaign." + line.state()))),
        new Fact(
            words.say("campaigns.amount"),
            Cell.of(words.money(line.amount().minor(), line.amount().currency()))),
        new Fact(words.say("campaigns.opened"), Cell.of(words.moment(line.openedAt()))),
        new Fact(words.say("campaign.closed"), Cell.of(line.closedAt().map(words::moment))),
        new Fact(
            words.say("campaigns.next"),
            Cell.of(
                line.nextAttemptAt().filter(at -> line.closedAt().isEmpty()).map(words::moment))));
  }

  private static Grid failures(Words words, CampaignSheet sheet) {
    return new Grid(
        "failures",
        words.say("failures"),
        words.say("failures.about"),
        List.of(
            words.say("failures.number"),
            words.say("failures.seen"),
            words.say("campaigns.reason"),
            words.say("subscriptions.card"),
            words.say("campaigns.next")),
        sheet.failures().stream()
            .map(
                failure ->
                    List.of(
                        Cell.of(Integer.toString(failure.number())),
                        Cell.quiet(words.moment(failure.seenAt())),
                        Cell.of(failure.reason()),
                        Cell.of(failure.card()),
                        Cell.quiet(failure.nextAttemptAt().map(words::moment).orElse("–"))))
            .toList(),
        words.say("failures.empty"));
  }

  private static Grid payments(Words words, CampaignSheet sheet) {
    return new Grid(
        "payments",
        words.say("payments"),
        words.say("payments.about"),
        List.of(
            words.say("attempts.at"),
            words.say("attempts.state"),
            words.say("campaigns.reason"),
            words.say("attempts.request")),
        sheet.payments().stream()
            .map(
                payment ->
                    List.of(
                        Cell.quiet(words.moment(payment.createdAt())),
                        Cell.of(words.say("payment." + payment.state())),
                        Cell.of(payment.declineCode()),
                        Cell.id(payment.requestId().orElse("–"))))
            .toList(),
        words.say("payments.empty"));
  }
}
