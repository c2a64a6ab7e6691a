package io.backstop.web.dashboard.insight;

import io.backstop.insight.CampaignLine;
import io.backstop.insight.CampaignReader;
import io.backstop.insight.CareDesk;
import io.backstop.member.Right;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Room;
import io.backstop.web.dashboard.Route;
import io.backstop.web.dashboard.Words;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Failed payments and what became of them, and the file of them. */
@ApplicationScoped
class RecoveryRoom implements Room {

  private static final int A_FILE_PAGE = 500;
  private static final List<String> STATES = List.of("in_flight", "recovered", "lost", "abandoned");
  private static final List<String> HEAD =
      List.of(
          "campaign_id",
          "invoice_id",
          "customer_id",
          "subscription_id",
          "state",
          "amount_minor_units",
          "currency",
          "failures_seen",
          "last_reason",
          "next_attempt_at",
          "opened_at",
          "closed_at");

  @Inject private CampaignReader reader;
  @Inject private CareDesk desk;

  @Override
  public boolean isOf(Route page) {
    return page == Route.RECOVERY;
  }

  @Override
  public void answer(DashboardCall call) throws ServletException, IOException {
    String state = Pick.among(STATES, call.field("state"));
    String customer = call.field("customer").strip();
    Map<String, String> asked = Map.of("state", state, "customer", customer);
    if (call.route() == Route.EXPORT_CAMPAIGNS) {
      desk.noteExport(call.seat(), "campaigns", Csv.inWords(asked));
      send(call, state, customer);
      return;
    }
    Words words = call.words();
    String before = call.field("before");
    List<CampaignLine> found =
        reader.page(call.workspace().slug(), state, customer, before, SessionsRoom.A_PAGE + 1);
    List<CampaignLine> page = found.subList(0, Math.min(found.size(), SessionsRoom.A_PAGE));
    boolean filtered = !state.isEmpty() || !customer.isEmpty();
    Addresses addresses = new Addresses(call);
    call.show(
        new ListView(
            "recovery-list",
            "recovery",
            List.of(
                Pick.oneOf(words, "state", state, "campaign", STATES),
                Pick.typed(words, "customer", customer)),
            filtered,
            CampaignGrid.of(call, page, words.say(filtered ? "filter.none" : "campaigns.empty")),
            before.isEmpty() ? "" : addresses.of("recovery", asked, "before", ""),
            found.size() > page.size()
                ? addresses.of("recovery", asked, "before", page.get(page.size() - 1).id())
                : "",
            call.seat().may(Right.EXPORT) ? "recovery/export" : ""));
  }

  private void send(DashboardCall call, String state, String customer) throws IOException {
    Csv file = new Csv(call, "recovery", HEAD);
    String before = "";
    List<CampaignLine> page;
    do {
      page = reader.page(call.workspace().slug(), state, customer, before, A_FILE_PAGE);
      for (CampaignLine line : page) {
        file.row(row(line));
        before = line.id();
      }
    } while (page.size() == A_FILE_PAGE && !file.isUnread());
  }

  private static List<String> row(CampaignLine line) {
    return List.of(
        line.id(),
        line.invoice(),
        line.customer(),
        Csv.of(line.subscription()),
        line.state(),
        Long.toString(line.amount().minor()),
        line.amount().currency(),
        Integer.toString(line.failures()),
        Csv.of(line.reason()),
        Csv.of(line.nextAttemptAt()),
        line.openedAt().toString(),
        Csv.of(line.closedAt()));
  }
}
