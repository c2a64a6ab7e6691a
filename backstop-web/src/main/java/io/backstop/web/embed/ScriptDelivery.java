package io.backstop.web.embed;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Says how long {@code embed.js} may be kept, and lets any page read it: Subresource Integrity and
 * modules are fetched with CORS. {@code /embed.js} moves with each release and is asked for again
 * after five minutes; the scripts under {@code /embed/v1/} do not change once released.
 */
@WebFilter({"/embed.js", "/embed/v1/*"})
public class ScriptDelivery extends HttpFilter {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = request.getServletPath();
    boolean script = path.endsWith(".js") || path.endsWith(".mjs");
    boolean fixed = path.startsWith("/embed/v1/") && script;
    response.setHeader(
        "Cache-Control", fixed ? "public, max-age=31536000, immutable" : "public, max-age=300");
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Vary", "Accept-Encoding");
    chain.doFilter(request, response);
  }
}
