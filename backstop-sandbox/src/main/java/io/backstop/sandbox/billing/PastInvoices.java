package io.backstop.sandbox.billing;

import static io.backstop.sandbox.shape.Json.isSet;
import static io.backstop.sandbox.shape.Json.number;
import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.account.Ids;
import io.backstop.sandbox.shape.Shapes;
import java.util.List;
import java.util.Optional;

/**
 * Invoices that are laid down as if they had been issued at some time, whatever the card would say.
 */
public final class PastInvoices {
  private static final long RETRY_AFTER = 3 * 86_400L;

  private final Billing billing;
  private final Account account;

  public PastInvoices(Billing billing) {
    this.billing = billing;
    this.account = billing.account();
  }

  /**
   * Lays an invoice of the subscription down, at the present moment.
   *
   * @param id or null for a new one
   * @param status draft, open, paid, void or uncollectible
   * @param failed whether an open one has been tried
   */
  public ObjectNode ofSubscription(
      ObjectNode subscription, String id, String reason, String status, boolean failed) {
    JsonNode latest = subscription.get("latest_invoice");
    ObjectNode invoice =
        billing.invoices().draft(subscription, reason, billing.lines().recurring(subscription));
    rename(invoice, id);
    subscription.set("latest_invoice", latest);
    bring(invoice, status, failed);
    return invoice;
  }

  /** An invoice over one amount, without a subscription. */
  public ObjectNode ofCustomer(ObjectNode customer, String id, long amount, JsonNode given) {
    String currency = isSet(given, "currency") ? text(given, "currency") : "usd";
    ObjectNode invoice = billing.invoices().draft(customer, currency, "manual");
    rename(invoice, id);
    ObjectNode line = Shapes.make("line_item");
    line.put("id", Ids.next("il_")).put("amount", amount);
    line.put("subtotal", amount).put("currency", currency).put("quantity", 1);
    line.set("invoice", invoice.get("id"));
    line.put("description", text(given, "description"));
    ((ArrayNode) invoice.get("lines").get("data")).add(line);
    billing.invoices().total(invoice);
    bring(invoice, text(given, "status"), number(given, "attempt_count") > 0);
    return invoice;
  }

  private void rename(ObjectNode invoice, String id) {
    if (id == null) {
      return;
    }
    account.objects().remove(invoice);
    account.objects().put(invoice.put("id", id));
    ((ObjectNode) invoice.get("lines")).put("url", "/v1/invoices/" + id + "/lines");
    invoice.get("lines").get("data").forEach(line -> ((ObjectNode) line).put("invoice", id));
  }

  private void bring(ObjectNode invoice, String status, boolean failed) {
    if (status == null || status.equals("draft")) {
      return;
    }
    billing.invoices().finalizeInvoice(invoice);
    if (!"open".equals(text(invoice, "status"))) {
      return;
    }
    switch (status) {
      case "paid" -> pay(invoice);
      case "void" -> billing.invoices().voidInvoice(invoice);
      case "uncollectible" -> billing.invoices().markUncollectible(invoice);
      default -> {
        if (failed) {
          fail(invoice);
        }
      }
    }
  }

  private void pay(ObjectNode invoice) {
    ObjectNode intent = billing.payments().intentOf(invoice).orElseThrow();
    Optional<ObjectNode> method = billing.collection().methodFor(invoice);
    if (method.isPresent()) {
      intent.set("payment_method", method.get().get("id"));
      billing.paymentIntents().succeed(intent, method.get());
    } else {
      intent.put("status", "succeeded").put("amount_received", number(intent, "amount"));
    }
    billing.collection().paid(invoice, intent);
  }

  private void fail(ObjectNode invoice) {
    ObjectNode intent = billing.payments().intentOf(invoice).orElseThrow();
    billing
        .collection()
        .methodFor(invoice)
        .ifPresent(
            method -> {
              TestCard card = PaymentMethods.cardOfMethod(method);
              TestCard declining = card.code == null ? TestCard.CHARGE_FAILS : card;
              billing
                  .paymentIntents()
                  .fail(intent, method, PaymentMethods.decline(declining, method));
            });
    invoice.put("attempted", true).put("attempt_count", 1);
    if (!"subscription_create".equals(text(invoice, "billing_reason"))) {
      invoice.put("next_payment_attempt", account.now() + RETRY_AFTER);
    }
  }

  /**
   * The open invoices of the account whose next attempt would lie in the past get one in three
   * days.
   */
  public void postpone(List<ObjectNode> invoices) {
    for (ObjectNode invoice : invoices) {
      if (isSet(invoice, "next_payment_attempt")
          && number(invoice, "next_payment_attempt") <= account.now()) {
        invoice.put("next_payment_attempt", account.now() + RETRY_AFTER);
      }
    }
  }
}
