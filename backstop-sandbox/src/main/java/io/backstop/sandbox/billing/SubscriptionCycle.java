package io.backstop.sandbox.billing;

import static io.backstop.sandbox.shape.Json.isSet;
import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.StripeError;
import java.util.List;

/** What time does to a subscription: renewal, the end of a trial, a pause, expiry, the end. */
public final class SubscriptionCycle {
  private final Billing billing;
  private final Account account;

  SubscriptionCycle(Billing billing) {
    this.billing = billing;
    this.account = billing.account();
  }

  /** The period is over: the next one begins, is invoiced and charged. */
  public void renew(ObjectNode subscription) {
    billing
        .subscriptions()
        .change(
            subscription,
            () -> {
              long start = Subscriptions.periodEnd(subscription);
              long oldStart = Subscriptions.periodStart(subscription);
              ObjectNode invoice = nextInvoice(subscription, start, "subscription_cycle");
              invoice.put("period_start", oldStart).put("period_end", start);
              billing.subscriptions().issue(subscription, invoice);
            });
  }

  /** Lets a period begin at the moment and drafts its invoice. */
  ObjectNode nextInvoice(ObjectNode subscription, long start, String reason) {
    long anchor = Json.number(subscription, "billing_cycle_anchor");
    JsonNode recurring = Subscriptions.recurring(subscription);
    Subscriptions.period(subscription, start, Periods.next(anchor, recurring, start));
    return billing.invoices().draft(subscription, reason, billing.lines().recurring(subscription));
  }

  /** Starts a period, and the billing cycle, at the moment. */
  void startPeriod(ObjectNode subscription, long now, String reason) {
    subscription.put("billing_cycle_anchor", now);
    billing.subscriptions().issue(subscription, nextInvoice(subscription, now, reason));
  }

  /** The trial is over; what then happens without a card, {@code trial_settings} say. */
  public void endTrial(ObjectNode subscription, String reason) {
    billing
        .subscriptions()
        .change(
            subscription,
            () -> {
              subscription.put("trial_end", account.now());
              ObjectNode customer = account.get("customer", text(subscription, "customer"));
              boolean card =
                  isSet(subscription, "default_payment_method")
                      || isSet(customer, "invoice_settings", "default_payment_method");
              String without =
                  text(subscription, "trial_settings", "end_behavior", "missing_payment_method");
              if (!card && "pause".equals(without)) {
                subscription.put("status", "paused");
                account.events().announce("customer.subscription.paused", subscription);
              } else if (!card && "cancel".equals(without)) {
                end(subscription, null);
              } else {
                subscription.put("status", "active");
                startPeriod(subscription, account.now(), reason);
              }
            });
  }

  /** The next trial day is three days away. */
  public void trialWillEnd(ObjectNode subscription) {
    account.events().announce("customer.subscription.trial_will_end", subscription);
  }

  /** {@code resumes_at} has come. */
  public void resumeCollection(ObjectNode subscription) {
    billing.subscriptions().change(subscription, () -> subscription.putNull("pause_collection"));
  }

  /** 23 hours without a first payment. */
  public void expire(ObjectNode subscription) {
    billing
        .subscriptions()
        .change(
            subscription,
            () -> {
              subscription.put("status", "incomplete_expired").put("ended_at", account.now());
              for (ObjectNode invoice : billing.invoices().open(subscription)) {
                billing.invoices().voidInvoice(invoice);
              }
            });
  }

  /** POST /v1/subscriptions/{id}/resume, for a subscription that a trial left paused. */
  public void resume(ObjectNode subscription) {
    if (!"paused".equals(text(subscription, "status"))) {
      throw StripeError.invalid(
          null, "Only a subscription with status paused can be resumed; pause_collection is not.");
    }
    billing
        .subscriptions()
        .change(
            subscription, () -> startPeriod(subscription, account.now(), "subscription_update"));
    if ("active".equals(text(subscription, "status"))) {
      account.events().announce("customer.subscription.resumed", subscription);
    }
  }

  /** DELETE /v1/subscriptions/{id}: at once and for good. Open invoices stay open. */
  public void cancel(ObjectNode subscription, JsonNode params) {
    SubscriptionFields.reasons((ObjectNode) subscription.get("cancellation_details"), params);
    if (Json.flag(params, "prorate") && !"trialing".equals(text(subscription, "status"))) {
      Subscriptions.items(subscription)
          .forEach(item -> billing.prorations().credit(subscription, item, account.now()));
    }
    if (Json.flag(params, "invoice_now")) {
      String customer = text(subscription, "customer");
      if (!billing.lines().pending(customer, text(subscription, "id")).isEmpty()) {
        ObjectNode invoice =
            billing.invoices().draft(subscription, "subscription_update", List.of());
        billing.subscriptions().issue(subscription, invoice);
      }
    }
    end(subscription, "cancellation_requested");
  }

  /** The subscription ends now; its open invoices are not retried any more. */
  public void end(ObjectNode subscription, String reason) {
    subscription.put("status", "canceled").put("ended_at", account.now());
    if (!isSet(subscription, "canceled_at")) {
      subscription.put("canceled_at", account.now());
    }
    if (reason != null) {
      ((ObjectNode) subscription.get("cancellation_details")).put("reason", reason);
    }
    for (ObjectNode invoice : billing.invoices().open(subscription)) {
      invoice.putNull("next_payment_attempt").put("auto_advance", false);
    }
    account.events().ended("customer.subscription.deleted", subscription);
    billing.schedules().subscriptionEnded(subscription);
  }
}
