package io.backstop.web.hosted;

import io.backstop.kernel.Surface;
import jakarta.servlet.annotation.WebServlet;

/** {@code /wall/{token}}. */
@WebServlet("/wall/*")
public class WallPage extends NotYetPage {

  private static final long serialVersionUID = 1L;

  @Override
  protected Surface surface() {
    return Surface.PAYMENT_WALL;
  }
}
