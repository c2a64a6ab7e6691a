package io.backstop.sandbox.billing;

import static io.backstop.sandbox.shape.Json.isSet;
import static io.backstop.sandbox.shape.Json.number;
import static io.backstop.sandbox.shape.Json.object;
import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.shape.StripeError;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Gets open invoices paid: which card, how often, and what follows. */
public final class Collection {
  private final Billing billing;
  private final Account account;

  Collection(Billing billing) {
    this.billing = billing;
    this.account = billing.account();
  }

  /** The card that would be charged: the invoice's, the subscription's, the customer's. */
  public Optional<ObjectNode> methodFor(ObjectNode invoice) {
    ObjectNode customer = account.get("customer", text(invoice, "customer"));
    Optional<ObjectNode> subscription = billing.subscriptions().of(invoice);
    return Stream.of(
            text(invoice, "default_payment_method"),
            subscription.map(each -> text(each, "default_payment_method")).orElse(null),
            text(customer, "invoice_settings", "default_payment_method"))
        .filter(id -> id != null)
        .findFirst()
        .flatMap(id -> account.objects().find("payment_method", id));
  }

  /** An attempt of Stripe's own accord: the first one, or a retry. Ends paid or failed. */
  void attempt(ObjectNode invoice) {
    if (account.rehearsing() || !"open".equals(text(invoice, "status"))) {
      return;
    }
    if ("send_invoice".equals(text(invoice, "collection_method"))) {
      return;
    }
    invoice.put("attempt_count", number(invoice, "attempt_count") + 1);
    scheduleNext(invoice);
    charge(invoice, methodFor(invoice).orElse(null), true);
  }

  /** A retry that has fallen due; it is announced as one change of the subscription. */
  public void retry(ObjectNode invoice) {
    billing
        .subscriptions()
        .of(invoice)
        .ifPresentOrElse(
            each -> billing.subscriptions().change(each, () -> attempt(invoice)),
            () -> attempt(invoice));
  }

  /**
   * An attempt that was asked for. It counts only if it is the invoice's first: "any payment
   * attempt counts as the first attempt, and subsequently only automatic retries increment the
   * attempt count" (Stripe docs: invoice.attempt_count).
   *
   * @throws StripeError 402 if the card declines or asks for 3-D Secure; the invoice stays open
   */
  public void pay(ObjectNode invoice, ObjectNode method, boolean offSession) {
    requirePayable(invoice);
    ObjectNode card = method == null ? methodFor(invoice).orElse(null) : method;
    if (card == null) {
      throw StripeError.invalid(
          "resource_missing",
          "payment_method",
          "There is no `default_payment_method` set on this Customer or Invoice.");
    }
    if (number(invoice, "attempt_count") == 0) {
      invoice.put("attempt_count", 1);
    }
    charge(invoice, card, offSession);
    billing.payments().intentOf(invoice).ifPresent(Collection::refuseUnlessPaid);
  }

  private static void refuseUnlessPaid(ObjectNode intent) {
    if (PaymentIntents.declined(intent)) {
      ObjectNode error = (ObjectNode) intent.get("last_payment_error").deepCopy();
      ObjectNode shown = intent.deepCopy();
      error.set("payment_intent", shown);
      throw StripeError.card(error);
    }
    if ("requires_action".equals(text(intent, "status"))) {
      throw StripeError.card(
          object(
              "code",
              "invoice_payment_intent_requires_action",
              "message",
              "This payment requires additional user action before it can be completed"
                  + " successfully.",
              "payment_intent",
              intent.deepCopy(),
              "type",
              "card_error"));
    }
  }

  /** Marks an invoice as paid outside of Stripe. */
  public void payOutOfBand(ObjectNode invoice) {
    requirePayable(invoice);
    billing.payments().cancel(invoice);
    paid(invoice, null);
  }

  private static void requirePayable(ObjectNode invoice) {
    String status = text(invoice, "status");
    if (status.equals("paid")) {
      throw StripeError.invalid("invoice_already_paid", null, "Invoice is already paid");
    }
    if (!status.equals("open") && !status.equals("uncollectible")) {
      throw StripeError.invalid(
          "invoice_not_editable", null, "Only open invoices can be paid; it is " + status + ".");
    }
  }

  private void charge(ObjectNode invoice, ObjectNode method, boolean offSession) {
    invoice.put("attempted", true);
    ObjectNode intent = billing.payments().intentOf(invoice).orElseThrow();
    if (method == null) {
      failed(invoice);
      return;
    }
    billing.paymentIntents().charge(intent, method, offSession);
    if (text(intent, "status").equals("succeeded")) {
      paid(invoice, intent);
    } else {
      failed(invoice);
    }
  }

  /** The invoice has been paid, by the intent or, without one, because nothing was due. */
  public void paid(ObjectNode invoice, ObjectNode intent) {
    if ("paid".equals(text(invoice, "status"))) {
      return;
    }
    invoice.put("status", "paid").put("attempted", true).putNull("next_payment_attempt");
    invoice.put("amount_paid", intent == null ? 0 : number(invoice, "amount_due"));
    invoice.put("amount_remaining", 0).put("auto_advance", false);
    if (intent != null) {
      invoice.put("attempt_count", Math.max(1, number(invoice, "attempt_count")));
      billing
          .payments()
          .of(invoice)
          .forEach(
              payment -> {
                payment.put("status", "paid").put("amount_paid", number(invoice, "amount_due"));
                ((ObjectNode) payment.get("status_transitions")).put("paid_at", account.now());
              });
    }
    billing.invoices().stamp(invoice, "paid_at");
    account.events().announce("invoice.paid", invoice);
    account.events().announce("invoice.payment_succeeded", invoice);
    billing.subscriptions().of(invoice).ifPresent(each -> afterPaid(each, intent));
  }

  private void afterPaid(ObjectNode subscription, ObjectNode intent) {
    String save = text(subscription, "payment_settings", "save_default_payment_method");
    if (intent != null && "on_subscription".equals(save)) {
      subscription.set("default_payment_method", intent.get("payment_method"));
    }
    billing.subscriptions().settleStatus(subscription);
  }

  /** The invoice could not be paid, or waits for 3-D Secure. */
  public void failed(ObjectNode invoice) {
    account.events().announce("invoice.payment_failed", invoice);
    if (billing
        .payments()
        .intentOf(invoice)
        .filter(each -> isSet(each, "next_action"))
        .isPresent()) {
      account.events().announce("invoice.payment_action_required", invoice);
    }
    billing.subscriptions().of(invoice).ifPresent(each -> afterFailure(each, invoice));
  }

  private void afterFailure(ObjectNode subscription, ObjectNode invoice) {
    boolean usedUp =
        number(invoice, "attempt_count") > account.retryRules().daysBetween().size()
            && !isSet(invoice, "next_payment_attempt");
    billing.subscriptions().paymentFailed(subscription, usedUp);
  }

  /** An invoice that starts a subscription is not retried: the subscription expires instead. */
  private void scheduleNext(ObjectNode invoice) {
    List<Integer> days = account.retryRules().daysBetween();
    int failures = Math.toIntExact(number(invoice, "attempt_count"));
    boolean first = "subscription_create".equals(text(invoice, "billing_reason"));
    if (first || failures > days.size()) {
      invoice.putNull("next_payment_attempt");
    } else {
      invoice.put("next_payment_attempt", account.now() + days.get(failures - 1) * 86_400L);
    }
  }
}
