package io.backstop.billing;

import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.workspace.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What Backstop says to Stripe. Never called inside a transaction. Safe for many threads. Reading
 * methods throw {@link BillingUnavailable} when Stripe cannot be asked: no secret key, a key that
 * Stripe does not take, no connection, no answer in time, 5xx or 429, after one more try.
 */
public interface BillingGateway {

  /**
   * What every answer that is a subscription is expanded with, so that one call tells all that
   * pages need (Stripe docs: at most four levels).
   */
  List<String> EXPANSIONS =
      List.of(
          "customer.invoice_settings.default_payment_method",
          "customer.discount.source.coupon",
          "default_payment_method",
          "latest_invoice",
          "discounts.source.coupon",
          "items.data.price.product");

  /**
   * The same, for who waits in front of a page that gives up soon: embed.js does after ten seconds.
   * A call without an answer ends after four, and is not tried once more then.
   */
  default BillingGateway soon() {
    return this;
  }

  /** Whether Stripe answers to what the workspace has set. One call, once; throws nothing. */
  Reach reach(Workspace workspace);

  /** The subscription as it is now, or empty when Stripe knows none of that id. One call. */
  Optional<Sighting> read(Workspace workspace, SubscriptionId id);

  /**
   * Everything known of the customer, as it is now; empty when Stripe knows none of that id.
   * Several calls, about six; the reading counts from before the first of them.
   */
  Optional<CustomerPicture> picture(Workspace workspace, CustomerId id);

  /** The invoice as it is now, or empty when Stripe knows none of that id. One call. */
  Optional<InvoiceSnapshot> invoice(Workspace workspace, String id);

  /** The coupon of that id, or empty when there is none. */
  Optional<Coupon> coupon(Workspace workspace, String id);

  /** The price of that id, or empty when there is none. */
  Optional<Price> price(Workspace workspace, String id);

  /** The active price of that id with its product's name, or empty when there is none. One call. */
  Optional<Plan> plan(Workspace workspace, String priceId);

  /**
   * The customer's latest invoices, at most 24. One call.
   *
   * @param after the cursor that the page before ended with
   */
  Bills bills(Workspace workspace, CustomerId id, Optional<String> after);

  /** Who the customer's invoices are made out to, or empty when he is gone. One call. */
  Optional<BillingDetails> details(Workspace workspace, CustomerId id);

  /**
   * What an invoice would say ({@code POST /v1/invoices/create_preview}). Changes nothing.
   *
   * @param form the body, as it is sent
   * @throws BillingUnavailable also when Stripe refuses to compute one
   */
  Preview preview(Workspace workspace, String form);

  /**
   * Sends one frozen request, once, under {@code idempotencyKey}. Throws nothing for what Stripe or
   * the network does: that is what the answer is for.
   */
  Answer perform(Workspace workspace, FrozenRequest request, String idempotencyKey);

  /** How far a call to Stripe gets. */
  enum Reach {
    WORKS,
    /** There is no secret key. */
    NO_KEY,
    /** Stripe does not know the secret key, or not any more. */
    REFUSED,
    /** Stripe knows the key, and does not let it read, or not that account. */
    FORBIDDEN,
    /** No answer, or none of Stripe's, or that it cannot now. */
    SILENT
  }

  /**
   * A request as it is stored and as it is sent, byte for byte.
   *
   * @param method POST or DELETE
   * @param path with the query, when it is a DELETE
   * @param form the body, form-encoded; empty when it is a DELETE
   */
  record FrozenRequest(String method, String path, String form) {}

  /**
   * One reading of a subscription.
   *
   * @param snapshot what pages may see
   * @param customerDeleted whether the customer has been deleted at Stripe
   * @param schedule the id of the subscription schedule that manages it
   * @param coupons the ids of the coupons that its discounts come from
   * @param endsWithPeriod whether its pending end is {@code cancel_at_period_end}, and not a day
   */
  record Sighting(
      SubscriptionSnapshot snapshot,
      boolean customerDeleted,
      Optional<String> schedule,
      List<String> coupons,
      boolean endsWithPeriod) {}

  /**
   * A coupon's terms.
   *
   * @param duration once, repeating or forever
   * @param months when repeating, else 0
   * @param valid whether it can still be redeemed
   */
  record Coupon(String id, double percentOff, String duration, long months, boolean valid) {}

  /**
   * A price of Stripe's catalogue.
   *
   * @param interval day, week, month or year; empty when it does not recur
   */
  record Price(
      String id, String currency, Optional<String> interval, long intervalCount, boolean active) {}

  /**
   * A previewed invoice, minor units. Its recurring part is its lines without prorations and
   * one-off items.
   *
   * @param amountDue what would be charged
   * @param regular the recurring part, discounts taken off
   * @param regularFrom the start of the period that the recurring part pays for
   * @param regularUntil its end
   * @param credit what is left of the customer's balance for later invoices
   */
  record Preview(
      String currency,
      long amountDue,
      long regular,
      Optional<Instant> regularFrom,
      Optional<Instant> regularUntil,
      long credit) {}

  /** What came back. */
  sealed interface Answer {}

  /**
   * 2xx.
   *
   * @param sighting the subscription as it is now, when the answer was one; not when Stripe only
   *     repeats what it answered to this key before
   */
  record Done(Optional<Sighting> sighting, Optional<String> requestId) implements Answer {}

  /**
   * Stripe has judged the request and will not do it.
   *
   * @param code Stripe's {@code error.code}, or {@code ""}
   */
  record Refused(int status, String code, Optional<String> requestId) implements Answer {}

  /**
   * Whether it was done is not known.
   *
   * @param reason for the log: a status or a kind of exception, never a message
   * @param stored Stripe replayed a failure that it keeps under this key: the key can do no more
   * @param retryAfter present when the same request may be sent again after that pause
   */
  record Unclear(
      String reason, Optional<String> requestId, boolean stored, Optional<Duration> retryAfter)
      implements Answer {}
}
