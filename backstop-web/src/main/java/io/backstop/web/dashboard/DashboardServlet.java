package io.backstop.web.dashboard;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.member.Seat;
import io.backstop.member.Seats;
import io.backstop.member.Session;
import io.backstop.web.guard.ClientAddress;
import io.backstop.web.hosted.Assets;
import io.backstop.workspace.Workspace;
import io.backstop.workspace.Workspaces;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The one door of the dashboard: connection, sender, session, workspace, right, in this order. A
 * room behind it only ever sees a member who has a seat in the workspace and whose role has the
 * route's right. To whoever has no seat there, a workspace does not exist.
 */
@WebServlet({"/dashboard", "/dashboard/*"})
@MultipartConfig(
    // In memory: what is uploaded is never a file here.
    fileSizeThreshold = 2 * 1024 * 1024,
    maxFileSize = 2 * 1024 * 1024,
    maxRequestSize = 2 * 1024 * 1024)
public class DashboardServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final String WORKSPACE = "/w/";

  @Inject private Entry entry;
  @Inject private ProviderEntry provider;
  @Inject private ResetEntry reset;
  @Inject private SessionCookie cookie;
  @Inject private Seats seats;
  @Inject private Workspaces workspaces;
  @Inject private ClientAddress addresses;
  @Inject private Assets assets;
  @Inject private Clock clock;
  @Inject @Any private Instance<Room> rooms;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    Pages.guard(response);
    boolean form = request.getMethod().equals("POST");
    if (!cookie.isSafeFor(request)) {
      say(request, response, 403, "insecure");
    } else if (!form && !request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      response.setHeader("Allow", "GET, HEAD, POST");
      say(request, response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "gone");
    } else if (form && request.getContentLengthLong() > largestForm(request)) {
      say(request, response, 413, "too-large");
    } else if (form && !Sender.of(request).isOurs()) {
      say(request, response, 403, "forged");
    } else {
      try {
        enter(request, response);
      } catch (Refusal refusal) {
        if (refusal.code() != RefusalCode.TEMPORARILY_UNAVAILABLE) {
          throw refusal;
        }
        response.setHeader("Retry-After", "5");
        say(request, response, 503, "busy");
      }
    }
  }

  /** Asked before anybody is known: a large body is refused without being read. */
  private static int largestForm(HttpServletRequest request) {
    String path = request.getPathInfo() == null ? "" : request.getPathInfo();
    int route = path.startsWith(WORKSPACE) ? path.indexOf('/', WORKSPACE.length()) + 1 : 0;
    return (route == 0 ? Optional.<Route>empty() : Route.of("POST", path.substring(route)))
        .map(Route::largestForm)
        .orElse(64 * 1024);
  }

  private void enter(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String path = request.getPathInfo() == null ? "" : request.getPathInfo();
    Optional<Session> session =
        Optional.ofNullable((Session) request.getAttribute(MemberMechanism.SESSION));
    if (path.equals("/sign-in")) {
      entry.signIn(request, response);
    } else if (path.startsWith("/join/")) {
      entry.join(request, response, path.substring("/join/".length()));
    } else if (path.startsWith("/reset/")) {
      reset.answer(request, response, path.substring("/reset/".length()));
    } else if (path.startsWith("/oidc/")) {
      provider.answer(request, response, path.substring("/oidc/".length()), session);
    } else if (session.isEmpty()) {
      Pages.seeOther(response, root(request) + "/sign-in" + next(request, path));
    } else if (request.getMethod().equals("POST") && !Sender.of(request).isOursFor(session.get())) {
      say(request, response, 403, "outdated");
    } else if (path.equals("/sign-out")) {
      entry.signOut(request, response, session.get());
    } else if (path.isEmpty() || path.equals("/")) {
      goHome(request, response, session.get());
    } else if (path.startsWith(WORKSPACE)) {
      enterWorkspace(request, response, session.get(), path.substring(WORKSPACE.length()));
    } else {
      say(request, response, HttpServletResponse.SC_NOT_FOUND, "gone");
    }
  }

  /** Whoever has sent a form is told that it was not taken, and led back to its workspace. */
  private static String next(HttpServletRequest request, String path) {
    if (!path.startsWith(WORKSPACE)) {
      return "";
    }
    boolean form = request.getMethod().equals("POST");
    int end = path.indexOf('/', WORKSPACE.length());
    String page = form && end > 0 ? path.substring(0, end) : path;
    String note = form ? "&note=session-over" : "";
    return "?next=" + URLEncoder.encode("/dashboard" + page, StandardCharsets.UTF_8) + note;
  }

  private void goHome(HttpServletRequest request, HttpServletResponse response, Session session)
      throws ServletException, IOException {
    Optional<String> home =
        seats(request, session).stream()
            .filter(seat -> workspaces.find(seat.workspace()).isPresent())
            .map(seat -> root(request) + WORKSPACE + seat.workspace().value())
            .findFirst();
    if (home.isPresent()) {
      Pages.seeOther(response, home.get());
    } else {
      say(request, response, 403, "no-seat");
    }
  }

  /** {@code rest}: the slug, and the route's path after it. */
  private void enterWorkspace(
      HttpServletRequest request, HttpServletResponse response, Session session, String rest)
      throws ServletException, IOException {
    int slash = rest.indexOf('/');
    String slug = slash < 0 ? rest : rest.substring(0, slash);
    String path = slash < 0 ? "" : rest.substring(slash + 1);
    List<Seat> all = seats(request, session);
    Optional<Seat> seat = all.stream().filter(s -> s.workspace().value().equals(slug)).findFirst();
    Optional<Workspace> workspace =
        seat.flatMap(s -> workspaces.findFresh(new WorkspaceSlug(slug)));
    Optional<Route> route = Route.of(request.getMethod(), path);
    if (workspace.isEmpty() || route.isEmpty() && !Route.isKnown(path)) {
      say(request, response, HttpServletResponse.SC_NOT_FOUND, "gone");
    } else if (route.isEmpty()) {
      // An action's address, typed or reloaded: its page is the nearest there is.
      String page = Route.of("POST", path).orElseThrow().pageOf(path);
      Pages.seeOther(response, root(request) + WORKSPACE + slug + "/" + page);
    } else if (!seat.get().may(route.get().right())) {
      say(request, response, HttpServletResponse.SC_FORBIDDEN, "not-allowed");
    } else {
      room(route.get().page())
          .answer(
              new DashboardCall(
                  request,
                  response,
                  Words.of(request),
                  assets,
                  session,
                  route.get(),
                  path,
                  seat.get(),
                  all,
                  workspace.get(),
                  clock.instant()));
    }
  }

  private Room room(Route page) {
    return rooms.stream().filter(room -> room.isOf(page)).findFirst().orElseThrow();
  }

  private List<Seat> seats(HttpServletRequest request, Session session) {
    return seats.of(session.member(), addresses.of(request));
  }

  private void say(
      HttpServletRequest request, HttpServletResponse response, int status, String stem)
      throws ServletException, IOException {
    boolean leadsOn = !stem.equals("insecure");
    Pages.show(
        request,
        response,
        status,
        new Shell(Words.of(request), assets, root(request), stem, ""),
        new MessageView(stem, leadsOn ? root(request) : ""));
  }

  private static String root(HttpServletRequest request) {
    return request.getContextPath() + "/dashboard";
  }
}
