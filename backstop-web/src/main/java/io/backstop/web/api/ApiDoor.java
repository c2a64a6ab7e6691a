package io.backstop.web.api;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.member.Actor;
import io.backstop.member.Seat;
import io.backstop.member.Seats;
import io.backstop.member.Session;
import io.backstop.member.Sessions;
import io.backstop.web.dashboard.Sender;
import io.backstop.web.dashboard.SessionCookie;
import io.backstop.web.guard.ClientAddress;
import io.backstop.workspace.Workspace;
import io.backstop.workspace.Workspaces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Optional;

/**
 * The one door of the API. A bearer token counts, and nothing else, where there is one; else the
 * session of a member who is signed in to the dashboard, in the workspace that the query names, or
 * the only one he has. A call that changes something by a session must come from a page of ours.
 */
@Provider
@ApplicationScoped
public class ApiDoor implements ContainerRequestFilter, ContainerResponseFilter {

  private static final String BEARER = "Bearer ";
  private static final String COUNT = "io.backstop.api.count";

  @Inject private BearerTokens tokens;
  @Inject private SessionCookie cookie;
  @Inject private Sessions sessions;
  @Inject private Seats seats;
  @Inject private Workspaces workspaces;
  @Inject private ClientAddress addresses;
  @Inject private ApiLimits limits;
  @Context private HttpServletRequest request;

  @Override
  public void filter(ContainerRequestContext call) {
    String authorization = call.getHeaderString("Authorization");
    ApiCaller caller =
        authorization == null
            ? signedIn(call.getUriInfo().getQueryParameters().get("workspace"))
            : bearer(authorization);
    if (caller.workspace().suspended()) {
      throw new Refusal(RefusalCode.WORKSPACE_UNAVAILABLE, "suspended");
    }
    ApiLimits.Count count = limits.count(caller);
    call.setProperty(COUNT, count);
    if (!count.admitted()) {
      throw new Refusal(RefusalCode.RATE_LIMIT_EXCEEDED, "the caller's calls per minute");
    }
    caller.enter(request);
  }

  @Override
  public void filter(ContainerRequestContext call, ContainerResponseContext answer) {
    answer.getHeaders().putSingle("Cache-Control", "no-store");
    answer.getHeaders().putSingle("X-Content-Type-Options", "nosniff");
    if (answer.getStatus() == 401) {
      answer.getHeaders().putSingle("WWW-Authenticate", "Bearer");
    }
    if (call.getProperty(COUNT) instanceof ApiLimits.Count count) {
      count
          .headers(answer.getStatus())
          .forEach((name, value) -> answer.getHeaders().putSingle(name, value));
    }
  }

  private ApiCaller bearer(String authorization) {
    if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw new Refusal(RefusalCode.AUTHENTICATION_REQUIRED, "no bearer token");
    }
    String text = authorization.substring(BEARER.length()).strip();
    BearerTokens.Claims claims = tokens.verify(text);
    Workspace workspace =
        workspaces
            .find(claims.workspace())
            .orElseThrow(() -> new Refusal(RefusalCode.TOKEN_INVALID, "of no workspace here"));
    return new ApiCaller(
        workspace,
        claims.role(),
        new Actor(workspace.slug(), "token " + claims.name(), addresses.of(request)),
        ApiLimits.keyOf(text));
  }

  private ApiCaller signedIn(List<String> asked) {
    Session session =
        cookie
            .read(request)
            .flatMap(sessions::find)
            .orElseThrow(() -> new Refusal(RefusalCode.AUTHENTICATION_REQUIRED, "nobody"));
    boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    if (!reads && !Sender.of(request).isOurs()) {
      throw new Refusal(RefusalCode.FORM_FORGED, "sent by another site");
    }
    List<Seat> all = seats.of(session.member(), addresses.of(request));
    Optional<Seat> seat =
        asked == null
            ? all.stream().filter(only -> all.size() == 1).findFirst()
            : all.stream()
                .filter(each -> asked.equals(List.of(each.workspace().value())))
                .findFirst();
    Seat taken =
        seat.orElseThrow(
            () ->
                asked == null
                    ? Refusal.ofField("workspace", "one of several is to be named")
                    : new Refusal(RefusalCode.WORKSPACE_NOT_FOUND, "no seat in it"));
    return new ApiCaller(workspaceOf(taken.workspace()), taken.role(), taken.actor(), session.id());
  }

  private Workspace workspaceOf(WorkspaceSlug slug) {
    return workspaces
        .findFresh(slug)
        .orElseThrow(() -> new Refusal(RefusalCode.WORKSPACE_NOT_FOUND, "gone"));
  }
}
