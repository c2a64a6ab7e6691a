package io.backstop.web.oidc;

/**
 * Why the provider's way in did not work out. The message is for the log, and has nothing of a
 * token or of a person in it.
 */
public class NotSignedIn extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What the person in front of it is told. */
  public enum Why {
    /** The provider does not answer, or not as one. */
    UNREACHABLE,
    /** What came back is not for this browser, or is too old. */
    OVER,
    /** The provider, or the person there, has said no. */
    DECLINED,
    /** What the provider has handed out does not hold. */
    REFUSED
  }

  private final Why why;

  NotSignedIn(Why why, String forTheLog) {
    this(why, forTheLog, null);
  }

  NotSignedIn(Why why, String forTheLog, Throwable cause) {
    super(forTheLog, cause);
    this.why = why;
  }

  public Why why() {
    return why;
  }
}
