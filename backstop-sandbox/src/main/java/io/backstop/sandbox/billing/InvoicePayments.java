package io.backstop.sandbox.billing;

import static io.backstop.sandbox.shape.Json.flag;
import static io.backstop.sandbox.shape.Json.number;
import static io.backstop.sandbox.shape.Json.object;
import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.shape.Json;
import java.util.List;
import java.util.Optional;

/** What ties an invoice to the payment intent that is to pay it. */
public final class InvoicePayments {
  private final Billing billing;
  private final Account account;

  InvoicePayments(Billing billing) {
    this.billing = billing;
    this.account = billing.account();
  }

  /** Gives a finalized invoice its payment intent, which is what a client confirms. */
  void open(ObjectNode invoice) {
    long due = number(invoice, "amount_due");
    ObjectNode intent =
        billing.paymentIntents().create(due, text(invoice, "currency"), text(invoice, "customer"));
    boolean subscription = billing.subscriptions().of(invoice).isPresent();
    intent.put("description", subscription ? "Subscription update" : "Payment for Invoice");
    intent.put("setup_future_usage", subscription ? "off_session" : null);
    ObjectNode payment = account.make("invoice_payment", "inpay_");
    payment.put("amount_requested", due);
    payment.set("currency", invoice.get("currency"));
    payment.set("invoice", invoice.get("id"));
    Json.set(
        payment, "payment", object("payment_intent", intent.get("id"), "type", "payment_intent"));
    account.objects().put(payment);
  }

  /** Payments of the invoice, oldest first. */
  public List<ObjectNode> of(ObjectNode invoice) {
    String id = text(invoice, "id");
    return account.objects().all("invoice_payment", each -> id.equals(text(each, "invoice")));
  }

  /** The payment intent that stands for the invoice. */
  public Optional<ObjectNode> intentOf(ObjectNode invoice) {
    return of(invoice).stream()
        .filter(payment -> flag(payment, "is_default"))
        .findFirst()
        .flatMap(
            payment ->
                account
                    .objects()
                    .find("payment_intent", text(payment, "payment", "payment_intent")));
  }

  public Optional<ObjectNode> invoiceOf(ObjectNode intent) {
    String id = text(intent, "id");
    return account
        .objects()
        .all("invoice_payment", each -> id.equals(text(each, "payment", "payment_intent")))
        .stream()
        .findFirst()
        .map(payment -> account.get("invoice", text(payment, "invoice")));
  }

  void cancel(ObjectNode invoice) {
    for (ObjectNode payment : of(invoice)) {
      payment.put("status", "canceled");
      ((ObjectNode) payment.get("status_transitions")).put("canceled_at", account.now());
    }
    intentOf(invoice)
        .filter(each -> !List.of("succeeded", "canceled").contains(text(each, "status")))
        .ifPresent(each -> billing.paymentIntents().cancel(each, "void_invoice"));
  }
}
