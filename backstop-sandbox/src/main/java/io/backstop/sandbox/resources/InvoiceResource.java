package io.backstop.sandbox.resources;

import static io.backstop.sandbox.shape.Json.flag;
import static io.backstop.sandbox.shape.Json.isSet;
import static io.backstop.sandbox.shape.Json.object;
import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.billing.Billing;
import io.backstop.sandbox.billing.Metadata;
import io.backstop.sandbox.http.Call;
import io.backstop.sandbox.http.ListPage;
import io.backstop.sandbox.http.Routes;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.Shapes;
import io.backstop.sandbox.shape.StripeError;

/** Invoices and their payments. */
final class InvoiceResource {
  private InvoiceResource() {}

  static void register(Routes routes) {
    routes.on("POST /v1/invoices", call -> call.account().allOrNothing(() -> create(call)));
    routes.on("GET /v1/invoices", InvoiceResource::list);
    routes.on(
        "POST /v1/invoices/create_preview",
        call -> new Billing(call.account()).previews().preview(call.params()));
    routes.on("GET /v1/invoices/{invoice}", InvoiceResource::invoice);
    routes.on("POST /v1/invoices/{invoice}", InvoiceResource::update);
    routes.on("DELETE /v1/invoices/{invoice}", InvoiceResource::delete);
    routes.on("POST /v1/invoices/{invoice}/finalize", InvoiceResource::finalizeInvoice);
    routes.on("POST /v1/invoices/{invoice}/pay", InvoiceResource::pay);
    routes.on("POST /v1/invoices/{invoice}/void", InvoiceResource::voidInvoice);
    routes.on("POST /v1/invoices/{invoice}/mark_uncollectible", InvoiceResource::giveUp);
    routes.on("GET /v1/invoices/{invoice}/lines", InvoiceResource::lines);
    routes.on("GET /v1/invoice_payments", InvoiceResource::payments);
    routes.on(
        "GET /v1/invoice_payments/{invoice_payment}",
        call -> call.account().get("invoice_payment", call.id()));
  }

  private static ObjectNode invoice(Call call) {
    return call.account().get("invoice", call.id());
  }

  /** A manual invoice: with what waits for the customer, unless that is excluded. */
  private static ObjectNode create(Call call) {
    Account account = call.account();
    Billing billing = new Billing(account);
    ObjectNode customer =
        account.referred("customer", String.valueOf(call.text("customer")), "customer");
    String currency = call.has("currency") ? call.text("currency") : text(customer, "currency");
    ObjectNode invoice =
        billing.invoices().draft(customer, currency == null ? "usd" : currency, "manual");
    set(call, invoice);
    if (call.has("discounts")) {
      ObjectNode owner = object("customer", customer.get("id"), "invoice", invoice.get("id"));
      invoice.set(
          "discounts",
          billing.discounts().replace(call.params().get("discounts"), Json.array(), owner));
    }
    if (!"exclude".equals(call.text("pending_invoice_items_behavior"))) {
      billing.invoices().takePending(invoice, text(customer, "id"), call.text("subscription"));
    }
    billing.invoices().total(invoice);
    account.events().announce("invoice.created", invoice);
    return invoice;
  }

  private static void set(Call call, ObjectNode invoice) {
    for (String name :
        new String[] {
          "auto_advance",
          "collection_method",
          "default_payment_method",
          "description",
          "due_date",
          "footer",
          "statement_descriptor"
        }) {
      if (isSet(call.params(), name)) {
        invoice.set(name, call.params().get(name));
      }
    }
    Metadata.apply(invoice, call.params());
  }

  private static ObjectNode update(Call call) {
    ObjectNode invoice = invoice(call);
    call.account().events().changing("invoice.updated", invoice, () -> set(call, invoice));
    return invoice;
  }

  private static ObjectNode delete(Call call) {
    ObjectNode invoice = invoice(call);
    if (!"draft".equals(text(invoice, "status"))) {
      throw StripeError.invalid(
          "invoice_not_editable", null, "You can only delete draft invoices.");
    }
    call.account()
        .objects()
        .all("invoiceitem", each -> call.id().equals(text(each, "invoice")))
        .forEach(each -> each.putNull("invoice"));
    call.account().objects().remove(invoice);
    call.account().events().announce("invoice.deleted", invoice);
    return Shapes.deleted("invoice", call.id());
  }

  private static ObjectNode finalizeInvoice(Call call) {
    ObjectNode invoice = invoice(call);
    new Billing(call.account()).invoices().finalizeInvoice(invoice);
    return invoice;
  }

  private static ObjectNode pay(Call call) {
    Billing billing = new Billing(call.account());
    ObjectNode invoice = invoice(call);
    if ("draft".equals(text(invoice, "status"))) {
      billing.invoices().finalizeInvoice(invoice);
    }
    if (flag(call.params(), "paid_out_of_band")) {
      billing.collection().payOutOfBand(invoice);
      return invoice;
    }
    ObjectNode method =
        call.has("payment_method")
            ? billing.paymentMethods().resolve(call.text("payment_method"), "payment_method")
            : null;
    boolean offSession = !call.has("off_session") || flag(call.params(), "off_session");
    billing.collection().pay(invoice, method, offSession);
    return invoice;
  }

  private static ObjectNode voidInvoice(Call call) {
    ObjectNode invoice = invoice(call);
    new Billing(call.account()).invoices().voidInvoice(invoice);
    return invoice;
  }

  private static ObjectNode giveUp(Call call) {
    ObjectNode invoice = invoice(call);
    new Billing(call.account()).invoices().markUncollectible(invoice);
    return invoice;
  }

  private static ObjectNode lines(Call call) {
    return ListPage.of(call, Json.objects(invoice(call).get("lines").get("data")));
  }

  private static ObjectNode list(Call call) {
    return ListPage.of(
        call,
        "invoice",
        each ->
            same(call, "customer", text(each, "customer"))
                && same(call, "status", text(each, "status"))
                && same(call, "collection_method", text(each, "collection_method"))
                && same(
                    call,
                    "subscription",
                    text(each, "parent", "subscription_details", "subscription")));
  }

  private static ObjectNode payments(Call call) {
    String intent = text(call.params(), "payment", "payment_intent");
    return ListPage.of(
        call,
        "invoice_payment",
        each ->
            same(call, "invoice", text(each, "invoice"))
                && same(call, "status", text(each, "status"))
                && (intent == null || intent.equals(text(each, "payment", "payment_intent"))));
  }

  private static boolean same(Call call, String name, String value) {
    return !call.has(name) || call.text(name).equals(value);
  }
}
