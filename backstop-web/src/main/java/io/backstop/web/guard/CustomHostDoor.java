package io.backstop.web.guard;

import io.backstop.domain.ServedHosts;
import io.backstop.kernel.Surface;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.link.LinkGate;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * On a merchant's domain his customers' pages answer, what they load, and the embed endpoints of
 * his workspace; nothing else does, as if it were not there. {@code /{token}} is short for the page
 * of that link. Other hosts pass, and cost a comparison of two texts on the default host.
 */
@WebFilter("/*")
public class CustomHostDoor extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private static final Pattern HOSTED =
      Pattern.compile("/(?:(cancel|portal|wall)/)?([A-Za-z0-9_-]{43})");
  private static final Pattern OPEN =
      Pattern.compile("/assets/.*|/brand/.*|/embed\\.js|/embed/(?:v1/[^/]+)?|/api/embed/[^/]+");

  @Inject private transient ServedHosts hosts;
  @Inject private transient LinkGate gate;
  @Inject private transient ClientAddress clients;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<WorkspaceSlug> owner = hosts.workspaceOf(AskedHost.name(clients.host(request)));
    if (owner.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    AskedHost.belongsTo(request, owner.get());
    String rest = request.getPathInfo() == null ? "" : request.getPathInfo();
    String path = request.getServletPath() + rest;
    Matcher hosted = HOSTED.matcher(path);
    if (hosted.matches()) {
      open(request, response, chain, gate.surfaceOf(owner.get(), hosted.group(2)), hosted);
    } else if (OPEN.matcher(path).matches()) {
      chain.doFilter(request, response);
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private static void open(
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain,
      Optional<Surface> surface,
      Matcher asked)
      throws IOException, ServletException {
    if (surface.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else if (asked.group(1) == null) {
      String page = "/" + surface.get().path() + "/" + asked.group(2);
      request.getRequestDispatcher(page).forward(request, response);
    } else if (surface.get().path().equals(asked.group(1))) {
      chain.doFilter(request, response);
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }
}
