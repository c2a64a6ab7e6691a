package io.backstop.web.dashboard;

import io.backstop.member.Seat;
import io.backstop.member.Session;
import io.backstop.web.hosted.Assets;
import io.backstop.workspace.Workspace;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** One request of a member who may do what he asks for, and the ways to answer it. */
final class DashboardCall {

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final Words words;
  private final Assets assets;
  private final Session session;
  private final Route route;
  private final Seat seat;
  private final List<Seat> seats;
  private final Workspace workspace;
  private final Instant now;

  /**
   * @param seat in {@code workspace}
   * @param seats all that he has
   */
  DashboardCall(
      HttpServletRequest request,
      HttpServletResponse response,
      Words words,
      Assets assets,
      Session session,
      Route route,
      Seat seat,
      List<Seat> seats,
      Workspace workspace,
      Instant now) {
    this.request = request;
    this.response = response;
    this.words = words;
    this.assets = assets;
    this.session = session;
    this.route = route;
    this.seat = seat;
    this.seats = seats;
    this.workspace = workspace;
    this.now = now;
  }

  HttpServletRequest request() {
    return request;
  }

  HttpServletResponse response() {
    return response;
  }

  Words words() {
    return words;
  }

  Session session() {
    return session;
  }

  Route route() {
    return route;
  }

  Seat seat() {
    return seat;
  }

  Workspace workspace() {
    return workspace;
  }

  Instant now() {
    return now;
  }

  /** A field of the form or of the address; an empty text when it is not there. */
  String field(String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value;
  }

  /** Answers with a page. */
  void show(View view) throws ServletException, IOException {
    show(view, HttpServletResponse.SC_OK);
  }

  /** Answers a form that cannot be taken with its page, and what was typed. */
  void showAgain(View view) throws ServletException, IOException {
    show(view, 422);
  }

  private void show(View view, int status) throws ServletException, IOException {
    Pages.show(request, response, status, shell(view), view);
  }

  private Shell shell(View view) {
    String note = "note." + field("note");
    return new Shell(
        words,
        assets,
        request.getContextPath() + "/dashboard",
        view.stem(),
        route.method().equals("GET") && words.has(note) ? words.say(note) : "",
        new Shell.Desk(
            workspace,
            seat,
            session,
            seats.stream().map(other -> other.workspace().value()).toList(),
            route.page()));
  }

  /**
   * Answers a form by showing its page anew, so that a reload repeats nothing.
   *
   * @param note what is said there: {@code note.<note>}
   */
  void seePage(String note) {
    String page = route.page().path();
    Pages.seeOther(
        response,
        request.getContextPath()
            + "/dashboard/w/"
            + seat.workspace().value()
            + (page.isEmpty() ? "" : "/" + page)
            + "?note="
            + note);
  }
}
