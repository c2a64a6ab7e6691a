package io.backstop.billing;

/** Where an attempt stands; see {@link AttemptLedger} for the moves. */
public enum AttemptState {
  /** Stored; Stripe could not be read, so what to send is not frozen yet. Nothing was sent. */
  OPEN,
  /** What to send is frozen; it may be on its way. */
  CONFIRMING,
  /** Stripe has said so. Final. */
  APPLIED,
  /** Stripe refused at once; nothing has changed. Final. Never a cancellation. */
  REJECTED,
  /** Sent, or due to be; what became of it is not known. */
  UNKNOWN,
  /** After UNKNOWN: it is known that nothing has changed, and it is tried no more. Final. */
  NOT_APPLIED;

  boolean settled() {
    return this == APPLIED || this == REJECTED || this == NOT_APPLIED;
  }
}
