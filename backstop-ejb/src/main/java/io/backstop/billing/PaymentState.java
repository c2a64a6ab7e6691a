package io.backstop.billing;

/** Where one attempt to pay one invoice stands; see {@link PaymentLedger} for the moves. */
public enum PaymentState {
  /** Stored; the charge may be on its way. */
  SENT,
  /** What became of it is not known. */
  UNKNOWN,
  /** Stripe says that the invoice is paid. Final. */
  PAID,
  /** The card was refused. Nothing was charged. */
  DECLINED,
  /** The bank waits for the customer. Nothing has been charged. */
  NEEDS_ACTION,
  /** It was not charged, and not because of the card. */
  NOT_PAID;

  /** Whether it is known what became of it, so that another attempt may be made. */
  public boolean known() {
    return this != SENT && this != UNKNOWN;
  }
}
