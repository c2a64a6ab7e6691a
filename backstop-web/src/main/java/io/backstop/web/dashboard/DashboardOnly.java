package io.backstop.web.dashboard;

import jakarta.security.auth.message.AuthException;
import jakarta.security.auth.message.AuthStatus;
import jakarta.security.auth.message.MessageInfo;
import jakarta.security.auth.message.config.AuthConfigProvider;
import jakarta.security.auth.message.config.ClientAuthConfig;
import jakarta.security.auth.message.config.ServerAuthConfig;
import jakarta.security.auth.message.config.ServerAuthContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;

/**
 * What a server asks before every request who is calling (Jakarta Authentication), kept to the
 * dashboard: below it the answer is {@code whole}'s, which is Jakarta Security and behind it {@link
 * MemberMechanism}; elsewhere nobody is signed in, and nothing is looked up to find that out.
 */
record DashboardOnly(AuthConfigProvider whole) implements AuthConfigProvider {

  static final String PATH = "/dashboard";

  @Override
  public ServerAuthConfig getServerAuthConfig(
      String layer, String application, CallbackHandler handler) throws AuthException {
    ServerAuthConfig config = whole.getServerAuthConfig(layer, application, handler);
    return config == null ? null : new Config(config);
  }

  @Override
  public ClientAuthConfig getClientAuthConfig(
      String layer, String application, CallbackHandler handler) throws AuthException {
    return whole.getClientAuthConfig(layer, application, handler);
  }

  @Override
  public void refresh() {
    whole.refresh();
  }

  /** One application's. */
  private record Config(ServerAuthConfig whole) implements ServerAuthConfig {

    @Override
    public ServerAuthContext getAuthContext(
        String id, Subject service, Map<String, Object> properties) throws AuthException {
      ServerAuthContext context = whole.getAuthContext(id, service, properties);
      return context == null ? null : new Context(context);
    }

    @Override
    public String getAuthContextID(MessageInfo call) {
      return whole.getAuthContextID(call);
    }

    @Override
    public String getMessageLayer() {
      return whole.getMessageLayer();
    }

    @Override
    public String getAppContext() {
      return whole.getAppContext();
    }

    @Override
    public boolean isProtected() {
      return whole.isProtected();
    }

    @Override
    public void refresh() {
      whole.refresh();
    }
  }

  /** One request's. */
  private record Context(ServerAuthContext whole) implements ServerAuthContext {

    @Override
    public AuthStatus validateRequest(MessageInfo call, Subject caller, Subject service)
        throws AuthException {
      return concerns(call)
          ? whole.validateRequest(call, caller, service)
          // Without a principal in the subject: an unauthenticated call that may go on (Jakarta
          // Authentication, 3.8.3.1).
          : AuthStatus.SUCCESS;
    }

    @Override
    public AuthStatus secureResponse(MessageInfo call, Subject service) throws AuthException {
      return concerns(call) ? whole.secureResponse(call, service) : AuthStatus.SEND_SUCCESS;
    }

    @Override
    public void cleanSubject(MessageInfo call, Subject caller) throws AuthException {
      if (concerns(call)) {
        whole.cleanSubject(call, caller);
      }
    }

    private static boolean concerns(MessageInfo call) {
      return call.getRequestMessage() instanceof HttpServletRequest request
          && PATH.equals(request.getServletPath());
    }
  }
}
