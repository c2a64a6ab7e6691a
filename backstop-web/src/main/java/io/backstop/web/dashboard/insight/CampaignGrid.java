package io.backstop.web.dashboard.insight;

import io.backstop.insight.CampaignLine;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Words;
import java.util.List;

/** Campaigns as a table, wherever they are listed. */
final class CampaignGrid {

  private CampaignGrid() {}

  static Grid of(DashboardCall call, List<CampaignLine> lines, String empty) {
    Words words = call.words();
    Addresses addresses = new Addresses(call);
    return new Grid(
        "campaigns",
        words.say("campaigns.list"),
        "",
        List.of(
            words.say("campaigns.opened"),
            words.say("sessions.customer"),
            words.say("campaigns.state"),
            words.say("campaigns.reason"),
            words.say("campaigns.next"),
            words.say("campaigns.amount")),
        lines.stream()
            .map(
                line ->
                    List.of(
                        Cell.link(
                            words.moment(line.openedAt()), addresses.of("recovery", line.id())),
                        new Cell(line.customer(), addresses.of("customers", line.customer()), "id"),
                        Cell.of(words.say("campaign." + line.state())),
                        Cell.of(line.reason()),
                        Cell.quiet(
                            line.nextAttemptAt()
                                .filter(at -> line.closedAt().isEmpty())
                                .map(words::moment)
                                .orElse("–")),
                        Cell.number(words.money(line.amount().minor(), line.amount().currency()))))
            .toList(),
        empty);
  }
}
