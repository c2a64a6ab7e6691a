package io.backstop.web.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.auth.message.AuthStatus;
import jakarta.security.auth.message.MessageInfo;
import jakarta.security.auth.message.config.AuthConfigProvider;
import jakarta.security.auth.message.config.ServerAuthConfig;
import jakarta.security.auth.message.config.ServerAuthContext;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.security.auth.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a request is asked about before it reaches its servlet. */
class DashboardOnlyTest {

  private final List<String> asked = new ArrayList<>();

  /** Jakarta Security's part, which lets nobody through, so that its word can be told from ours. */
  private final ServerAuthContext whole =
      fake(
          ServerAuthContext.class,
          method ->
              switch (method) {
                case "validateRequest" -> AuthStatus.SEND_FAILURE;
                case "secureResponse" -> AuthStatus.SEND_CONTINUE;
                default -> null;
              });

  @ParameterizedTest
  @ValueSource(strings = {"/api/embed", "/cancel", "/assets", "/dashboards", "/embed.js", ""})
  void elsewhereNobodyIsAskedAndTheCallGoesOn(String path) throws Exception {
    ServerAuthContext context = context();
    MessageInfo call = call(path);

    assertThat(context.validateRequest(call, new Subject(), null)).isEqualTo(AuthStatus.SUCCESS);
    assertThat(context.secureResponse(call, null)).isEqualTo(AuthStatus.SEND_SUCCESS);
    context.cleanSubject(call, new Subject());

    assertThat(asked).isEmpty();
  }

  @Test
  void nobodyIsSignedInElsewhere() throws Exception {
    Subject caller = new Subject();

    context().validateRequest(call("/api/embed"), caller, null);

    assertThat(caller.getPrincipals()).isEmpty();
  }

  @Test
  void belowTheDashboardJakartaSecurityHasTheWord() throws Exception {
    ServerAuthContext context = context();
    MessageInfo call = call("/dashboard");

    assertThat(context.validateRequest(call, new Subject(), null))
        .isEqualTo(AuthStatus.SEND_FAILURE);
    assertThat(context.secureResponse(call, null)).isEqualTo(AuthStatus.SEND_CONTINUE);
    context.cleanSubject(call, new Subject());

    assertThat(asked).containsExactly("validateRequest", "secureResponse", "cleanSubject");
  }

  @Test
  void whereThereIsNothingToAskThereIsStillNothing() throws Exception {
    AuthConfigProvider none = fake(AuthConfigProvider.class, method -> null);

    assertThat(new DashboardOnly(none).getServerAuthConfig("HttpServlet", "server /", null))
        .isNull();
  }

  private ServerAuthContext context() throws Exception {
    ServerAuthConfig config = fake(ServerAuthConfig.class, method -> whole);
    AuthConfigProvider provider = fake(AuthConfigProvider.class, method -> config);
    ServerAuthContext context =
        new DashboardOnly(provider)
            .getServerAuthConfig("HttpServlet", "server /", null)
            .getAuthContext("id", null, Map.of());
    asked.clear();
    return context;
  }

  private static MessageInfo call(String servletPath) {
    HttpServletRequest request =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                DashboardOnlyTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) ->
                    method.getName().equals("getServletPath") ? servletPath : null);
    return (MessageInfo)
        Proxy.newProxyInstance(
            DashboardOnlyTest.class.getClassLoader(),
            new Class<?>[] {MessageInfo.class},
            (proxy, method, arguments) ->
                method.getName().equals("getRequestMessage") ? request : null);
  }

  private interface Answers {
    Object to(String method);
  }

  private <T> T fake(Class<T> type, Answers answers) {
    return type.cast(
        Proxy.newProxyInstance(
            DashboardOnlyTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              asked.add(method.getName());
              return answers.to(method.getName());
            }));
  }
}
