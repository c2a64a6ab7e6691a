package io.backstop.web.hosted;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Sends {@link Notice} pages, without Faces: they must come when Faces does not. Apart from the
 * language, the page for a dead link is the same to the byte for every dead link, so that nobody
 * learns from it whether a token ever lived.
 */
@ApplicationScoped
public class Notices {

  private final Assets assets;
  private String template;

  protected Notices() {
    this(null);
  }

  @Inject
  Notices(Assets assets) {
    this.assets = assets;
  }

  @PostConstruct
  void read() {
    try (InputStream in = Notices.class.getResourceAsStream("notice.html")) {
      template = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The notice alone. */
  void send(HttpServletRequest request, HttpServletResponse response, Notice notice, int status)
      throws IOException {
    send(request, response, notice, status, "");
  }

  /** The notice with a way on: back to the page at {@code address}. */
  void sendWithWayOn(
      HttpServletRequest request,
      HttpServletResponse response,
      Notice notice,
      int status,
      String address)
      throws IOException {
    String words = escaped(Wording.of(request).say("notice.way-on"));
    String link =
        "<p class=\"bs-actions\"><a class=\"bs-btn bs-btn-primary\" data-backstop-action=\"continue\""
            + " href=\""
            + escaped(address)
            + "\">"
            + words
            + "</a></p>";
    send(request, response, notice, status, link);
  }

  /** The notice with the number under which the log knows what happened. */
  void sendWithNumber(
      HttpServletRequest request,
      HttpServletResponse response,
      Notice notice,
      int status,
      String requestId)
      throws IOException {
    String words = escaped(Wording.of(request).say("notice.number", requestId));
    send(request, response, notice, status, "<p class=\"bs-text bs-quiet\">" + words + "</p>");
  }

  private void send(
      HttpServletRequest request,
      HttpServletResponse response,
      Notice notice,
      int status,
      String more)
      throws IOException {
    Wording words = Wording.of(request);
    Headers.set(response, ContentPolicy.OF_NOTICES, false);
    response.setStatus(status);
    response.setContentType("text/html;charset=UTF-8");
    byte[] page =
        template
            .replace("{lang}", words.language())
            .replace("{dir}", words.direction())
            .replace("{css}", escaped(assets.address("hosted.css")))
            .replace("{title}", escaped(words.say(notice.key() + ".title")))
            .replace("{text}", escaped(words.say(notice.key() + ".text")))
            .replace("{more}", more)
            .getBytes(StandardCharsets.UTF_8);
    response.setContentLength(page.length);
    response.getOutputStream().write(page);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
