package io.backstop.web.hosted;

import io.backstop.web.hosted.Assets.Asset;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Hands out {@link Assets}. Under their own version they never change; while nodes of two releases
 * run side by side, a version of the other release gets what is here, not to be kept.
 */
@WebServlet("/assets/*")
public class AssetDelivery extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject private Assets assets;
  @Inject private Notices notices;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getPathInfo();
    Optional<Asset> found = path == null ? Optional.empty() : assets.find(path.substring(1));
    if (found.isEmpty()) {
      notices.send(request, response, Notice.GONE, HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    Asset asset = found.get();
    boolean exact = asset.version().equals(request.getParameter("v"));
    response.setHeader(
        "Cache-Control", exact ? "public, max-age=31536000, immutable" : "public, no-cache");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Vary", "Accept-Encoding");
    response.setContentType(asset.type());
    byte[] body = asset.plain();
    String encodings = request.getHeader("Accept-Encoding");
    if (encodings != null && encodings.contains("gzip")) {
      response.setHeader("Content-Encoding", "gzip");
      body = asset.packed();
    }
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
