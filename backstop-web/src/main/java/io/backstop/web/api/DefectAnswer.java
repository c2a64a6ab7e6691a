package io.backstop.web.api;

import io.backstop.kernel.Ids;
import io.backstop.kernel.RefusalCode;
import io.backstop.web.error.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Answers a defect of ours: the caller learns its number, the log all the rest. */
@Provider
@ApplicationScoped
public class DefectAnswer implements ExceptionMapper<RuntimeException> {

  private static final Logger LOG = Logger.getLogger(DefectAnswer.class.getName());

  @Inject private Clock clock;

  @Override
  public Response toResponse(RuntimeException defect) {
    String requestId = Ids.next("req_", clock.instant());
    LOG.log(Level.SEVERE, requestId + " failed", defect);
    return ApiAnswer.of(Problem.of(RefusalCode.INTERNAL), null, requestId);
  }
}
