package io.backstop.web.guard;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Keeps what is answered; whatever else is asked of it is an error of the test. */
public final class FakeResponse {

  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int status = 200;

  public int status() {
    return status;
  }

  public Map<String, String> headers() {
    return headers;
  }

  public String body() {
    return body.toString(StandardCharsets.UTF_8);
  }

  public HttpServletResponse asResponse() {
    return (HttpServletResponse)
        Proxy.newProxyInstance(
            FakeResponse.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "setStatus" -> status = (int) arguments[0];
                case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
                case "setContentType" -> headers.put("Content-Type", (String) arguments[0]);
                case "setContentLength" -> headers.put("Content-Length", arguments[0].toString());
                case "containsHeader" -> {
                  return headers.containsKey((String) arguments[0]);
                }
                case "getOutputStream" -> {
                  return new Sink();
                }
                default -> throw new UnsupportedOperationException(method.getName());
              }
              return null;
            });
  }

  private final class Sink extends ServletOutputStream {
    @Override
    public void write(int octet) {
      body.write(octet);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException("setWriteListener");
    }
  }
}
