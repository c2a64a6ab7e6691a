package io.backstop.sandbox.http;

import io.backstop.sandbox.shape.Answer;
import io.backstop.sandbox.shape.StripeError;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an account remembers of idempotency keys: the first answer, errors included, to be given
 * again for the same request. Source: Stripe docs, "Idempotent requests". Thread-safe.
 */
public final class IdempotencyKeys {
  private final Map<String, Entry> entries = new HashMap<>();

  private record Entry(String request, Answer answer) {}

  /**
   * Begins a request under a key.
   *
   * @param request method, path and parameters
   * @return the answer to give again, or nothing if the request is to be carried out; then {@link
   *     #end} must follow
   * @throws StripeError 400 idempotency_error for another request under the key, 409 while the
   *     first one is still at work
   */
  synchronized Optional<Answer> begin(String key, String request) {
    Entry entry = entries.get(key);
    if (entry == null) {
      entries.put(key, new Entry(request, null));
      return Optional.empty();
    }
    if (!entry.request().equals(request)) {
      throw StripeError.passing(
          400,
          "idempotency_error",
          null,
          "Keys for idempotent requests can only be used with the same parameters they were first"
              + " used with. Try using a key other than '"
              + key
              + "' if you meant to execute a different request.");
    }
    if (entry.answer() == null) {
      throw StripeError.passing(
          409,
          "idempotency_error",
          "idempotency_key_in_use",
          "There is currently another in-progress request using this Idempotent Key.");
    }
    return Optional.of(entry.answer());
  }

  /**
   * @param answer what to remember; null, or one that is not to be stored, frees the key
   */
  synchronized void end(String key, Answer answer) {
    if (answer == null || !answer.stored()) {
      entries.remove(key);
    } else {
      entries.computeIfPresent(key, (same, entry) -> new Entry(entry.request(), answer));
    }
  }

  public synchronized void clear() {
    entries.clear();
  }
}
