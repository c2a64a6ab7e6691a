package io.backstop.web.embed;

import io.backstop.kernel.Refusal;
import io.backstop.web.guard.BodyIntake;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** The bodies of embed calls: small, and from anybody. */
final class BodyReader {

  /** The largest body, in bytes. */
  static final int LARGEST = 16 * 1024;

  /** Fewer than half of the server's threads, see server-config. */
  static final int PATIENT = 80;

  private static final BodyIntake INTAKE = new BodyIntake(LARGEST, PATIENT);

  private BodyReader() {}

  /**
   * @throws Refusal as {@link BodyIntake#body} does
   */
  static byte[] body(HttpServletRequest request) throws IOException {
    return INTAKE.body(request);
  }
}
