package io.backstop.billing;

import io.backstop.billing.CardGateway.Decline;
import java.util.Optional;

/**
 * What was found out about a payment, for the ledger to conclude it with.
 *
 * @param declineCode why the card was refused: the issuer's reason, else Stripe's code
 * @param requestId Stripe's id of the deciding answer
 */
public record PaymentFinding(
    PaymentState state, Optional<String> declineCode, Optional<String> requestId) {

  static PaymentFinding of(PaymentState state, Optional<String> requestId) {
    return new PaymentFinding(state, Optional.empty(), requestId);
  }

  static PaymentFinding declined(Decline why, Optional<String> requestId) {
    return new PaymentFinding(
        PaymentState.DECLINED, why.declineCode().or(() -> Optional.of(why.code())), requestId);
  }
}
