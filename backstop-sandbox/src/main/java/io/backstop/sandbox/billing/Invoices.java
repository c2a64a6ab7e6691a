package io.backstop.sandbox.billing;

import static io.backstop.sandbox.shape.Json.number;
import static io.backstop.sandbox.shape.Json.object;
import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.StripeError;
import java.util.List;

/**
 * Invoices from draft to open, void and uncollectible; {@link Collection} gets them paid. Real
 * invoices of a renewal stay draft for about an hour; here they are finalized at once.
 */
public final class Invoices {
  private final Billing billing;
  private final Account account;

  Invoices(Billing billing) {
    this.billing = billing;
    this.account = billing.account();
  }

  /** A draft for the customer, without lines. */
  public ObjectNode draft(ObjectNode customer, String currency, String reason) {
    ObjectNode invoice = account.make("invoice", "in_");
    String id = text(invoice, "id");
    invoice.set("customer", customer.get("id"));
    invoice.set("customer_email", customer.get("email"));
    invoice.set("customer_name", customer.get("name"));
    invoice.set("customer_phone", customer.get("phone"));
    invoice.set("customer_address", customer.get("address"));
    invoice.put("currency", currency).put("billing_reason", reason);
    invoice.put("period_start", account.now()).put("period_end", account.now());
    ((ObjectNode) invoice.get("lines")).put("url", "/v1/invoices/" + id + "/lines");
    return account.objects().put(invoice);
  }

  /** A draft for the subscription, with the lines given and whatever waits for its next invoice. */
  ObjectNode draft(ObjectNode subscription, String reason, List<ObjectNode> lines) {
    ObjectNode customer = account.get("customer", text(subscription, "customer"));
    ObjectNode invoice = draft(customer, text(subscription, "currency"), reason);
    invoice.set("collection_method", subscription.get("collection_method"));
    if ("send_invoice".equals(text(subscription, "collection_method"))) {
      invoice.put("due_date", account.now() + number(subscription, "days_until_due") * 86_400);
    }
    invoice.set(
        "parent",
        object(
            "quote_details",
            null,
            "subscription_details",
            object(
                "metadata", subscription.get("metadata").deepCopy(),
                "subscription", subscription.get("id")),
            "type",
            "subscription_details"));
    takePending(invoice, text(customer, "id"), text(subscription, "id"));
    ArrayNode data = (ArrayNode) invoice.get("lines").get("data");
    lines.forEach(data::add);
    data.forEach(line -> ((ObjectNode) line).set("invoice", invoice.get("id")));
    subscription.set("latest_invoice", invoice.get("id"));
    billing.discounts().expire(subscription);
    invoice.set("discounts", subscription.get("discounts").deepCopy());
    total(invoice);
    if (!lines.isEmpty() && number(invoice, "subtotal") > 0) {
      billing.discounts().spend(subscription);
    }
    return invoice;
  }

  /** Moves pending invoice items onto the invoice. */
  public void takePending(ObjectNode invoice, String customer, String subscription) {
    ArrayNode data = (ArrayNode) invoice.get("lines").get("data");
    for (ObjectNode item : billing.lines().pending(customer, subscription)) {
      item.set("invoice", invoice.get("id"));
      data.add(billing.lines().of(item).put("invoice", text(invoice, "id")));
    }
  }

  /** Writes every total from the lines, the discounts and the customer's balance. */
  public void total(ObjectNode invoice) {
    billing.discounts().apply(invoice);
    long subtotal = 0;
    long off = 0;
    for (ObjectNode line : Json.objects(invoice.get("lines").get("data"))) {
      subtotal += number(line, "amount");
      off += Discounts.discounted(line);
    }
    long total = subtotal - off;
    long balance = number(account.get("customer", text(invoice, "customer")), "balance");
    long due = Math.max(0, total + balance);
    invoice.put("subtotal", subtotal).put("subtotal_excluding_tax", subtotal);
    invoice.put("total", total).put("total_excluding_tax", total);
    invoice.put("starting_balance", balance).put("amount_due", due).put("amount_remaining", due);
    ((ObjectNode) invoice.get("lines")).put("total_count", invoice.get("lines").get("data").size());
    ArrayNode credits = invoice.putArray("total_pretax_credit_amounts");
    invoice
        .get("total_discount_amounts")
        .forEach(each -> credits.add(((ObjectNode) each.deepCopy()).put("type", "discount")));
  }

