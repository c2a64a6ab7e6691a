package io.backstop.web.dashboard.settings;

import io.backstop.member.AuditEntry;
import io.backstop.member.AuditLog;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Room;
import io.backstop.web.dashboard.Route;
import io.backstop.web.dashboard.Words;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;

/** Who has done what. */
@ApplicationScoped
class AuditRoom implements Room {

  private static final int A_PAGE = 50;

  @Inject private AuditLog log;

  @Override
  public boolean isOf(Route page) {
    return page == Route.AUDIT;
  }

  @Override
  public void answer(DashboardCall call) throws ServletException, IOException {
    String before = call.field("before");
    List<AuditEntry> found = log.page(call.workspace().slug(), before, A_PAGE + 1);
    List<AuditEntry> page = found.subList(0, Math.min(found.size(), A_PAGE));
    Words words = call.words();
    call.show(
        new AuditView(
            page.stream()
                .map(
                    entry ->
                        new AuditView.Line(
                            words.moment(entry.at()),
                            entry.actor(),
                            words.say("audit." + entry.action()),
                            entry.subject(),
                            entry.address()))
                .toList(),
            !before.isEmpty(),
            found.size() > A_PAGE ? page.get(A_PAGE - 1).id() : ""));
  }
}
