package io.backstop.web.error;

import io.backstop.kernel.RefusalCode;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a caller of the API is told about a refusal.
 *
 * @param status HTTP status
 * @param type {@code error.type}
 * @param sentence what to do, in English
 * @param retryAfterSeconds 0: no {@code Retry-After}
 */
public record Problem(int status, String type, String sentence, int retryAfterSeconds) {

  private static final Map<RefusalCode, Problem> TABLE = new EnumMap<>(RefusalCode.class);

  static {
    put(RefusalCode.MALFORMED_REQUEST, 400, "Send one JSON object in UTF-8, each member once.");
    put(
        RefusalCode.INVALID_FIELD,
        400,
        "Send the member named in param in the form that the documentation gives.");
    put(
        RefusalCode.RETURN_URL_NOT_ALLOWED,
        400,
        "Use a return_url whose origin is one of the workspace's allowed origins.");
    put(
        RefusalCode.SIGNATURE_REQUIRED,
        401,
        "This workspace takes signed calls only: send timestamp and signature from your backend.");
    put(
        RefusalCode.SIGNATURE_INVALID,
        401,
        "Sign customer, subscription (cancel only) and timestamp, joined by newlines, with"
            + " HMAC-SHA256 under the workspace's embed secret; send it as lowercase hex.");
    put(
        RefusalCode.TIMESTAMP_OUT_OF_WINDOW,
        401,
        "Sign a fresh timestamp: it may be at most 300 seconds away from our clock.");
    put(
        RefusalCode.WEBHOOK_SIGNATURE_INVALID,
        400,
        "Send Stripe-Signature, made over the raw body with one of the workspace's webhook"
            + " secrets.");
    put(
        RefusalCode.WEBHOOK_TIMESTAMP_OUT_OF_WINDOW,
        400,
        "Sign a fresh timestamp: it may be at most 300 seconds away from our clock.");
    put(
        RefusalCode.ORIGIN_NOT_ALLOWED,
        403,
        "Add this page's origin to the workspace's allowed origins, or call from your backend.");
    put(RefusalCode.WORKSPACE_UNAVAILABLE, 403, "This workspace is suspended; ask its owner.");
    put(RefusalCode.WORKSPACE_NOT_FOUND, 404, "Check the workspace's name: there is none like it.");
    put(
        RefusalCode.CUSTOMER_NOT_FOUND,
        404,
        "Check the customer's id, and that it belongs to this workspace's Stripe account and mode.");
    put(
        RefusalCode.SUBSCRIPTION_NOT_FOUND,
        404,
        "Check the subscription's id, and that it is this customer's.");
    put(RefusalCode.NOT_FOUND, 404, "There is nothing at this address.");
    put(RefusalCode.METHOD_NOT_ALLOWED, 405, "Use POST.");
    put(RefusalCode.REQUEST_TIMEOUT, 408, "Send the whole body within ten seconds.");
    put(RefusalCode.PAYLOAD_TOO_LARGE, 413, "Send a smaller body: this endpoint takes no more.");
    put(
        RefusalCode.UNSUPPORTED_MEDIA_TYPE,
        415,
        "Send Content-Type: application/json, in UTF-8 and without a content encoding.");
    put(
        RefusalCode.BUNDLE_ALREADY_USED,
        409,
        "This bundle's session has ended: sign a new one when the customer clicks again.");
    put(
        RefusalCode.SUBSCRIPTION_NOT_CANCELABLE,
        409,
        "This subscription has ended already; there is nothing left to cancel.");
    put(
        RefusalCode.AUTHENTICATION_REQUIRED,
        401,
        "Send Authorization: Bearer with a token, or sign in to the dashboard.");
    put(
        RefusalCode.TOKEN_INVALID,
        401,
        "Send a token that is signed with the configured key, names issuer and workspace, and has"
            + " not expired.");
    put(RefusalCode.FORBIDDEN, 403, "Use a token, or a member, whose role may do this.");
    put(
        RefusalCode.SETTING_PINNED,
        409,
        "Leave out the member named in param: the operator has set it above what can be saved.");
    TABLE.put(
        RefusalCode.RATE_LIMIT_EXCEEDED,
        new Problem(429, "rate_limit_exceeded", "Wait, then try again.", 1));
    TABLE.put(
        RefusalCode.BILLING_UNAVAILABLE,
        new Problem(
            503,
            "billing_unavailable",
            "Stripe cannot be reached, and this customer is not known yet: try again, or send a"
                + " signed call.",
            5));
    TABLE.put(
        RefusalCode.TEMPORARILY_UNAVAILABLE,
        new Problem(503, "temporarily_unavailable", "Try again in a moment.", 2));
    put(RefusalCode.LINK_UNKNOWN, 404, "This link is not valid.");
    put(RefusalCode.LINK_DEAD, 410, "This link is no longer valid.");
    put(RefusalCode.STEP_MISMATCH, 409, "This step has moved on; reload it.");
    put(RefusalCode.FORM_FORGED, 403, "This form was not sent from its own page.");
    put(RefusalCode.ALREADY_CONFIRMING, 409, "This is being worked on.");
    put(
        RefusalCode.CUSTOM_CSS_INVALID,
        400,
        "Change the style sheet where errors says, by line and column.");
    put(RefusalCode.INTERNAL, 500, "Something went wrong on our side; nothing was changed.");
  }

  private static void put(RefusalCode code, int status, String sentence) {
    TABLE.put(code, new Problem(status, code.wireName(), sentence, 0));
  }

  /** The table's line for {@code code}; every code has one. */
  public static Problem of(RefusalCode code) {
    return TABLE.get(code);
  }
}
