package io.backstop.web.dashboard;

import io.backstop.web.hosted.BareRequest;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** How every answer of the dashboard leaves. */
final class Pages {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          // Our own script saves drafts; samples of customers' pages stand in frames.
          + " connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  private Pages() {}

  /** What every answer says about itself. */
  static void guard(HttpServletResponse response) {
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Robots-Tag", "noindex, nofollow");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader("Vary", "Accept-Language, Cookie");
  }

  static void show(
      HttpServletRequest request, HttpServletResponse response, int status, Shell shell, View view)
      throws ServletException, IOException {
    response.setStatus(status);
    response.setHeader("Content-Language", shell.language());
    request.setAttribute("shell", shell);
    request.setAttribute("page", view);
    request.getRequestDispatcher("/dashboard.xhtml").forward(new BareRequest(request), response);
  }

  static void seeOther(HttpServletResponse response, String location) {
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", location);
  }
}
