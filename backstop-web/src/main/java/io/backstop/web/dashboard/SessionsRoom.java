package io.backstop.web.dashboard;

import io.backstop.member.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;

/** Where a member is signed in. */
@ApplicationScoped
class SessionsRoom implements Room {

  @Inject private Sessions sessions;

  @Override
  public boolean isOf(Route page) {
    return page == Route.SESSIONS;
  }

  @Override
  public void answer(DashboardCall call) throws ServletException, IOException {
    if (call.route() == Route.END_SESSION) {
      boolean ended =
          sessions.end(call.seat().member(), call.field("session"), call.seat().address());
      call.seePage(ended ? "ended" : "not-ended");
      return;
    }
    call.show(
        new SessionsView(
            sessions.list(call.seat().member()).stream()
                .map(
                    session ->
                        new SessionsView.Line(
                            session.id(),
                            Agents.name(session.agent(), call.words()),
                            session.address(),
                            call.words().moment(session.createdAt()),
                            call.words().moment(session.seenAt()),
                            session.id().equals(call.session().id())))
                .toList()));
  }
}
