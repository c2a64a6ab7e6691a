package io.backstop.web.dashboard.settings;

import io.backstop.member.Sessions;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Passwords;
import io.backstop.web.dashboard.SessionCookie;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Has whoever asks for a secret, or leaves one here, show again who he is. Once he has, that is
 * good for five minutes, and his session has another cookie.
 */
@ApplicationScoped
class Confirmation {

  @Inject private Passwords passwords;
  @Inject private Sessions sessions;
  @Inject private SessionCookie cookie;

  /** The key of what is wrong with the form's password; an empty text once he is confirmed. */
  String demand(DashboardCall call) {
    if (call.session().isConfirmed(call.now())) {
      return "";
    }
    String password = call.field("password");
    if (password.isEmpty()) {
      return "error.confirm";
    }
    Passwords.Verdict verdict =
        passwords.judge(
            call.request(), call.response(), call.session().member().mail().value(), password);
    if (verdict.member().isEmpty()) {
      return verdict.error().equals("error.sign-in") ? "error.password-wrong" : verdict.error();
    }
    cookie.set(call.request(), call.response(), sessions.confirm(call.session()));
    return "";
  }
}
