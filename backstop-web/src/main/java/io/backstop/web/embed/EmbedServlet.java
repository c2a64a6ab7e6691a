package io.backstop.web.embed;

import io.backstop.bundle.BundleVerifier;
import io.backstop.bundle.SignedBundle;
import io.backstop.bundle.VerifiedBundle;
import io.backstop.calls.CallBook;
import io.backstop.kernel.Ids;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.Surface;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.link.HostedLink;
import io.backstop.link.MintRequest;
import io.backstop.web.error.Problem;
import io.backstop.web.error.ProblemAnswer;
import io.backstop.web.guard.AskedHost;
import io.backstop.web.guard.CallLimits;
import io.backstop.web.guard.ClientAddress;
import io.backstop.workspace.Workspace;
import io.backstop.workspace.Workspaces;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * {@code POST /api/embed/cancel|portal|payment-wall}. A servlet and no JAX-RS resource: this is the
 * hottest path, it must see the bytes as they came, and every answer, also to a wrong method or
 * type, is its own (docs/adr/0005).
 */
@WebServlet("/api/embed/*")
public class EmbedServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = Logger.getLogger(EmbedServlet.class.getName());

  @Inject private transient Workspaces workspaces;
  @Inject private transient LinkDesk desk;
  @Inject private transient CallBook book;
  @Inject private transient CallLimits limits;
  @Inject private transient ClientAddress clients;
  @Inject private transient Clock clock;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Call call = new Call(request, response);
    try {
      if (request.getMethod().equals("OPTIONS")) {
        call.preflight();
      } else {
        call.answer();
      }
    } catch (Refusal refusal) {
      call.refuse(refusal);
    } catch (RuntimeException broken) {
      LOG.log(Level.SEVERE, call.requestId() + " failed", broken);
      ProblemAnswer.send(
          response, new Refusal(RefusalCode.TEMPORARILY_UNAVAILABLE, "failed"), call.requestId());
    }
  }

  /** One request on its way. */
  private final class Call {

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private String requestId;

    /** The one that is named; what is wrong with it is said later. */
    private Workspace workspace;

    private Surface surface;
    private EmbedBody body;
    private VerifiedBundle verified;

    Call(HttpServletRequest request, HttpServletResponse response) {
      this.request = request;
      this.response = response;
      response.setHeader("Cache-Control", "no-store");
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.setHeader("Vary", "Origin");
    }

    /** Made when it is first needed: a call that goes well needs none. */
    String requestId() {
      if (requestId == null) {
        requestId = Ids.next("req_", clock.instant());
      }
      return requestId;
    }

    void preflight() {
      EmbedHead.surface(request);
      Optional<String> origin = Origins.of(request);
      response.setStatus(204);
      origin.filter(workspaces::anyAllows).ifPresent(o -> Origins.grantPreflight(response, o));
    }

    /** The sentence that this endpoint is. */
    void answer() throws IOException {
      surface = EmbedHead.surface(request);
      EmbedHead.check(request);
      byte[] bytes = BodyReader.body(request);
      body = EmbedBody.read(surface, bytes, bytes.length);
      workspace = named().orElse(null);
      SignedBundle signed = bundle();
      Optional<URI> returnUrl = ReturnUrl.parse(body.returnUrl());
      checkWorkspace();
      Instant now = clock.instant();
      verified = BundleVerifier.verify(signed, workspace.embed(), now);
      Optional<String> origin = allowedOrigin();
      ReturnUrl.checkOrigin(returnUrl, workspace.embed(), verified.signed());
      checkLimits();
      Optional<HostedLink> link =
          desk.link(new MintRequest(workspace, verified, origin, returnUrl));
      book.passed(workspace, verified, link.isEmpty(), origin, now);
      send(link.map(Call::json).orElse("{\"current\":true}"));
    }

    private SignedBundle bundle() {
      return SignedBundle.of(
          surface,
          body.workspace(),
          body.customer(),
          body.subscription(),
          body.timestamp(),
          body.signature());
    }

    private Optional<Workspace> named() {
      return Optional.ofNullable(body.workspace())
          .filter(WorkspaceSlug::isWellFormed)
          .map(WorkspaceSlug::new)
          .filter(slug -> AskedHost.admits(request, slug))
          .flatMap(workspaces::find);
    }

    private void checkWorkspace() {
      if (workspace == null) {
        throw new Refusal(RefusalCode.WORKSPACE_NOT_FOUND, "no such workspace");
      }
      if (workspace.suspended()) {
        throw new Refusal(RefusalCode.WORKSPACE_UNAVAILABLE, "suspended");
      }
    }

    private Optional<String> allowedOrigin() {
      Optional<String> origin = Origins.of(request);
      Origins.check(origin, workspace.embed());
      origin.ifPresent(o -> Origins.allow(response, o));
      return origin.filter(Origins::isSerialised);
    }

    private void checkLimits() {
      limits.countCall(workspace);
      if (!verified.signed() && !limits.mayBeRefused(clients.of(request), refusalsPerMinute())) {
        throw new Refusal(RefusalCode.RATE_LIMIT_EXCEEDED, "unsigned, after too many refusals");
      }
    }

    private static String json(HostedLink link) {
      String expires = link.expiresAt().truncatedTo(ChronoUnit.SECONDS).toString();
      return "{\"url\":\"" + link.url() + "\",\"expires_at\":\"" + expires + "\"}";
    }

    private void send(String json) throws IOException {
      byte[] body = json.getBytes(StandardCharsets.US_ASCII);
      response.setContentType("application/json");
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
    }

    void refuse(Refusal refusal) throws IOException {
      Refusal told = refusal;
      Problem problem = Problem.of(refusal.code());
      if (problem.status() < 500
          && !limits.countRefusal(clients.of(request), refusalsPerMinute())) {
        told = new Refusal(RefusalCode.RATE_LIMIT_EXCEEDED, "too many refusals");
      }
      letThePageReadIt(refusal);
      LOG.log(
          level(problem, told == refusal),
          () ->
              String.format(
                  Locale.ROOT,
                  "%s refused %s: %s (%s)",
                  requestId(),
                  workspace == null ? "-" : workspace.slug(),
                  refusal.code().wireName(),
                  refusal.getMessage()));
      ProblemAnswer.send(response, told, requestId());
      if (workspace != null) {
        note(refusal, told);
      }
    }

    private Level level(Problem problem, boolean toldAsItIs) {
      if (problem.status() >= 500) {
        return Level.WARNING;
      }
      return toldAsItIs || limits.isWorthALine() ? Level.INFO : Level.FINE;
    }

    private void note(Refusal refusal, Refusal told) {
      Optional<String> origin = Optional.ofNullable(request.getHeader("Origin"));
      book.refused(
          workspace,
          refusal.code(),
          CallNotes.refused(
              workspace,
              surface,
              body,
              Optional.ofNullable(verified),
              origin,
              refusal,
              told,
              clock.instant(),
              requestId()));
    }

    /** A page may read what was wrong unless it is its origin that is. */
    private void letThePageReadIt(Refusal refusal) {
      if (refusal.code() != RefusalCode.ORIGIN_NOT_ALLOWED) {
        Origins.letRead(
            request,
            response,
            o -> workspace == null ? workspaces.anyAllows(o) : workspace.embed().allows(o));
      }
    }

    private int refusalsPerMinute() {
      return workspace == null
          ? workspaces.strangersRefusalsPerMinute()
          : workspace.embed().refusalsPerMinute();
    }
  }
}
