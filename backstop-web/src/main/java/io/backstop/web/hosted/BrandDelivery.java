package io.backstop.web.hosted;

import io.backstop.brand.CustomCss;
import io.backstop.brand.CustomSheet;
import io.backstop.brand.LogoDesk;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.workspace.Workspaces;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hands out what merchants have brought along: {@code /brand/<digest>.png}, a logo, and {@code
 * /brand/<workspace>/<digest>.css}, a style sheet. Both are what we made of it, named by their
 * content, and never anything but what they say they are. On every host, without cookies.
 */
@WebServlet("/brand/*")
public class BrandDelivery extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final Pattern PICTURE = Pattern.compile("/([0-9a-f]{32})\\.png");
  private static final Pattern SHEET = Pattern.compile("/([a-z0-9-]{1,63})/([0-9a-f]{32})\\.css");

  @Inject private LogoDesk logos;
  @Inject private CustomCss css;
  @Inject private Workspaces workspaces;
  @Inject private Notices notices;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getPathInfo() == null ? "" : request.getPathInfo();
    Matcher picture = PICTURE.matcher(path);
    Matcher sheet = SHEET.matcher(path);
    Optional<byte[]> body = Optional.empty();
    boolean exact = true;
    if (picture.matches()) {
      body = logos.find(picture.group(1));
    } else if (sheet.matches() && WorkspaceSlug.isWellFormed(sheet.group(1))) {
      Optional<CustomSheet> served =
          workspaces.find(new WorkspaceSlug(sheet.group(1))).flatMap(css::served);
      // A node may be two seconds behind the page that asks; what it has is better than nothing.
      exact = served.filter(s -> s.digest().equals(sheet.group(2))).isPresent();
      body = served.map(s -> s.text().getBytes(StandardCharsets.UTF_8));
    }
    if (body.isEmpty()) {
      notices.send(request, response, Notice.GONE, HttpServletResponse.SC_NOT_FOUND);
    } else {
      send(response, body.get(), picture.matches() ? "image/png" : "text/css;charset=UTF-8", exact);
    }
  }

  private static void send(HttpServletResponse response, byte[] body, String type, boolean exact)
      throws IOException {
    response.setHeader(
        "Cache-Control", exact ? "public, max-age=31536000, immutable" : "public, no-cache");
    response.setHeader("Content-Security-Policy", "default-src 'none'");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setContentType(type);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
