package io.backstop.sandbox.http;

import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.shape.StripeError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Finds the account that a request is for. Each secret key is an account of its own, made when it
 * is first used; a publishable key {@code pk_…} belongs to the secret key {@code sk_…} of the same
 * ending, and a Stripe-Account header leads on to a connected account. Keys that begin with {@code
 * sk_test_invalid} are refused as Stripe refuses unknown ones. Thread-safe.
 */
public final class Desks {
  private static final Pattern KEY = Pattern.compile("(sk|rk|pk)_(test|live)_[A-Za-z0-9_]{1,200}");

  private final Map<String, Desk> byKey = new ConcurrentHashMap<>();
  private final Function<String, Account> opening;

  /**
   * @param opening makes the account of a key
   */
  public Desks(Function<String, Account> opening) {
    this.opening = opening;
  }

  /** The desk of a secret key. */
  public Desk of(String key) {
    return byKey.computeIfAbsent(key, same -> new Desk(opening.apply(same)));
  }

  /**
   * The key in an Authorization header: Bearer, or Basic with the key as the user.
   *
   * @param inForm the {@code key} parameter that Stripe.js sends instead, or null
   * @return null where there is none
   */
  static String key(String authorization, String inForm) {
    if (authorization == null) {
      return inForm;
    }
    if (authorization.startsWith("Bearer ")) {
      return authorization.substring(7).trim();
    }
    if (authorization.startsWith("Basic ")) {
      try {
        byte[] pair = Base64.getDecoder().decode(authorization.substring(6).trim());
        return new String(pair, StandardCharsets.UTF_8).split(":", 2)[0];
      } catch (IllegalArgumentException e) {
        throw refused("Invalid Authorization header: it is not base64.");
      }
    }
    return null;
  }

  /**
   * @throws StripeError 401 without a key, or with one that is none
   */
  Desk find(String key, String connectedAccount) {
    if (key == null || key.isEmpty()) {
      throw refused(
          "You did not provide an API key. You need to provide your API key in the Authorization"
              + " header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').");
    }
    if (!KEY.matcher(key).matches() || key.startsWith("sk_test_invalid")) {
      throw refused("Invalid API Key provided.");
    }
    String secret = "sk" + key.substring(2);
    Desk own = of(secret);
    return connectedAccount == null || connectedAccount.equals(own.account().id())
        ? own
        : of(secret + "/" + connectedAccount);
  }

  /**
   * The desk of a request under /_sandbox; without an Authorization header that of the default key.
   */
  public Desk find(Received received, String defaultKey) {
    String authorization = received.header("Authorization");
    return authorization == null
        ? of(defaultKey)
        : find(key(authorization, null), received.header("Stripe-Account"));
  }

  private static StripeError refused(String message) {
    return StripeError.passing(401, "invalid_request_error", null, message);
  }
}
