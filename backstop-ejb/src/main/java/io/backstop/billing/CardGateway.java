package io.backstop.billing;

import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.workspace.Workspace;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What Backstop says to Stripe about cards and about paying with them. Card numbers are not among
 * it: those go from the customer's browser to Stripe. Never called inside a transaction. Safe for
 * many threads. All but {@link #pay} throw {@link BillingUnavailable} when Stripe cannot be asked,
 * or will not do it.
 */
public interface CardGateway {

  /**
   * Opens a set-up of a card for later charges without the customer ({@code POST
   * /v1/setup_intents}, cards only, off session).
   *
   * @param idempotencyKey the same key is the same set-up
   */
  CardSetup open(Workspace workspace, CustomerId customer, String idempotencyKey);

  /** The set-up as it is now, or empty when Stripe knows none of that id. */
  Optional<SetupSighting> setup(Workspace workspace, String id);

  /** Whether the card is one of the customer's. */
  boolean has(Workspace workspace, CustomerId customer, String card);

  /** The customer's subscriptions that have not ended. */
  List<SubscriptionId> subscriptions(Workspace workspace, CustomerId customer);

  /** Makes the card what the customer's invoices are charged to. May be repeated. */
  void makeDefault(Workspace workspace, CustomerId customer, String card);

  /** Makes the card what this subscription's invoices are charged to. May be repeated. */
  void makeDefault(Workspace workspace, SubscriptionId subscription, String card);

  /** The customer's open invoices, the latest first, whether they have failed or are merely due. */
  List<InvoiceSnapshot> openInvoices(Workspace workspace, CustomerId customer);

  /** The invoice and the payment that stands for it, or empty when Stripe knows none of that id. */
  Optional<PaymentSighting> payment(Workspace workspace, String invoice);

  /**
   * Asks Stripe to charge the invoice to the card now, the customer being there ({@code POST
   * /v1/invoices/{id}/pay}, {@code off_session=false}). Once: it is for the caller to read what
   * became of it. Throws nothing for what Stripe or the network does: that is what the answer is
   * for.
   */
  PayAnswer pay(Workspace workspace, String invoice, String card, String idempotencyKey);

  /**
   * A set-up as read.
   *
   * @param status Stripe's word: requires_payment_method, requires_confirmation, requires_action,
   *     processing, succeeded, canceled
   * @param customer whose it is
   * @param card what was typed in, once there is one, {@code pm_…}
   */
  record SetupSighting(
      String id, String status, Optional<CustomerId> customer, Optional<String> card) {}

  /**
   * An invoice's payment as read.
   *
   * @param invoice the invoice
   * @param intentStatus the status of its payment intent, or {@code ""} when there is none
   * @param intentCard the card that the intent was last tried with, if it still holds one
   * @param refused why the last try failed, when it did
   * @param clientSecret present while the customer's bank waits for the customer
   * @param hostedPage Stripe's own page for paying it
   */
  record PaymentSighting(
      InvoiceSnapshot invoice,
      String intentStatus,
      Optional<String> intentCard,
      Optional<Decline> refused,
      Optional<String> clientSecret,
      Optional<URI> hostedPage) {

    @Override
    public String toString() {
      return "PaymentSighting[" + invoice.id() + " " + invoice.status() + " " + intentStatus + "]";
    }
  }

  /**
   * Why a card was not charged.
   *
   * @param code Stripe's {@code error.code}, for example {@code card_declined}
   * @param declineCode the issuer's reason, for example {@code insufficient_funds}
   */
  record Decline(String code, Optional<String> declineCode) {}

  /** What Stripe said to {@link #pay}. */
  sealed interface PayAnswer {}

  /** 2xx. Whether the invoice is paid stands in the invoice. */
  record Taken(String invoiceStatus, Optional<String> requestId) implements PayAnswer {}

  /** The card was refused; nothing was charged. */
  record Declined(Decline why, Optional<String> requestId) implements PayAnswer {}

  /** The customer's bank wants to hear from the customer first; nothing has been charged yet. */
  record ActionNeeded(Optional<String> requestId) implements PayAnswer {}

  /** Stripe did not take the request for another reason than the card, or it is paid already. */
  record Refused(int status, String code, Optional<String> requestId) implements PayAnswer {}

  /**
   * Whether it was charged is not known.
   *
   * @param reason for the log: a status or a kind of exception, never a message
   * @param retryAfter present when the same request may be sent again after that pause
   */
  record Unclear(String reason, Optional<String> requestId, Optional<Duration> retryAfter)
      implements PayAnswer {}
}
