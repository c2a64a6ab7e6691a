package io.backstop.web.guard;

import io.backstop.kernel.WorkspaceSlug;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;

/** Which host a request was sent to, and whose it is. */
public final class AskedHost {

  private static final String WORKSPACE = AskedHost.class.getName();

  private AskedHost() {}

  /** The workspace whose custom domain was asked; empty on the default host. */
  public static Optional<WorkspaceSlug> workspace(HttpServletRequest request) {
    return Optional.ofNullable((WorkspaceSlug) request.getAttribute(WORKSPACE));
  }

  /** Whether {@code workspace} may answer there: on a custom domain, the one whose it is. */
  public static boolean admits(HttpServletRequest request, WorkspaceSlug workspace) {
    Object owner = request.getAttribute(WORKSPACE);
    return owner == null || owner.equals(workspace);
  }

  static void belongsTo(HttpServletRequest request, WorkspaceSlug workspace) {
    request.setAttribute(WORKSPACE, workspace);
  }

  /** Lower case, without a port or a dot at its end; an empty text where there is none. */
  static String name(String authority) {
    if (authority == null) {
      return "";
    }
    String host = authority.strip().toLowerCase(Locale.ROOT);
    int port = host.lastIndexOf(':');
    if (port > host.lastIndexOf(']')) {
      host = host.substring(0, port);
    }
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }
}
