package io.backstop.flow.cancel;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;

/**
 * The customer has got what the offer gives by another link meanwhile. What is on the page is no
 * longer to be had; nothing has changed, and he goes on.
 */
final class OfferTaken extends Refusal {

  private static final long serialVersionUID = 1L;

  OfferTaken(String offerId) {
    super(RefusalCode.STEP_MISMATCH, "offer " + offerId + " was accepted by another link");
  }
}
