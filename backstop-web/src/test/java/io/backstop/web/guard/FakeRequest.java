package io.backstop.web.guard;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request of which only the peer, the path and the headers are there; whatever else is asked of
 * it is an error of the test.
 */
public final class FakeRequest {

  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private String peer = "203.0.113.9";
  private String servletPath = "";

  public static FakeRequest from(String peer) {
    FakeRequest request = new FakeRequest();
    request.peer = peer;
    return request;
  }

  public FakeRequest to(String path) {
    servletPath = path;
    return this;
  }

  /** The header as it arrives: each value in a line of its own. */
  public FakeRequest with(String header, String... values) {
    headers.put(header, Arrays.asList(values));
    return this;
  }

  public HttpServletRequest asRequest() {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            FakeRequest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getRemoteAddr" -> peer;
                  case "getServletPath" -> servletPath;
                  case "getMethod" -> "GET";
                  case "getHeaders" ->
                      Collections.enumeration(
                          headers.getOrDefault((String) arguments[0], List.of()));
                  case "getHeader" ->
                      headers.getOrDefault((String) arguments[0], List.of()).stream()
                          .findFirst()
                          .orElse(null);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
