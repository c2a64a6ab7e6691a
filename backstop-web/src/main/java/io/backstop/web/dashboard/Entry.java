package io.backstop.web.dashboard;

import io.backstop.kernel.WorkspaceSlug;
import io.backstop.member.Invitation;
import io.backstop.member.Joining;
import io.backstop.member.MailAddress;
import io.backstop.member.Member;
import io.backstop.member.Session;
import io.backstop.member.Sessions;
import io.backstop.member.SignIn;
import io.backstop.web.guard.ClientAddress;
import io.backstop.web.hosted.Assets;
import io.backstop.web.oidc.Provider;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** The pages of those who are not signed in: sign-in, sign-out, and taking an invitation. */
@ApplicationScoped
class Entry {

  private static final Set<String> NOTES = Set.of("note.signed-out", "note.password-set");

  /** What a form that came after its session is told: an error, since something was lost. */
  private static final String SESSION_OVER = "session-over";

  @Inject private Passwords passwords;
  @Inject private Sessions sessions;
  @Inject private Joining joining;
  @Inject private SessionCookie cookie;
  @Inject private ClientAddress addresses;
  @Inject private Assets assets;
  @Inject private Provider provider;

  void signIn(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String next = NextPage.of(request);
    if (!request.getMethod().equals("POST")) {
      boolean over = SESSION_OVER.equals(request.getParameter("note"));
      show(request, response, 200, signInView(request, "", next, over ? "error.session-over" : ""));
      return;
    }
    String mail = field(request, "mail");
    if (provider.isTheOnlyWay()) {
      show(request, response, 403, signInView(request, mail, next, "error.provider-only"));
      return;
    }
    Passwords.Verdict verdict =
        passwords.judge(request, response, mail, field(request, "password"));
    if (verdict.member().isEmpty()) {
      show(request, response, verdict.status(), signInView(request, mail, next, verdict.error()));
      return;
    }
    enter(request, response, verdict.member().get());
    Pages.seeOther(response, request.getContextPath() + (next.isEmpty() ? "/dashboard" : next));
  }

  private SignInView signInView(
      HttpServletRequest request, String mail, String next, String error) {
    return new SignInView(
        request.getRequestURI(),
        mail,
        next,
        byProvider(request, next),
        provider.isTheOnlyWay(),
        error);
  }

  /** What the link to the provider says and where it leads; empty while there is none. */
  private Way byProvider(HttpServletRequest request, String next) {
    return provider
        .name()
        .map(
            name ->
                new Way(
                    Words.of(request).say("sign-in.provider", name),
                    request.getContextPath()
                        + "/dashboard/oidc/start"
                        + (next.isEmpty() ? "" : "?next=" + next)))
        .orElse(Way.NONE);
  }

  void signOut(HttpServletRequest request, HttpServletResponse response, Session session)
      throws IOException {
    if (request.getMethod().equals("POST")) {
      sessions.end(session.member(), session.id(), addresses.of(request));
      cookie.remove(request, response);
    }
    Pages.seeOther(response, request.getContextPath() + "/dashboard/sign-in?note=signed-out");
  }

  void join(HttpServletRequest request, HttpServletResponse response, String token)
      throws ServletException, IOException {
    Optional<Invitation> invitation = joining.find(token);
    if (invitation.isEmpty()) {
      show(
          request,
          response,
          HttpServletResponse.SC_NOT_FOUND,
          new MessageView("join.over", request.getContextPath() + "/dashboard"));
    } else if (request.getMethod().equals("POST")) {
      take(request, response, token, invitation.get());
    } else {
      show(request, response, 200, joinView(request, invitation.get(), ""));
    }
  }

  private void take(
      HttpServletRequest request, HttpServletResponse response, String token, Invitation invitation)
      throws ServletException, IOException {
    String typed = invitation.mail().map(MailAddress::value).orElse(field(request, "mail"));
    Optional<MailAddress> mail = MailAddress.of(typed);
    Optional<WorkspaceSlug> workspace =
        Optional.of(field(request, "workspace").strip())
            .filter(WorkspaceSlug::isWellFormed)
            .map(WorkspaceSlug::new);
    String password = field(request, "password");
    Optional<Member> proven = Optional.empty();
    String error = "";
    int status = 422;
    if (isOnlyByProvider(invitation)) {
      error = "error.provider-only";
      status = 403;
    } else if (mail.isEmpty()) {
      error = "error.mail";
    } else if (needsWorkspace(invitation) && workspace.isEmpty()) {
      error = "error.workspace";
    } else if (joining.isMember(mail.get())) {
      Passwords.Verdict verdict = passwords.judge(request, response, typed, password);
      proven = verdict.member();
      error = verdict.error();
      status = verdict.status();
    } else if (!SignIn.isStrongEnough(password)) {
      error = "error.password";
    }
    if (!error.isEmpty()) {
      show(request, response, status, joinView(request, invitation, error));
      return;
    }
    Optional<Member> member =
        joining.take(invitation, mail.get(), proven, password, workspace, addresses.of(request));
    if (member.isEmpty() && proven.isEmpty() && joining.find(token).isPresent()) {
      take(request, response, token, invitation); // somebody has appeared: it is his password now
      return;
    }
    member.ifPresent(who -> enter(request, response, who));
    Pages.seeOther(response, request.getContextPath() + "/dashboard");
  }

  private JoinView joinView(HttpServletRequest request, Invitation invitation, String error) {
    Words words = Words.of(request);
    String text =
        invitation
            .workspace()
            .map(
                workspace ->
                    words.say(
                        "join.text",
                        invitation.invitedBy(),
                        workspace.value(),
                        words.say("role." + invitation.role().wireName())))
            .orElseGet(() -> words.say("join.first"));
    return new JoinView(
        address(request),
        text,
        invitation.mail().isPresent(),
        invitation.mail().map(MailAddress::value).orElse(field(request, "mail")),
        invitation.mail().isPresent() && joining.isMember(invitation.mail().get()),
        needsWorkspace(invitation),
        field(request, "workspace"),
        invitation.mail().isPresent() ? byProvider(request, "") : Way.NONE,
        isOnlyByProvider(invitation),
        error);
  }

  /** The first owner's link has no address that the provider could vouch for. */
  private boolean isOnlyByProvider(Invitation invitation) {
    return provider.isTheOnlyWay() && invitation.mail().isPresent();
  }

  private boolean needsWorkspace(Invitation invitation) {
    return invitation.workspace().isEmpty() && joining.needsWorkspace();
  }

  private void enter(HttpServletRequest request, HttpServletResponse response, Member member) {
    String value = sessions.open(member, addresses.of(request), request.getHeader("User-Agent"));
    cookie.set(request, response, value);
  }

  private static String address(HttpServletRequest request) {
    return request.getRequestURI();
  }

  private static String field(HttpServletRequest request, String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value;
  }

  private void show(HttpServletRequest request, HttpServletResponse response, int status, View view)
      throws ServletException, IOException {
    Words words = Words.of(request);
    String note = "note." + field(request, "note");
    Pages.show(
        request,
        response,
        status,
        new Shell(
            words,
            assets,
            request.getContextPath() + "/dashboard",
            view.stem(),
            status == 200 && NOTES.contains(note) ? words.say(note) : ""),
        view);
  }
}
