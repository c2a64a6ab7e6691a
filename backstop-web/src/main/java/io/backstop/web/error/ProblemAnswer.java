package io.backstop.web.error;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.backstop.kernel.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Writes a refusal as the API's error body. Stateless. */
public final class ProblemAnswer {

  private static final JsonFactory JSON = new JsonFactory();

  private ProblemAnswer() {}

  /** Sends status, headers and body; the response must not be committed. */
  public static void send(HttpServletResponse response, Refusal refusal, String requestId)
      throws IOException {
    Problem problem = Problem.of(refusal.code());
    response.setStatus(problem.status());
    if (problem.retryAfterSeconds() > 0) {
      response.setHeader("Retry-After", Integer.toString(problem.retryAfterSeconds()));
    }
    if (problem.status() == 405 && !response.containsHeader("Allow")) {
      response.setHeader("Allow", "POST, OPTIONS");
    }
    byte[] body = body(problem, refusal.param(), requestId);
    response.setContentType("application/json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** The error body, in UTF-8. */
  public static byte[] body(Problem problem, String param, String requestId) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeObjectFieldStart("error");
      json.writeStringField("type", problem.type());
      json.writeStringField("message", problem.sentence());
      if (param != null) {
        json.writeStringField("param", param);
      }
      json.writeStringField("request_id", requestId);
      json.writeEndObject();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }
}
