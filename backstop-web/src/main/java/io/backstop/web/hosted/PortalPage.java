package io.backstop.web.hosted;

import io.backstop.kernel.Surface;
import jakarta.servlet.annotation.WebServlet;

/** {@code /portal/{token}}. */
@WebServlet("/portal/*")
public class PortalPage extends NotYetPage {

  private static final long serialVersionUID = 1L;

  @Override
  protected Surface surface() {
    return Surface.PORTAL;
  }
}
