package io.backstop.sandbox.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A refusal as Stripe words it. Types and codes are Stripe's documented ones; the message texts are
 * from general knowledge of its answers, not measured, and nothing should depend on their wording.
 */
public final class StripeError extends RuntimeException {
  private final int status;
  private final transient ObjectNode error;
  private final boolean stored;

  private StripeError(int status, boolean stored, ObjectNode error) {
    super(Json.text(error, "message"));
    this.status = status;
    this.stored = stored;
    this.error = error;
    String code = Json.text(error, "code");
    if (code != null) {
      error.put("doc_url", "https://stripe.com/docs/error-codes/" + code.replace('_', '-'));
    }
  }

  /** 404 for an id in the path that this account does not have. */
  public static StripeError missing(String type, String id) {
    return missing(404, "id", type, id);
  }

  /** 400 for an id in a parameter that this account does not have. */
  public static StripeError missing(int status, String param, String type, String id) {
    String message = "No such " + type + ": '" + id + "'";
    return of(status, "invalid_request_error", "resource_missing", message, param);
  }

  /** 400 for something that the state of the objects does not allow. */
  public static StripeError invalid(String param, String message) {
    return of(400, "invalid_request_error", null, message, param);
  }

  public static StripeError invalid(String code, String param, String message) {
    return of(400, "invalid_request_error", code, message, param);
  }

  /** 400 for parameters that are wrong in themselves; an idempotency key does not remember it. */
  public static StripeError parameter(String code, String param, String message) {
    StripeError made = of(400, "invalid_request_error", code, message, param);
    return new StripeError(400, false, made.error);
  }

  /** 402 for a card that was declined, with the members that the decline gave. */
  public static StripeError card(ObjectNode lastPaymentError) {
    return new StripeError(402, true, lastPaymentError.deepCopy());
  }

  /** An error of any status that no idempotency key remembers. */
  public static StripeError passing(int status, String type, String code, String message) {
    return new StripeError(status, false, of(status, type, code, message, null).error);
  }

  public static StripeError of(int status, String type, String code, String message, String param) {
    ObjectNode error = Json.object("message", message, "type", type);
    if (code != null) {
      error.put("code", code);
    }
    if (param != null) {
      error.put("param", param);
    }
    return new StripeError(status, true, error);
  }

  /** The error as an answer. */
  public Answer answer() {
    return new Answer(status, Json.object("error", error), stored);
  }

  public int status() {
    return status;
  }
}
