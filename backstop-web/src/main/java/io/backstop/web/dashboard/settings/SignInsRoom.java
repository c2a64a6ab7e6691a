package io.backstop.web.dashboard.settings;

import io.backstop.member.PasswordDesk;
import io.backstop.member.Sessions;
import io.backstop.member.SignIn;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Passwords;
import io.backstop.web.dashboard.Room;
import io.backstop.web.dashboard.Route;
import io.backstop.web.dashboard.SessionCookie;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;

/** Where a member is signed in, and what with. */
@ApplicationScoped
class SignInsRoom implements Room {

  @Inject private Sessions sessions;
  @Inject private Passwords passwords;
  @Inject private PasswordDesk desk;
  @Inject private SessionCookie cookie;

  @Override
  public boolean isOf(Route page) {
    return page == Route.SIGN_INS;
  }

  @Override
  public void answer(DashboardCall call) throws ServletException, IOException {
    switch (call.route()) {
      case END_SIGN_IN -> {
        boolean ended =
            sessions.end(call.seat().member(), call.field("session"), call.seat().address());
        call.seePage(ended ? "ended" : "not-ended");
      }
      case CHANGE_PASSWORD -> changePassword(call);
      default -> call.show(view(call, ""));
    }
  }

  /** The present password is judged first: whoever does not know it learns nothing of the other. */
  private void changePassword(DashboardCall call) throws ServletException, IOException {
    Passwords.Verdict verdict =
        passwords.judge(
            call.request(),
            call.response(),
            call.seat().member().mail().value(),
            call.field("present"));
    if (verdict.member().isEmpty()) {
      boolean wrong = verdict.error().equals("error.sign-in");
      call.showAgain(view(call, wrong ? "error.password-wrong" : verdict.error()));
    } else if (!SignIn.isStrongEnough(call.field("password"))) {
      call.showAgain(view(call, "error.password"));
    } else {
      String value = desk.change(call.session(), call.field("password"), call.seat().address());
      cookie.set(call.request(), call.response(), value);
      call.seePage("password-changed");
    }
  }

  private SignInsView view(DashboardCall call, String error) {
    return new SignInsView(
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
            .toList(),
        desk.hasPassword(call.seat().member()),
        error);
  }
}
