package io.backstop.sandbox.resources;

import static io.backstop.sandbox.shape.Json.isSet;
import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.billing.Billing;
import io.backstop.sandbox.billing.InvoiceItems;
import io.backstop.sandbox.billing.Metadata;
import io.backstop.sandbox.http.Call;
import io.backstop.sandbox.http.ListPage;
import io.backstop.sandbox.http.Routes;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.Shapes;
import io.backstop.sandbox.shape.StripeError;

/** Invoice items, made by hand or by a proration. */
final class InvoiceItemResource {
  private InvoiceItemResource() {}

  static void register(Routes routes) {
    routes.on(
        "POST /v1/invoiceitems",
        call -> new InvoiceItems(new Billing(call.account())).create(call.params()));
    routes.on("GET /v1/invoiceitems", InvoiceItemResource::list);
    routes.on("GET /v1/invoiceitems/{invoiceitem}", InvoiceItemResource::item);
    routes.on("POST /v1/invoiceitems/{invoiceitem}", InvoiceItemResource::update);
    routes.on("DELETE /v1/invoiceitems/{invoiceitem}", InvoiceItemResource::delete);
  }

  private static ObjectNode item(Call call) {
    return call.account().get("invoiceitem", call.id());
  }

  private static ObjectNode pending(Call call) {
    ObjectNode item = item(call);
    if (isSet(item, "invoice")) {
      throw StripeError.invalid(
          null, "You cannot change an invoice item that is already on an invoice.");
    }
    return item;
  }

  private static ObjectNode update(Call call) {
    ObjectNode item = pending(call);
    for (String name : new String[] {"amount", "description", "discountable", "period"}) {
      if (call.has(name)) {
        item.set(name, call.params().get(name).deepCopy());
      }
    }
    Metadata.apply(item, call.params());
    return item;
  }

  private static ObjectNode delete(Call call) {
    ObjectNode item = pending(call);
    call.account().objects().remove(item);
    call.account().events().announce("invoiceitem.deleted", item);
    return Shapes.deleted("invoiceitem", call.id());
  }

  private static ObjectNode list(Call call) {
    boolean onlyPending = Json.flag(call.params(), "pending");
    return ListPage.of(
        call,
        "invoiceitem",
        each ->
            (!call.has("customer") || call.text("customer").equals(text(each, "customer")))
                && (!call.has("invoice") || call.text("invoice").equals(text(each, "invoice")))
                && (!onlyPending || !isSet(each, "invoice")));
  }
}
