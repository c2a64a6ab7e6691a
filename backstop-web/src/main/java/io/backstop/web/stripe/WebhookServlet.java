package io.backstop.web.stripe;

import io.backstop.inbox.Inbox;
import io.backstop.kernel.Ids;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.web.error.Problem;
import io.backstop.web.error.ProblemAnswer;
import io.backstop.web.guard.BodyIntake;
import io.backstop.workspace.Workspace;
import io.backstop.workspace.Workspaces;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * {@code POST /api/stripe/webhooks/{workspace}}. A servlet for the same reasons as the embed
 * endpoint: it must see the bytes as they came. Refusals are not counted against the sender's
 * address: it is Stripe's, for all workspaces. A suspended workspace's events are taken: its
 * customers' payments go on, and what is known of them must be true when it comes back.
 */
@WebServlet("/api/stripe/webhooks/*")
public class WebhookServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = Logger.getLogger(WebhookServlet.class.getName());

  /** The largest event, in bytes: invoices with their lines are the largest that Stripe sends. */
  private static final int LARGEST = 512 * 1024;

  /** Beside the embed endpoint's, so that neither's slow senders are in the other's way. */
  private static final int PATIENT = 80;

  private static final BodyIntake BODIES = new BodyIntake(LARGEST, PATIENT);

  private static final byte[] RECEIVED = "{\"received\":true}".getBytes(StandardCharsets.US_ASCII);

  @Inject private transient Workspaces workspaces;
  @Inject private transient Inbox inbox;
  @Inject private transient Clock clock;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    try {
      check(request, response);
      Workspace workspace = workspace(request);
      inbox.accept(workspace, signature(request), BODIES.body(request));
      response.setContentType("application/json");
      response.setContentLength(RECEIVED.length);
      response.getOutputStream().write(RECEIVED);
    } catch (Refusal refusal) {
      refuse(response, refusal);
    } catch (RuntimeException broken) {
      String requestId = Ids.next("req_", clock.instant());
      LOG.log(Level.SEVERE, requestId + " failed", broken);
      ProblemAnswer.send(
          response, new Refusal(RefusalCode.TEMPORARILY_UNAVAILABLE, "failed"), requestId);
    }
  }

  private static void check(HttpServletRequest request, HttpServletResponse response) {
    if (!request.getMethod().equals("POST")) {
      response.setHeader("Allow", "POST");
      throw new Refusal(RefusalCode.METHOD_NOT_ALLOWED, "not POST");
    }
    if (request.getHeader("Content-Encoding") != null) {
      throw new Refusal(RefusalCode.UNSUPPORTED_MEDIA_TYPE, "encoded");
    }
  }

  private Workspace workspace(HttpServletRequest request) {
    String path = request.getPathInfo();
    String slug = path == null ? "" : path.substring(1);
    if (!WorkspaceSlug.isWellFormed(slug)) {
      throw new Refusal(RefusalCode.NOT_FOUND, "no workspace in the path");
    }
    return workspaces
        .find(new WorkspaceSlug(slug))
        .orElseThrow(() -> new Refusal(RefusalCode.WORKSPACE_NOT_FOUND, "no such workspace"));
  }

  /** The header's one line; sent twice it is as good as none. */
  private static String signature(HttpServletRequest request) {
    List<String> lines = Collections.list(request.getHeaders("Stripe-Signature"));
    return lines.size() == 1 ? lines.get(0) : null;
  }

  private void refuse(HttpServletResponse response, Refusal refusal) throws IOException {
    String requestId = Ids.next("req_", clock.instant());
    boolean ours = Problem.of(refusal.code()).status() >= 500;
    LOG.log(
        ours ? Level.WARNING : Level.INFO,
        () ->
            String.format(
                Locale.ROOT,
                "%s refused a webhook: %s (%s)",
                requestId,
                refusal.code().wireName(),
                refusal.getMessage()));
    ProblemAnswer.send(response, refusal, requestId);
  }
}
