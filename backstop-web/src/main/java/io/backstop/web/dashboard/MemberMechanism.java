package io.backstop.web.dashboard;

import io.backstop.member.Session;
import io.backstop.member.Sessions;
import io.backstop.web.dashboard.MemberStore.MemberPrincipal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.Set;

/**
 * Tells the server who is calling: below {@code /dashboard} the member whose session the cookie
 * names, elsewhere nobody, at the price of a glance at the address.
 */
@ApplicationScoped
public class MemberMechanism implements HttpAuthenticationMechanism {

  /** Under which a request carries its {@link Session}. */
  static final String SESSION = "io.backstop.session";

  private static final Set<String> MEMBER = Set.of("member");

  private final Sessions sessions;
  private final SessionCookie cookie;

  /** For CDI's proxy only. */
  MemberMechanism() {
    this(null, null);
  }

  @Inject
  MemberMechanism(Sessions sessions, SessionCookie cookie) {
    this.sessions = sessions;
    this.cookie = cookie;
  }

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    String path = request.getServletPath();
    if (path == null || !path.equals("/dashboard")) {
      return context.doNothing();
    }
    Optional<Session> session = cookie.read(request).flatMap(sessions::find);
    if (session.isEmpty()) {
      return context.doNothing();
    }
    request.setAttribute(SESSION, session.get());
    return context.notifyContainerAboutLogin(new MemberPrincipal(session.get().member()), MEMBER);
  }
}
