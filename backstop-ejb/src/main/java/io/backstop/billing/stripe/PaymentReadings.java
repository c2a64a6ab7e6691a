package io.backstop.billing.stripe;

import com.stripe.model.Invoice;
import com.stripe.model.InvoicePayment;
import com.stripe.model.PaymentIntent;
import com.stripe.model.StripeError;
import io.backstop.billing.CardGateway.Decline;
import io.backstop.billing.CardGateway.PaymentSighting;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Turns what has been tried to pay one of Stripe's invoices into the station's own. */
final class PaymentReadings {

  /** The payment intent behind an invoice (Stripe docs: {@code invoice.payments}). */
  static final List<String> EXPANSIONS = List.of("payments.data.payment.payment_intent");

  private PaymentReadings() {}

  static PaymentSighting payment(Invoice invoice) {
    Optional<PaymentIntent> intent = intent(invoice);
    Optional<StripeError> error = intent.map(PaymentIntent::getLastPaymentError);
    return new PaymentSighting(
        CustomerReadings.invoice(invoice),
        intent.map(PaymentIntent::getStatus).orElse(""),
        error
            .map(StripeError::getPaymentMethod)
            .map(method -> method.getId())
            .or(() -> intent.map(PaymentIntent::getPaymentMethod)),
        error.map(why -> new Decline(code(why), Optional.ofNullable(why.getDeclineCode()))),
        intent
            .filter(waiting -> "requires_action".equals(waiting.getStatus()))
            .map(PaymentIntent::getClientSecret),
        Optional.ofNullable(invoice.getHostedInvoiceUrl()).map(URI::create));
  }

  /** The default payment's, which is what Stripe collects with. */
  private static Optional<PaymentIntent> intent(Invoice invoice) {
    return invoice.getPayments() == null
        ? Optional.empty()
        : invoice.getPayments().getData().stream()
            .filter(each -> Boolean.TRUE.equals(each.getIsDefault()))
            .map(InvoicePayment::getPayment)
            .map(InvoicePayment.Payment::getPaymentIntentObject)
            .filter(Objects::nonNull)
            .findFirst();
  }

  private static String code(StripeError error) {
    return Optional.ofNullable(error.getCode()).orElse("card_declined");
  }
}
