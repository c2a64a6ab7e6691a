package io.backstop.billing;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;

/**
 * Stripe could not be asked: no key, no connection, no answer in time, or an answer of 5xx or 429.
 */
public class BillingUnavailable extends Refusal {

  private static final long serialVersionUID = 1L;

  public BillingUnavailable(String forTheLog, Throwable cause) {
    super(RefusalCode.BILLING_UNAVAILABLE, forTheLog, cause);
  }
}
