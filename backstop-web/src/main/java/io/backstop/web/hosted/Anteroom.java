package io.backstop.web.hosted;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * An empty page, the same for everybody, that {@code embed.js} opens out of sight while the link is
 * still being made: the browser then has a process and a connection for us, and the style sheet and
 * script that the hosted page will ask for. Anybody may frame it, for there is nothing to press and
 * nothing to read.
 */
@WebServlet("/embed/")
public class Anteroom extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none';"
          + " form-action 'none'";

  @Inject private Assets assets;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Content-Security-Policy", POLICY);
    // As long as embed.js itself: it moves with each release.
    response.setHeader("Cache-Control", "public, max-age=300");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Robots-Tag", "noindex, nofollow");
    byte[] page =
        ("<!DOCTYPE html><html lang=\"en\"><meta charset=\"UTF-8\"><title>Backstop</title>"
                + "<link rel=\"stylesheet\" href=\""
                + assets.address("hosted.css")
                + "\"><link rel=\"preload\" as=\"script\" href=\""
                + assets.address("hosted.js")
                + "\">")
            .getBytes(StandardCharsets.UTF_8);
    response.setContentType("text/html;charset=UTF-8");
    response.setContentLength(page.length);
    response.getOutputStream().write(page);
  }
}
