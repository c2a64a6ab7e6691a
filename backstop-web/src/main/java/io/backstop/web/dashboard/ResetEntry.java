package io.backstop.web.dashboard;

import io.backstop.member.Member;
import io.backstop.member.PasswordDesk;
import io.backstop.member.SignIn;
import io.backstop.web.guard.ClientAddress;
import io.backstop.web.hosted.Assets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** The page of a link that sets a lost password anew. Whoever did then signs in with it. */
@ApplicationScoped
class ResetEntry {

  @Inject private PasswordDesk passwords;
  @Inject private ClientAddress addresses;
  @Inject private Assets assets;

  void answer(HttpServletRequest request, HttpServletResponse response, String token)
      throws ServletException, IOException {
    Optional<Member> member = passwords.find(token);
    String root = request.getContextPath() + "/dashboard";
    String password = request.getParameter("password");
    if (member.isEmpty()) {
      show(request, response, 404, new MessageView("reset.over", root));
    } else if (!request.getMethod().equals("POST")) {
      show(request, response, 200, view(request, member.get(), ""));
    } else if (!SignIn.isStrongEnough(password)) {
      show(request, response, 422, view(request, member.get(), "error.password"));
    } else {
      boolean done = passwords.reset(token, password, addresses.of(request));
      Pages.seeOther(response, root + "/sign-in" + (done ? "?note=password-set" : ""));
    }
  }

  private static ResetView view(HttpServletRequest request, Member member, String error) {
    return new ResetView(request.getRequestURI(), member.mail().value(), error);
  }

  private void show(HttpServletRequest request, HttpServletResponse response, int status, View view)
      throws ServletException, IOException {
    String root = request.getContextPath() + "/dashboard";
    Shell shell = new Shell(Words.of(request), assets, root, view.stem(), "");
    Pages.show(request, response, status, shell, view);
  }
}
