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
public final class DashboardCall {

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final Words words;
  private final Assets assets;
  private final Session session;
  private final Route route;
  private final String path;
  private final Seat seat;
  private final List<Seat> seats;
  private final Workspace workspace;
  private final Instant now;

  /**
   * @param path what was asked for, as {@code route} has it, with ids in the place of each {@code
   *     *}
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
      String path,
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
    this.path = path;
    this.seat = seat;
    this.seats = seats;
    this.workspace = workspace;
    this.now = now;
  }

  /** For what the other methods do not tell. */
  public HttpServletRequest request() {
    return request;
  }

  public HttpServletResponse response() {
    return response;
  }

  public Words words() {
    return words;
  }

  public Session session() {
    return session;
  }

  public Route route() {
    return route;
  }

  public Seat seat() {
    return seat;
  }

  public Workspace workspace() {
    return workspace;
  }

  public Instant now() {
    return now;
  }

  /**
   * The segment of the address at {@code index}, the first is 0: the id where the route has a star.
   */
  public String segment(int index) {
    return path.split("/")[index];
  }

  /**
   * A field of the form or of the address; an empty text when it is not there. The database has no
   * U+0000: it reads U+FFFD.
   */
  public String field(String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value.replace('\0', '\uFFFD');
  }

  /** As {@link #field}, of several lines, with the ends of lines that were typed or pasted. */
  public String text(String name) {
    return field(name).replace("\r\n", "\n");
  }

  /** Answers with a page. */
  public void show(View view) throws ServletException, IOException {
    show(view, HttpServletResponse.SC_OK);
  }

  /** Answers a form that cannot be taken with its page, and what was typed. */
  public void showAgain(View view) throws ServletException, IOException {
    show(view, 422);
  }

  /** Answers that there is no such thing in this workspace. */
  public void showNothingThere() throws ServletException, IOException {
    String root = request.getContextPath() + "/dashboard";
    Pages.show(
        request,
        response,
        HttpServletResponse.SC_NOT_FOUND,
        new Shell(words, assets, root, "gone", ""),
        new MessageView("gone", root));
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
  public void seePage(String note) {
    see(route.pageOf(path), note);
  }

  /**
   * Answers a form by showing another page of this workspace.
   *
   * @param page its address, as a route has it; may have parameters
   * @param note what is said there: {@code note.<note>}; an empty text for nothing
   */
  public void see(String page, String note) {
    Pages.seeOther(
        response,
        request.getContextPath()
            + "/dashboard/w/"
            + seat.workspace().value()
            + (page.isEmpty() ? "" : "/" + page)
            + (note.isEmpty() ? "" : (page.contains("?") ? "&" : "?") + "note=" + note));
  }
}
