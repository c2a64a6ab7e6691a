package io.backstop.web.dashboard.insight;

import io.backstop.insight.VisitFilter;
import io.backstop.insight.VisitLine;
import io.backstop.insight.VisitReader;
import io.backstop.kernel.Money;
import io.backstop.web.dashboard.DashboardCall;
import java.io.IOException;
import java.util.List;

/** Cancel sessions as a file, read page after page while it is sent. */
final class SessionFile {

  private static final int A_PAGE = 500;

  private static final List<String> HEAD =
      List.of(
          "session_id",
          "customer_id",
          "subscription_id",
          "signed",
          "opened_at",
          "ended_at",
          "state",
          "outcome",
          "reason",
          "comment",
          "offer_type",
          "offer_id",
          "offers_shown",
          "offers_declined",
          "flow_id",
          "flow_number",
          "flow_digest",
          "kept_per_month_minor_units",
          "kept_currency",
          "stripe_request_id");

  private SessionFile() {}

  static void send(DashboardCall call, VisitReader reader, VisitFilter filter) throws IOException {
    Csv file = new Csv(call, "sessions", HEAD);
    String before = "";
    List<VisitLine> page;
    do {
      page = reader.page(call.workspace().slug(), filter, before, A_PAGE);
      for (VisitLine line : page) {
        file.row(row(line));
        before = line.id();
      }
    } while (page.size() == A_PAGE && !file.isUnread());
  }

  private static List<String> row(VisitLine line) {
    return List.of(
        line.id(),
        line.customer(),
        line.subscription(),
        Boolean.toString(line.signed()),
        line.openedAt().toString(),
        Csv.of(line.endedAt()),
        line.state(),
        Csv.of(line.recorded()),
        Csv.of(line.reason()),
        Csv.masked(line.comment()),
        Csv.of(line.offerType()),
        Csv.of(line.taken()),
        String.join(" ", line.shown()),
        String.join(" ", line.declined()),
        Csv.of(line.flow()),
        Csv.of(line.number()),
        line.digest(),
        Csv.of(line.kept().map(Money::minor)),
        Csv.of(line.kept().map(Money::currency)),
        Csv.of(line.requestId()));
  }
}
