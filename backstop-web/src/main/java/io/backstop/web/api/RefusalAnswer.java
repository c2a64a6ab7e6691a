package io.backstop.web.api;

import io.backstop.kernel.Ids;
import io.backstop.kernel.Refusal;
import io.backstop.web.error.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.time.Clock;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Answers what was refused, by the table that all endpoints have. */
@Provider
@ApplicationScoped
public class RefusalAnswer implements ExceptionMapper<Refusal> {

  private static final Logger LOG = Logger.getLogger(RefusalAnswer.class.getName());

  @Inject private Clock clock;

  @Override
  public Response toResponse(Refusal refusal) {
    String requestId = Ids.next("req_", clock.instant());
    Problem problem = Problem.of(refusal.code());
    LOG.log(
        problem.status() >= 500 ? Level.WARNING : Level.INFO,
        () ->
            String.format(
                Locale.ROOT,
                "%s refused a call of the API: %s (%s)",
                requestId,
                refusal.code().wireName(),
                refusal.getMessage()));
    return ApiAnswer.of(problem, refusal.param(), requestId);
  }
}
