package io.backstop.web.hosted;

import io.backstop.kernel.Ids;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.web.error.ProblemAnswer;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;

/**
 * What the container shows when a request has failed: a page for people, the API's error body below
 * {@code /api/}. The number on it is the one in the log; nothing of the failure itself leaves, and
 * of what was refused nothing but the status is logged.
 */
@WebServlet("/error")
public class ErrorPage extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = System.getLogger(ErrorPage.class.getName());

  @Inject private Notices notices;
  @Inject private Clock clock;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getDispatcherType() != DispatcherType.ERROR) {
      notices.send(request, response, Notice.GONE, HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    int status = (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    String number = Ids.next("req_", clock.instant());
    if (status >= 500) {
      Throwable cause = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
      LOG.log(Level.ERROR, "failed with " + status + ", " + number, cause);
    }
    String path = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
    if (path.startsWith(request.getContextPath() + "/api/")) {
      if (status < 500) {
        LOG.log(Level.INFO, "refused with " + status + ", " + number);
      }
      sendJson(response, status, number);
    } else {
      sendPage(request, response, status, number);
    }
  }

  private void sendPage(
      HttpServletRequest request, HttpServletResponse response, int status, String number)
      throws IOException {
    if (status >= 500) {
      notices.sendWithNumber(request, response, Notice.BROKEN, status, number);
    } else {
      Notice notice =
          switch (status) {
            case 405 -> Notice.METHOD;
            case 413 -> Notice.TOO_LARGE;
            default -> Notice.GONE;
          };
      notices.send(request, response, notice, status);
    }
  }

  private static void sendJson(HttpServletResponse response, int status, String number)
      throws IOException {
    RefusalCode code =
        switch (status) {
          case 404 -> RefusalCode.NOT_FOUND;
          case 405 -> RefusalCode.METHOD_NOT_ALLOWED;
          case 413 -> RefusalCode.PAYLOAD_TOO_LARGE;
          case 415 -> RefusalCode.UNSUPPORTED_MEDIA_TYPE;
          case 503 -> RefusalCode.TEMPORARILY_UNAVAILABLE;
          default -> status >= 500 ? RefusalCode.INTERNAL : RefusalCode.MALFORMED_REQUEST;
        };
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    ProblemAnswer.send(response, new Refusal(code, "failed in the container"), number);
  }
}
