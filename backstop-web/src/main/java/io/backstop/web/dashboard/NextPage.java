package io.backstop.web.dashboard;

import jakarta.servlet.http.HttpServletRequest;

/** Where to go on after signing in: only to pages of a workspace, never to another site. */
final class NextPage {

  private static final String PAGE =
      "/dashboard/w/[a-z0-9-]{1,63}(?:/[A-Za-z0-9_-][A-Za-z0-9_.-]{0,254}){0,4}";

  private NextPage() {}

  /** The path in the parameter {@code next}, without the context path; or an empty text. */
  static String of(HttpServletRequest request) {
    String next = request.getParameter("next");
    return next != null && next.matches(PAGE) ? next : "";
  }
}
