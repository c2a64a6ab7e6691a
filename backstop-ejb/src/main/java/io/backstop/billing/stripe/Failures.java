package io.backstop.billing.stripe;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.StripeException;
import com.stripe.model.StripeError;
import com.stripe.net.HttpHeaders;
import io.backstop.billing.BillingGateway.Answer;
import io.backstop.billing.BillingGateway.Refused;
import io.backstop.billing.BillingGateway.Unclear;
import java.time.Duration;
import java.util.Optional;

/**
 * What Stripe's failures mean (Stripe docs: errors, idempotent requests, rate limits).
 *
 * <ul>
 *   <li>no connection, no answer in time: unclear, and the same key may be used at once;
 *   <li>409 (the first request under this key still runs), 429: nothing was done for this one;
 *       again after a moment;
 *   <li>5xx: unclear; Stripe keeps it under the key, so the same key is tried again only by the
 *       sweeper, after a read; replayed ({@code Idempotent-Replayed}), it says that this key can do
 *       no more;
 *   <li>400 {@code idempotency_error}: the key was used for something else: it can do no more;
 *   <li>401 and 403: about Backstop's key, not about the order: unclear, and not at once;
 *   <li>any other 4xx: Stripe has judged the request.
 * </ul>
 */
final class Failures {

  private static final Duration MOMENT = Duration.ofMillis(500);

  /** A longer wait than this is not for a customer who is watching. */
  private static final int LONGEST_WAIT_SECONDS = 5;

  private Failures() {}

  static Answer answer(StripeException e) {
    Optional<String> requestId = Optional.ofNullable(e.getRequestId());
    if (e instanceof ApiConnectionException) {
      return new Unclear("no answer", Optional.empty(), false, Optional.of(Duration.ZERO));
    }
    int status = status(e);
    boolean replayed = header(e, "Idempotent-Replayed").filter("true"::equals).isPresent();
    boolean keyMisused = "idempotency_error".equals(type(e)) && status == 400;
    if (status == 409 || status == 429) {
      return new Unclear(name(e), requestId, false, pause(e));
    }
    if (status >= 500 || status < 400 || status == 401 || status == 403 || keyMisused) {
      boolean stored = keyMisused || replayed;
      return new Unclear(name(e), requestId, stored, Optional.empty());
    }
    return new Refused(status, Optional.ofNullable(e.getCode()).orElse(""), requestId);
  }

  private static Optional<Duration> pause(StripeException e) {
    Optional<Duration> asked =
        header(e, "Retry-After")
            .filter(text -> text.matches("[0-9]{1,6}"))
            .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    if (asked.isEmpty()) {
      return Optional.of(MOMENT);
    }
    return asked.filter(wait -> wait.toSeconds() <= LONGEST_WAIT_SECONDS);
  }

  /** Whether reading again at once may do better. */
  static boolean mayPass(Exception e) {
    return !(e instanceof StripeException stripe)
        || stripe instanceof ApiConnectionException
        || status(stripe) >= 500
        || status(stripe) == 429;
  }

  /** Stripe does not have what was asked for; in a list, the customer whose list it would be. */
  static boolean saysMissing(Exception e) {
    return e instanceof StripeException stripe
        && (status(stripe) == 404
            || status(stripe) == 400 && "resource_missing".equals(stripe.getCode()));
  }

  /** Stripe has understood, and will not; asking again says the same. */
  static boolean saysNo(StripeException e) {
    int status = status(e);
    return status >= 400 && status < 500 && status != 401 && status != 409 && status != 429;
  }

  /** For the log: status and code, never the message. */
  static String name(Exception e) {
    if (e instanceof ApiConnectionException) {
      return "Stripe did not answer";
    }
    return e instanceof StripeException stripe
        ? "Stripe answered " + status(stripe) + " " + stripe.getCode()
        : "Stripe's answer was unreadable: " + e.getClass().getName();
  }

  private static int status(StripeException e) {
    return e.getStatusCode() == null ? 0 : e.getStatusCode();
  }

  private static String type(StripeException e) {
    StripeError error = e.getStripeError();
    return error == null ? null : error.getType();
  }

  private static Optional<String> header(StripeException e, String name) {
    StripeError error = e.getStripeError();
    if (error == null || error.getLastResponse() == null) {
      return Optional.empty();
    }
    HttpHeaders headers = error.getLastResponse().headers();
    return headers.firstValue(name);
  }
}
