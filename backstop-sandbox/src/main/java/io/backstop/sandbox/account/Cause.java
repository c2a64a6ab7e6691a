package io.backstop.sandbox.account;

/**
 * The request that the account is working for; both null when it is the clock.
 *
 * @param requestId as in the Request-Id header
 * @param key the idempotency key, if one was sent
 */
public record Cause(String requestId, String key) {
  /** No request: the clock, or a test. */
  public static final Cause CLOCK = new Cause(null, null);
}
