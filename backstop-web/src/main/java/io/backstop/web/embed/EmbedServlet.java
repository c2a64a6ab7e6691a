package io.backstop.web.embed;

import io.backstop.billing.BillingUnavailable;
import io.backstop.bundle.BundleVerifier;
import io.backstop.bundle.SignedBundle;
import io.backstop.bundle.VerifiedBundle;
import io.backstop.kernel.Ids;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.Surface;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.link.HostedLink;
import io.backstop.link.LinkMint;
import io.backstop.link.MintRequest;
import io.backstop.recovery.Campaigns;
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
import java.time.temporal.ChronoUnit;
import java.util.Collections;
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
  @Inject private transient Campaigns campaigns;
  @Inject private transient LinkMint mint;
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

    /**
     * The one that is named, known as soon as the body is read; what is wrong with it is said
     * later.
     */
    private Workspace workspace;

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
      Surface surface = EmbedHead.surface(request);
      EmbedHead.check(request);
      byte[] bytes = BodyReader.body(request);
      EmbedBody body = EmbedBody.read(bytes, bytes.length);
      workspace = named(body).orElse(null);
      SignedBundle signed = bundle(surface, body);
      Optional<URI> returnUrl = ReturnUrl.parse(body.returnUrl());
      checkWorkspace();
      VerifiedBundle bundle = BundleVerifier.verify(signed, workspace.embed(), clock.instant());
      Optional<String> origin = allowedOrigin();
      ReturnUrl.checkOrigin(returnUrl, workspace.embed(), bundle.signed());
      checkLimits(bundle);
      if (surface == Surface.PAYMENT_WALL && isCurrent(bundle)) {
        send("{\"current\":true}");
      } else {
        send(mint.mint(new MintRequest(workspace, bundle, origin, returnUrl)));
      }
    }

    /**
     * Nothing is in flight. Not known of a customer whom the merchant vouches for: the wall asks.
     */
    private boolean isCurrent(VerifiedBundle bundle) {
      try {
        return !campaigns.inFlight(workspace, bundle.customer());
      } catch (BillingUnavailable unanswered) {
        if (!bundle.signed()) {
          throw unanswered;
        }
        return false;
      }
    }

    private SignedBundle bundle(Surface surface, EmbedBody body) {
      return SignedBundle.of(
          surface,
          body.workspace(),
          body.customer(),
          body.subscription(),
          body.timestamp(),
          body.signature());
    }

    private Optional<Workspace> named(EmbedBody body) {
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
      if (origin.isPresent() && !workspace.embed().allows(origin.get())) {
        throw new Refusal(RefusalCode.ORIGIN_NOT_ALLOWED, "origin not listed");
      }
      origin.ifPresent(o -> Origins.allow(response, o));
      return origin.filter(Origins::isSerialised);
    }

    private void checkLimits(VerifiedBundle bundle) {
      limits.countCall(workspace);
      boolean vouched = bundle.signed();
      if (!vouched && !limits.mayBeRefused(clients.of(request), refusalsPerMinute())) {
        throw new Refusal(RefusalCode.RATE_LIMIT_EXCEEDED, "unsigned, after too many refusals");
      }
    }

    private void send(HostedLink link) throws IOException {
      String expires = link.expiresAt().truncatedTo(ChronoUnit.SECONDS).toString();
      send("{\"url\":\"" + link.url() + "\",\"expires_at\":\"" + expires + "\"}");
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
      Level level =
          problem.status() >= 500 ? Level.WARNING : told == refusal ? Level.INFO : Level.FINE;
      LOG.log(
          level,
          () ->
              String.format(
                  Locale.ROOT,
                  "%s refused %s: %s (%s)",
                  requestId(),
                  workspace == null ? "-" : workspace.slug(),
                  refusal.code().wireName(),
                  refusal.getMessage()));
      ProblemAnswer.send(response, told, requestId());
    }

    /** A page may read what was wrong unless it is its origin that is. */
    private void letThePageReadIt(Refusal refusal) {
      boolean itsOrigin =
          refusal.code() == RefusalCode.ORIGIN_NOT_ALLOWED
              || refusal.code() == RefusalCode.MALFORMED_REQUEST
                  && Collections.list(request.getHeaders("Origin")).size() > 1;
      if (!itsOrigin && !response.containsHeader("Access-Control-Allow-Origin")) {
        Origins.of(request)
            .filter(o -> workspace == null ? workspaces.anyAllows(o) : workspace.embed().allows(o))
            .ifPresent(o -> Origins.allow(response, o));
      }
    }

    private int refusalsPerMinute() {
      return workspace == null
          ? workspaces.strangersRefusalsPerMinute()
          : workspace.embed().refusalsPerMinute();
    }
  }
}
