package io.backstop.billing.stripe;

import com.stripe.model.Invoice;
import com.stripe.model.InvoicePayment;
import com.stripe.model.PaymentIntent;
import com.stripe.model.StripeError;
import io.backstop.billing.CardGateway.Decline;
import io.backstop.billing.CardGateway.PaymentSighting;
import io.backstop.billing.InvoiceSnapshot;
import io.backstop.billing.InvoiceSnapshot.Refused;
import io.backstop.billing.SubscriptionSnapshot.Card;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SubscriptionId;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Turns Stripe's invoices and what has been tried to pay them into the station's own. */
final class InvoiceReadings {

  /** The payment intent behind an invoice (Stripe docs: {@code invoice.payments}). */
  static final List<String> EXPANSIONS = List.of("payments.data.payment.payment_intent");

  private InvoiceReadings() {}

  static InvoiceSnapshot invoice(Invoice invoice) {
    Optional<StripeError> error = intent(invoice).map(PaymentIntent::getLastPaymentError);
    return new InvoiceSnapshot(
        invoice.getId(),
        Optional.ofNullable(invoice.getNumber()),
        new CustomerId(invoice.getCustomer()),
        subscription(invoice),
        invoice.getStatus(),
        invoice.getCurrency(),
        orZero(invoice.getTotal()),
        orZero(invoice.getAmountRemaining()),
        Boolean.TRUE.equals(invoice.getAttempted()),
        (int) orZero(invoice.getAttemptCount()),
        "charge_automatically".equals(invoice.getCollectionMethod()),
        Optional.ofNullable(invoice.getNextPaymentAttempt()).map(Instant::ofEpochSecond),
        error.map(InvoiceReadings::refused),
        Instant.ofEpochSecond(invoice.getCreated()));
  }

  static PaymentSighting payment(Invoice invoice) {
    Optional<PaymentIntent> intent = intent(invoice);
    Optional<StripeError> error = intent.map(PaymentIntent::getLastPaymentError);
    return new PaymentSighting(
        invoice(invoice),
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

  private static Optional<SubscriptionId> subscription(Invoice invoice) {
    return Optional.ofNullable(invoice.getParent())
        .map(Invoice.Parent::getSubscriptionDetails)
        .map(Invoice.Parent.SubscriptionDetails::getSubscription)
        .map(SubscriptionId::new);
  }

  private static Refused refused(StripeError error) {
    return new Refused(
        code(error),
        Optional.ofNullable(error.getDeclineCode()),
        Optional.ofNullable(error.getPaymentMethod())
            .map(method -> method.getCard())
            .map(card -> new Card(card.getBrand(), card.getLast4())));
  }

  private static String code(StripeError error) {
    return Optional.ofNullable(error.getCode()).orElse("card_declined");
  }

  private static long orZero(Long value) {
    return value == null ? 0 : value;
  }
}
