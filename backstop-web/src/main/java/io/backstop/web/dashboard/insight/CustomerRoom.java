package io.backstop.web.dashboard.insight;

import io.backstop.inbox.Inbox;
import io.backstop.insight.CampaignReader;
import io.backstop.insight.CareDesk;
import io.backstop.insight.CustomerReader;
import io.backstop.insight.CustomerSheet;
import io.backstop.insight.VisitFilter;
import io.backstop.insight.VisitReader;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.member.Right;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Room;
import io.backstop.web.dashboard.Route;
import io.backstop.web.dashboard.Words;
import io.backstop.web.dashboard.insight.SheetView.Act;
import io.backstop.web.dashboard.insight.SheetView.Fact;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One customer's history, and what can be done for him. */
@ApplicationScoped
class CustomerRoom implements Room {

  private static final int LATEST = 20;

  @Inject private CustomerReader reader;
  @Inject private VisitReader visits;
  @Inject private CampaignReader campaigns;
  @Inject private VisitGrid visitGrid;
  @Inject private CareDesk desk;
  @Inject private Inbox inbox;

  @Override
  public boolean isOf(Route page) {
    return page == Route.CUSTOMER;
  }

  @Override
  public void answer(DashboardCall call) throws ServletException, IOException {
    WorkspaceSlug workspace = call.workspace().slug();
    String id = call.segment(1);
    Optional<CustomerSheet> found = reader.find(workspace, id);
    if (found.isEmpty()) {
      call.showNothingThere();
      return;
    }
    switch (call.route()) {
      case REVOKE_LINK -> {
        int revoked = desk.revokeLinks(call.seat(), new CustomerId(id));
        call.seePage(revoked == 0 ? "no-link" : "link-revoked");
      }
      case READ_ANEW -> {
        desk.readAnew(call.seat(), new CustomerId(id));
        inbox.hurry();
        call.seePage("read-anew");
      }
      default -> call.show(view(call, found.get()));
    }
  }

  private SheetView view(DashboardCall call, CustomerSheet sheet) {
    Words words = call.words();
    String id = sheet.line().id();
    List<Act> acts = new ArrayList<>();
    if (call.seat().may(Right.REVOKE_LINKS) && sheet.portal().isPresent()) {
      acts.add(new Act("revoke", "customers/" + id + "/revoke", true));
    }
    if (call.seat().may(Right.READ_ANEW)) {
      acts.add(new Act("anew", "customers/" + id + "/anew", false));
    }
    return new SheetView(
        "customer",
        "customers",
        facts(words, sheet),
        List.of(
            subscriptions(words, sheet),
            visitGrid.of(
                call,
                visits.page(call.workspace().slug(), VisitFilter.of(id), "", LATEST),
                words.say("customer.no-sessions")),
            CampaignGrid.of(
                call,
                campaigns.page(call.workspace().slug(), "", id, "", LATEST),
                words.say("customer.no-campaigns"))),
        acts);
  }

  private static List<Fact> facts(Words words, CustomerSheet sheet) {
    return List.of(
        new Fact(words.say("customer.id"), Cell.id(sheet.line().id())),
        new Fact(words.say("customer.hint"), Cell.of(sheet.line().hint())),
        new Fact(
            words.say("customers.state"),
            Cell.of(words.say("customer.state." + sheet.line().state()))),
        new Fact(words.say("customer.card"), Cell.of(sheet.card())),
        new Fact(
            words.say("customer.link"),
            Cell.of(
                sheet
                    .portal()
                    .map(
                        link ->
                            words.say(
                                "customer.link.live",
                                words.moment(link.since()),
                                words.moment(link.until())))
                    .orElse(words.say("customer.link.none")))),
        new Fact(
            words.say("customers.read"),
            Cell.of(
                words.moment(sheet.line().readAt())
                    + (sheet.asked() ? " · " + words.say("customer.asked") : ""))));
  }

  private static Grid subscriptions(Words words, CustomerSheet sheet) {
    return new Grid(
        "subscriptions",
        words.say("subscriptions"),
        "",
        List.of(
            words.say("subscriptions.product"),
            words.say("subscriptions.status"),
            words.say("subscriptions.ends"),
            words.say("subscriptions.card"),
            words.say("subscriptions.id")),
        sheet.subscriptions().stream()
            .map(
                each ->
                    List.of(
                        Cell.of(each.product()),
                        Cell.of(each.status()),
                        Cell.quiet(each.cancelAt().map(words::moment).orElse("–")),
                        Cell.of(each.card()),
                        Cell.id(each.id())))
            .toList(),
        words.say("subscriptions.empty"));
  }
}
