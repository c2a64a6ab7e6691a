package io.backstop.web.dashboard.flows;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;

/** The request of somebody of whom only his language is known. */
public final class Listener {

  private Listener() {}

  public static HttpServletRequest who(String language) {
    HttpServletRequest nobody =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                Listener.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> {
                  throw new UnsupportedOperationException(method.getName());
                });
    return new Speaking(nobody, language);
  }
}
