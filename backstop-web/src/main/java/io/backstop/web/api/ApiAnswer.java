package io.backstop.web.api;

import io.backstop.web.error.Problem;
import io.backstop.web.error.ProblemAnswer;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;

/** How answers leave: JSON in UTF-8, made before anything is sent. */
final class ApiAnswer {

  private static final String JSON = "application/json";

  private ApiAnswer() {}

  static Response of(byte[] json) {
    return Response.ok(json, JSON).build();
  }

  static Response of(Problem problem, String param, String requestId) {
    try {
      Response.ResponseBuilder answer =
          Response.status(problem.status())
              .type(JSON)
              .entity(ProblemAnswer.body(problem, param, requestId));
      if (problem.retryAfterSeconds() > 0) {
        answer.header("Retry-After", problem.retryAfterSeconds());
      }
      return answer.build();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory", e);
    }
  }
}
