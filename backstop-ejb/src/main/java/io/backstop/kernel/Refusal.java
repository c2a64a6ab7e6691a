package io.backstop.kernel;

import jakarta.ejb.ApplicationException;

/**
 * What a station throws when it will not let the traveller pass. It knows a {@link RefusalCode} and
 * a sentence for the log, never a status code and never a text for people: one table in the web
 * layer gives both.
 *
 * <p>The annotation makes a refusal cross a session bean unwrapped on every server and rolls the
 * transaction back (Jakarta Enterprise Beans 4.0, 9.2.1).
 */
@ApplicationException(rollback = true, inherited = true)
public class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final RefusalCode code;
  private final String param;

  /**
   * @param code what was refused
   * @param forTheLog a sentence without secrets, tokens or personal data
   */
  public Refusal(RefusalCode code, String forTheLog) {
    this(code, null, forTheLog, null);
  }

  /** As above, with what led to it. */
  public Refusal(RefusalCode code, String forTheLog, Throwable cause) {
    this(code, null, forTheLog, cause);
  }

  /**
   * @param param the member of the request that is at fault, or {@code null}
   */
  public Refusal(RefusalCode code, String param, String forTheLog, Throwable cause) {
    super(forTheLog, cause);
    this.code = code;
    this.param = param;
  }

  /** A refusal that names the member at fault. */
  public static Refusal ofField(String param, String forTheLog) {
    return new Refusal(RefusalCode.INVALID_FIELD, param, forTheLog, null);
  }

  public RefusalCode code() {
    return code;
  }

  /** The member of the request that is at fault, or {@code null}. */
  public String param() {
    return param;
  }
}