  /**
   * Finalizes a draft; with nothing due it is paid at once.
   *
   * @throws StripeError 400 if it is no draft
   */
  public void finalizeInvoice(ObjectNode invoice) {
    require(invoice, "draft", "finalize");
    total(invoice);
    ObjectNode customer = account.get("customer", text(invoice, "customer"));
    long sequence = number(customer, "next_invoice_sequence");
    customer.put("next_invoice_sequence", sequence + 1);
    invoice.put("number", "%s-%04d".formatted(text(customer, "invoice_prefix"), sequence));
    invoice.put("status", "open").put("effective_at", account.now());
    stamp(invoice, "finalized_at");
    invoice.put("hosted_invoice_url", "https://invoice.stripe.com/i/" + text(invoice, "id"));
    invoice.put("invoice_pdf", "https://pay.stripe.com/invoice/" + text(invoice, "id") + "/pdf");
    settleBalance(invoice, customer);
    if (number(invoice, "amount_due") > 0) {
      billing.payments().open(invoice);
    }
    account.events().announce("invoice.finalized", invoice);
    if (number(invoice, "amount_due") == 0) {
      billing.collection().paid(invoice, null);
    }
  }

  private void settleBalance(ObjectNode invoice, ObjectNode customer) {
    long before = number(customer, "balance");
    long after = Math.min(0, number(invoice, "total") + before);
    invoice.put("ending_balance", after);
    if (after != before) {
      customer.put("balance", after);
      ObjectNode entry = account.make("customer_balance_transaction", "cbtxn_");
      entry.put("amount", after - before).put("ending_balance", after);
      entry.put("type", after > before ? "applied_to_invoice" : "invoice_too_small");
      entry.set("currency", invoice.get("currency"));
      entry.set("customer", customer.get("id"));
      entry.set("invoice", invoice.get("id"));
      account.objects().put(entry);
    }
  }

  public void voidInvoice(ObjectNode invoice) {
    if (!"uncollectible".equals(text(invoice, "status"))) {
      require(invoice, "open", "void");
    }
    close(invoice, "void", "voided_at", "invoice.voided");
    billing.payments().cancel(invoice);
    billing.subscriptions().of(invoice).ifPresent(billing.subscriptions()::settleStatus);
  }

  public void markUncollectible(ObjectNode invoice) {
    require(invoice, "open", "mark as uncollectible");
    close(invoice, "uncollectible", "marked_uncollectible_at", "invoice.marked_uncollectible");
    billing.subscriptions().of(invoice).ifPresent(billing.subscriptions()::settleStatus);
  }

  private void close(ObjectNode invoice, String status, String stamp, String event) {
    invoice.put("status", status).putNull("next_payment_attempt").put("auto_advance", false);
    stamp(invoice, stamp);
    account.events().announce(event, invoice);
  }

  void stamp(ObjectNode invoice, String name) {
    ((ObjectNode) invoice.get("status_transitions")).put(name, account.now());
  }

  private static void require(ObjectNode invoice, String status, String verb) {
    if (!status.equals(text(invoice, "status"))) {
      throw StripeError.invalid(
          "invoice_not_editable",
          null,
          "You can only %s an invoice that is %s; this one is %s."
              .formatted(verb, status, text(invoice, "status")));
    }
  }

  /** The subscription's invoices that are open. */
  List<ObjectNode> open(ObjectNode subscription) {
    String id = text(subscription, "id");
    return account
        .objects()
        .all(
            "invoice",
            each ->
                "open".equals(text(each, "status"))
                    && id.equals(text(each, "parent", "subscription_details", "subscription")));
  }
}
