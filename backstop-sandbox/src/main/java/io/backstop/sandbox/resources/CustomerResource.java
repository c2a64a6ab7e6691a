package io.backstop.sandbox.resources;

import static io.backstop.sandbox.shape.Json.isSet;
import static io.backstop.sandbox.shape.Json.isUnset;
import static io.backstop.sandbox.shape.Json.number;
import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.account.Ids;
import io.backstop.sandbox.billing.Billing;
import io.backstop.sandbox.billing.Metadata;
import io.backstop.sandbox.billing.Subscriptions;
import io.backstop.sandbox.http.Call;
import io.backstop.sandbox.http.ListPage;
import io.backstop.sandbox.http.Routes;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.Shapes;
import io.backstop.sandbox.shape.StripeError;
import java.util.List;
import java.util.Locale;

/** Customers, their cards and their balance. */
final class CustomerResource {
  private static final String[] PLAIN = {
    "address",
    "balance",
    "description",
    "email",
    "invoice_prefix",
    "name",
    "next_invoice_sequence",
    "phone",
    "preferred_locales",
    "shipping",
    "tax_exempt"
  };

  /** An address has all of its parts; what was left out of a request is null. */
  private static final List<String> ADDRESS =
      List.of("city", "country", "line1", "line2", "postal_code", "state");

  private CustomerResource() {}

  static void register(Routes routes) {
    routes.on("POST /v1/customers", call -> call.account().allOrNothing(() -> create(call)));
    routes.on("GET /v1/customers", CustomerResource::list);
    routes.on("GET /v1/customers/{customer}", CustomerResource::retrieve);
    routes.on(
        "POST /v1/customers/{customer}", call -> call.account().allOrNothing(() -> update(call)));
    routes.on("DELETE /v1/customers/{customer}", CustomerResource::delete);
    routes.on("GET /v1/customers/{customer}/payment_methods", CustomerResource::methods);
    routes.on(
        "GET /v1/customers/{customer}/payment_methods/{payment_method}",
        call -> method(call, call.path().get("payment_method")));
    routes.on("GET /v1/customers/{customer}/balance_transactions", CustomerResource::balance);
    routes.on("POST /v1/customers/{customer}/balance_transactions", CustomerResource::adjust);
  }

  private static ObjectNode create(Call call) {
    Account account = call.account();
    ObjectNode customer = account.make("customer", "cus_");
    customer.put("invoice_prefix", Ids.random(8).toUpperCase(Locale.ROOT));
    account.objects().put(customer);
    if (call.has("payment_method")) {
      Billing billing = new Billing(account);
      ObjectNode method =
          billing.paymentMethods().resolve(call.text("payment_method"), "payment_method");
      billing.paymentMethods().attach(method, text(customer, "id"));
    }
    set(call, customer);
    account.events().announce("customer.created", customer);
    return customer;
  }

  private static ObjectNode list(Call call) {
    String email = call.text("email");
    return ListPage.of(
        call, "customer", each -> email == null || email.equals(text(each, "email")));
  }

  private static ObjectNode retrieve(Call call) {
    return call.account()
        .objects()
        .find("customer", call.id())
        .orElseThrow(() -> StripeError.missing("customer", call.id()));
  }

  private static ObjectNode update(Call call) {
    ObjectNode customer = call.account().get("customer", call.id());
    call.account().events().changing("customer.updated", customer, () -> set(call, customer));
    return customer;
  }

  private static void set(Call call, ObjectNode customer) {
    JsonNode settings = call.params().path("invoice_settings");
    JsonNode card = Json.node(null);
    if (isSet(settings, "default_payment_method") && !isUnset(settings, "default_payment_method")) {
      card = Json.node(defaultCard(call, customer, text(settings, "default_payment_method")));
    }
    for (String name : PLAIN) {
      if (call.params().has(name)) {
        boolean unset = isUnset(call.params(), name);
        customer.set(name, unset ? Json.node(null) : call.params().get(name).deepCopy());
      }
    }
    if (customer.get("address") instanceof ObjectNode address) {
      ADDRESS.stream().filter(part -> !address.has(part)).forEach(address::putNull);
    }
    Metadata.apply(customer, call.params());
    if (settings.has("default_payment_method")) {
      ((ObjectNode) customer.get("invoice_settings")).set("default_payment_method", card);
    }
  }

  private static String defaultCard(Call call, ObjectNode customer, String id) {
    String param = "invoice_settings[default_payment_method]";
    ObjectNode method = new Billing(call.account()).paymentMethods().resolve(id, param);
    if (!text(customer, "id").equals(text(method, "customer"))) {
      throw StripeError.invalid(
          "resource_missing",
          param,
          "The customer does not have a payment method with the ID "
              + id
              + ". The payment method must be attached to the customer.");
    }
    return text(method, "id");
  }

  /** Deleting cancels the customer's subscriptions at once. */
  private static ObjectNode delete(Call call) {
    Account account = call.account();
    ObjectNode customer = account.get("customer", call.id());
    Billing billing = new Billing(account);
    for (ObjectNode subscription :
        account.objects().all("subscription", each -> call.id().equals(text(each, "customer")))) {
      if (!Subscriptions.ENDED.contains(text(subscription, "status"))) {
        billing.cycle().cancel(subscription, Json.object());
      }
    }
    account.events().announce("customer.deleted", customer);
    return account.objects().put(Shapes.deleted("customer", call.id()));
  }

  private static ObjectNode methods(Call call) {
    call.account().get("customer", call.id());
    return ListPage.of(call, "payment_method", each -> call.id().equals(text(each, "customer")));
  }

  private static ObjectNode method(Call call, String id) {
    ObjectNode method = call.account().get("payment_method", id);
    if (!call.id().equals(text(method, "customer"))) {
      throw StripeError.missing("payment_method", id);
    }
    return method;
  }

  private static ObjectNode balance(Call call) {
    call.account().get("customer", call.id());
    return ListPage.of(
        call, "customer_balance_transaction", each -> call.id().equals(text(each, "customer")));
  }

  private static ObjectNode adjust(Call call) {
    Account account = call.account();
    ObjectNode customer = account.get("customer", call.id());
    ObjectNode entry = account.make("customer_balance_transaction", "cbtxn_");
    long after = number(customer, "balance") + number(call.params(), "amount");
    entry.set("amount", call.params().get("amount"));
    entry.set("currency", call.params().get("currency"));
    entry.put("customer", call.id()).put("ending_balance", after);
    entry.put("description", call.text("description"));
    Metadata.apply(entry, call.params());
    account.events().changing("customer.updated", customer, () -> customer.put("balance", after));
    return account.objects().put(entry);
  }
}
