package io.backstop.web.dashboard.settings;

import io.backstop.member.Sessions;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Room;
import io.backstop.web.dashboard.Route;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;

/** Where a member is signed in. */
@ApplicationScoped
class SignInsRoom implements Room {

  @Inject private Sessions sessions;

  @Override
  public boolean isOf(Route page) {
    return page == Route.SIGN_INS;
  }

  @Override
  public void answer(DashboardCall call) throws ServletException, IOException {
    if (call.route() == Route.END_SIGN_IN) {
      boolean ended =
          sessions.end(call.seat().member(), call.field("session"), call.seat().address());
      call.seePage(ended ? "ended" : "not-ended");
      return;
    }
    call.show(
        new SignInsView(
            sessions.list(call.seat().member()).stream()
                .map(
                    session ->
                        new SignInsView.Line(
                            session.id(),
                            Agents.name(session.agent(), call.words()),
                            session.address(),
                            call.words().moment(session.createdAt()),
                            call.words().moment(session.seenAt()),
                            session.id().equals(call.session().id())))
                .toList()));
  }
}
