package io.backstop.web.api;

import io.backstop.kernel.Ids;
import io.backstop.kernel.RefusalCode;
import io.backstop.web.error.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Answers what JAX-RS itself refuses: no such address, method or type. The log has the answer's
 * number and status, and nothing of the call: what nobody has understood may hold anything.
 */
@Provider
@ApplicationScoped
public class WebFailureAnswer implements ExceptionMapper<WebApplicationException> {

  private static final Logger LOG = Logger.getLogger(WebFailureAnswer.class.getName());

  private static final Problem OTHER_METHOD =
      new Problem(405, "method_not_allowed", "Use a method that the header Allow names.", 0);

  @Inject private Clock clock;

  @Override
  public Response toResponse(WebApplicationException failure) {
    Response said = failure.getResponse();
    String requestId = Ids.next("req_", clock.instant());
    Problem problem = problem(said.getStatus());
    if (problem.status() >= 500) {
      LOG.log(Level.SEVERE, requestId + " failed", failure);
    } else {
      LOG.log(
          Level.INFO,
          "{0} refused a call of the API: {1}",
          new Object[] {requestId, problem.status()});
    }
    Response answer = ApiAnswer.of(problem, null, requestId);
    String allow = said.getHeaderString("Allow");
    return allow == null ? answer : Response.fromResponse(answer).header("Allow", allow).build();
  }

  private static Problem problem(int status) {
    return switch (status) {
      case 405 -> OTHER_METHOD;
      case 406, 415 -> Problem.of(RefusalCode.UNSUPPORTED_MEDIA_TYPE);
      default ->
          status >= 500
              ? Problem.of(RefusalCode.INTERNAL)
              : Problem.of(status == 400 ? RefusalCode.MALFORMED_REQUEST : RefusalCode.NOT_FOUND);
    };
  }
}
