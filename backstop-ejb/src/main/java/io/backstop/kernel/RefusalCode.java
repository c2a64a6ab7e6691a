package io.backstop.kernel;

/** Every reason for a refusal; its wire name ({@code error.type}) is the constant in lower case. */
public enum RefusalCode {
  MALFORMED_REQUEST,
  INVALID_FIELD,
  RETURN_URL_NOT_ALLOWED,
  SIGNATURE_REQUIRED,
  SIGNATURE_INVALID,
  TIMESTAMP_OUT_OF_WINDOW,
  /** What claims to come from Stripe was signed by none of the workspace's webhook secrets. */
  WEBHOOK_SIGNATURE_INVALID,
  WEBHOOK_TIMESTAMP_OUT_OF_WINDOW,
  ORIGIN_NOT_ALLOWED,
  WORKSPACE_UNAVAILABLE,
  WORKSPACE_NOT_FOUND,
  CUSTOMER_NOT_FOUND,
  SUBSCRIPTION_NOT_FOUND,
  NOT_FOUND,
  METHOD_NOT_ALLOWED,
  REQUEST_TIMEOUT,
  PAYLOAD_TOO_LARGE,
  UNSUPPORTED_MEDIA_TYPE,
  BUNDLE_ALREADY_USED,
  SUBSCRIPTION_NOT_CANCELABLE,
  /** The API: neither a token nor somebody who is signed in. */
  AUTHENTICATION_REQUIRED,
  /** The API: a token that opens nothing, for whatever reason. */
  TOKEN_INVALID,
  /** The API: known, and without the right. */
  FORBIDDEN,
  /** A setting that the operator has set above what can be saved. */
  SETTING_PINNED,
  RATE_LIMIT_EXCEEDED,
  BILLING_UNAVAILABLE,
  TEMPORARILY_UNAVAILABLE,
  /** A hosted link that never was one for this path. */
  LINK_UNKNOWN,
  /** A hosted link that is spent, expired or revoked. */
  LINK_DEAD,
  /** A form that does not belong to the step the visit is at. */
  STEP_MISMATCH,
  /** A form without the key of its link, or sent by another site. */
  FORM_FORGED,
  /** Another confirmation of the same visit is being worked on. */
  ALREADY_CONFIRMING,
  /** A style sheet of a merchant's that says what is not allowed. */
  CUSTOM_CSS_INVALID,
  INTERNAL;

  /** The {@code error.type} of the API. */
  public String wireName() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
