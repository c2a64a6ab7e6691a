package io.backstop.billing.stripe;

import com.stripe.model.Customer;
import com.stripe.model.Invoice;
import com.stripe.model.InvoicePayment;
import com.stripe.model.PaymentIntent;
import com.stripe.model.PaymentMethod;
import com.stripe.model.StripeError;
import io.backstop.billing.CustomerSnapshot;
import io.backstop.billing.CustomerSnapshot.SavedCard;
import io.backstop.billing.InvoiceSnapshot;
import io.backstop.billing.InvoiceSnapshot.Refused;
import io.backstop.billing.SubscriptionSnapshot.Card;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SubscriptionId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns Stripe's customers and invoices (API 2026-07-29.dahlia) into the station's own. */
final class CustomerReadings {

  private CustomerReadings() {}

  static CustomerSnapshot customer(Customer customer, List<PaymentMethod> methods, Instant readAt) {
    List<SavedCard> cards =
        methods.stream()
            .filter(method -> method.getCard() != null)
            .map(CustomerReadings::card)
            .toList();
    Optional<String> charged =
        Optional.ofNullable(customer.getInvoiceSettings())
            .map(Customer.InvoiceSettings::getDefaultPaymentMethod)
            .filter(id -> cards.stream().anyMatch(card -> card.id().equals(id)));
    return new CustomerSnapshot(
        new CustomerId(customer.getId()),
        Boolean.TRUE.equals(customer.getDeleted()),
        Masks.mail(customer.getEmail()),
        cards,
        charged,
        readAt);
  }

  private static SavedCard card(PaymentMethod method) {
    PaymentMethod.Card card = method.getCard();
    return new SavedCard(
        method.getId(),
        card.getBrand(),
        card.getLast4(),
        card.getExpMonth().intValue(),
        card.getExpYear().intValue());
  }

  static InvoiceSnapshot invoice(Invoice invoice) {
    return new InvoiceSnapshot(
        invoice.getId(),
        Optional.ofNullable(invoice.getNumber()),
        new CustomerId(invoice.getCustomer()),
        subscription(invoice),
        invoice.getStatus(),
        invoice.getCurrency(),
        invoice.getTotal(),
        invoice.getAmountRemaining(),
        Boolean.TRUE.equals(invoice.getAttempted()),
        invoice.getAttemptCount() == null ? 0 : invoice.getAttemptCount().intValue(),
        "charge_automatically".equals(invoice.getCollectionMethod()),
        Optional.ofNullable(invoice.getNextPaymentAttempt()).map(Instant::ofEpochSecond),
        refusal(invoice),
        Instant.ofEpochSecond(invoice.getCreated()));
  }

  private static Optional<SubscriptionId> subscription(Invoice invoice) {
    return Optional.ofNullable(invoice.getParent())
        .map(Invoice.Parent::getSubscriptionDetails)
        .map(Invoice.Parent.SubscriptionDetails::getSubscription)
        .map(SubscriptionId::new);
  }

  /** Of the latest payment; a payment that went well has no error. */
  private static Optional<Refused> refusal(Invoice invoice) {
    Stream<InvoicePayment> payments =
        invoice.getPayments() == null ? Stream.empty() : invoice.getPayments().getData().stream();
    return payments
        .filter(payment -> payment.getPayment() != null)
        .sorted(Comparator.comparing(InvoicePayment::getCreated).reversed())
        .map(payment -> payment.getPayment().getPaymentIntentObject())
        .filter(Objects::nonNull)
        .findFirst()
        .map(PaymentIntent::getLastPaymentError)
        .map(CustomerReadings::refused);
  }

  private static Refused refused(StripeError error) {
    return new Refused(
        Optional.ofNullable(error.getCode()).orElse(""),
        Optional.ofNullable(error.getDeclineCode()),
        Optional.ofNullable(error.getPaymentMethod())
            .map(PaymentMethod::getCard)
            .map(card -> new Card(card.getBrand(), card.getLast4())));
  }
}
