package io.backstop.web.dashboard;

import io.backstop.member.Admission;
import io.backstop.member.Member;
import io.backstop.member.ProviderClaims;
import io.backstop.member.ProviderDoor;
import io.backstop.member.Session;
import io.backstop.member.Sessions;
import io.backstop.web.guard.ClientAddress;
import io.backstop.web.hosted.Assets;
import io.backstop.web.oidc.Attempt;
import io.backstop.web.oidc.NotSignedIn;
import io.backstop.web.oidc.Provider;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The way in by the operator's identity provider: out to it and back, to sign in or, for a session
 * that it let in, to be confirmed. What goes wrong ends on a page that says so, and leaves the way
 * by password open.
 */
@ApplicationScoped
class ProviderEntry {

  private static final Logger LOG = Logger.getLogger(ProviderEntry.class.getName());

  @Inject private Provider provider;
  @Inject private ProviderDoor door;
  @Inject private Sessions sessions;
  @Inject private SessionCookie cookie;
  @Inject private ClientAddress addresses;
  @Inject private Assets assets;

  /**
   * @param step what follows {@code /dashboard/oidc/}
   */
  void answer(
      HttpServletRequest request,
      HttpServletResponse response,
      String step,
      Optional<Session> session)
      throws ServletException, IOException {
    boolean page = request.getMethod().equals("GET") && provider.name().isPresent();
    try {
      if (page && step.equals("start")) {
        leave(request, response, session);
      } else if (page && step.equals("return")) {
        comeBack(request, response, session);
      } else {
        tell(request, response, HttpServletResponse.SC_NOT_FOUND, "gone");
      }
    } catch (NotSignedIn sorry) {
      LOG.log(
          sorry.why() == NotSignedIn.Why.UNREACHABLE ? Level.WARNING : Level.INFO,
          "Nobody was signed in by the identity provider: {0}",
          sorry.getMessage());
      tell(
          request,
          response,
          switch (sorry.why()) {
            case UNREACHABLE -> HttpServletResponse.SC_SERVICE_UNAVAILABLE;
            case OVER -> HttpServletResponse.SC_BAD_REQUEST;
            default -> HttpServletResponse.SC_FORBIDDEN;
          },
          stem(sorry.why()));
    }
  }

  private void leave(
      HttpServletRequest request, HttpServletResponse response, Optional<Session> session) {
    boolean confirms = request.getParameter("again") != null;
    Attempt attempt =
        provider.begin(
            session.filter(s -> confirms).map(Session::id).orElse(""), NextPage.of(request));
    URI address = provider.address(attempt);
    cookie.setAttempt(request, response, attempt.cookie());
    Pages.seeOther(response, address.toString());
  }

  private void comeBack(
      HttpServletRequest request, HttpServletResponse response, Optional<Session> session)
      throws ServletException, IOException {
    Attempt attempt = provider.recognise(cookie.readAttempt(request), parameter(request, "state"));
    cookie.removeAttempt(request, response);
    ProviderClaims claims =
        provider.redeem(
            attempt,
            parameter(request, "iss"),
            parameter(request, "code"),
            parameter(request, "error"));
    if (attempt.confirms()) {
      confirm(request, response, attempt, claims, session);
    } else {
      signIn(request, response, attempt, claims);
    }
  }

  private void signIn(
      HttpServletRequest request,
      HttpServletResponse response,
      Attempt attempt,
      ProviderClaims claims)
      throws ServletException, IOException {
    String address = addresses.of(request);
    Admission admission = door.enter(claims, address);
    if (admission.member().isEmpty()) {
      tell(request, response, HttpServletResponse.SC_FORBIDDEN, stem(admission.verdict()));
      return;
    }
    Member member = admission.member().get();
    cookie.set(
        request,
        response,
        sessions.openByProvider(member, address, request.getHeader("User-Agent")));
    goOn(request, response, attempt);
  }

  /** Only whoever the session is of confirms it. */
  private void confirm(
      HttpServletRequest request,
      HttpServletResponse response,
      Attempt attempt,
      ProviderClaims claims,
      Optional<Session> session)
      throws ServletException, IOException {
    if (session.isEmpty()
        || !session.get().id().equals(attempt.session())
        || !door.isHim(session.get().member(), claims)) {
      tell(
          request,
          response,
          HttpServletResponse.SC_FORBIDDEN,
          stem(Admission.Verdict.SOMEBODY_ELSE));
      return;
    }
    cookie.set(request, response, sessions.confirm(session.get()));
    goOn(request, response, attempt);
  }

  private static void goOn(
      HttpServletRequest request, HttpServletResponse response, Attempt attempt) {
    String next = attempt.next().isEmpty() ? "/dashboard" : attempt.next();
    Pages.seeOther(response, request.getContextPath() + next);
  }

  private static String stem(Enum<?> why) {
    return "provider." + why.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void tell(
      HttpServletRequest request, HttpServletResponse response, int status, String stem)
      throws ServletException, IOException {
    String root = request.getContextPath() + "/dashboard";
    Pages.show(
        request,
        response,
        status,
        new Shell(Words.of(request), assets, root, stem, ""),
        new MessageView(stem, stem.equals("gone") ? root : root + "/sign-in"));
  }

  private static String parameter(HttpServletRequest request, String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value;
  }
}
