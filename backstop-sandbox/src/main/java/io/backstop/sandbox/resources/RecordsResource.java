package io.backstop.sandbox.resources;

import static io.backstop.sandbox.shape.Json.flag;
import static io.backstop.sandbox.shape.Json.isSet;
import static io.backstop.sandbox.shape.Json.number;
import static io.backstop.sandbox.shape.Json.text;
import static io.backstop.sandbox.shape.Json.texts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.billing.Metadata;
import io.backstop.sandbox.http.Call;
import io.backstop.sandbox.http.ListPage;
import io.backstop.sandbox.http.Routes;
import io.backstop.sandbox.shape.StripeError;

/** What is mostly looked up: the account, events, charges; and refunds of charges. */
final class RecordsResource {
  private RecordsResource() {}

  static void register(Routes routes) {
    routes.on("GET /v1/account", call -> call.account().get("account", call.account().id()));
    routes.on("GET /v1/events", RecordsResource::events);
    routes.on("GET /v1/events/{event}", call -> call.account().get("event", call.id()));
    routes.on("GET /v1/charges", RecordsResource::charges);
    routes.on("GET /v1/charges/{charge}", call -> call.account().get("charge", call.id()));
    routes.on("POST /v1/refunds", RecordsResource::refund);
    routes.on(
        "GET /v1/refunds",
        call ->
            ListPage.of(
                call,
                "refund",
                each -> !call.has("charge") || call.text("charge").equals(text(each, "charge"))));
    routes.on("GET /v1/refunds/{refund}", call -> call.account().get("refund", call.id()));
  }

  private static ObjectNode events(Call call) {
    return ListPage.of(
        call,
        "event",
        each ->
            (!call.has("type") || call.text("type").equals(text(each, "type")))
                && (!call.has("types")
                    || texts(call.params().get("types")).contains(text(each, "type"))));
  }

  private static ObjectNode charges(Call call) {
    return ListPage.of(
        call,
        "charge",
        each ->
            (!call.has("customer") || call.text("customer").equals(text(each, "customer")))
                && (!call.has("payment_intent")
                    || call.text("payment_intent").equals(text(each, "payment_intent"))));
  }

  private static ObjectNode refund(Call call) {
    Account account = call.account();
    ObjectNode charge = refunded(call);
    long left = number(charge, "amount") - number(charge, "amount_refunded");
    long amount = call.has("amount") ? number(call.params(), "amount") : left;
    if (flag(charge, "refunded") || amount > left) {
      throw StripeError.invalid(
          "charge_already_refunded", null, "Charge " + text(charge, "id") + " has been refunded.");
    }
    ObjectNode refund = account.make("refund", "re_");
    refund.put("amount", amount).put("reason", call.text("reason"));
    for (String same : new String[] {"currency", "payment_intent", "customer", "payment_method"}) {
      refund.set(same, charge.get(same));
    }
    refund.set("charge", charge.get("id"));
    Metadata.apply(refund, call.params());
    charge.put("amount_refunded", number(charge, "amount_refunded") + amount);
    charge.put("refunded", amount == left);
    account.objects().put(refund);
    account.events().announce("charge.refunded", charge);
    account.events().announce("refund.created", refund);
    return refund;
  }

  private static ObjectNode refunded(Call call) {
    Account account = call.account();
    if (call.has("charge")) {
      return account.referred("charge", call.text("charge"), "charge");
    }
    String id = String.valueOf(call.text("payment_intent"));
    ObjectNode intent = account.referred("payment_intent", id, "payment_intent");
    if (!isSet(intent, "latest_charge")) {
      throw StripeError.invalid("payment_intent", "This PaymentIntent has no successful charge.");
    }
    return account.get("charge", text(intent, "latest_charge"));
  }
}
