package io.backstop.sandbox.resources;

import static io.backstop.sandbox.shape.Json.isSet;
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

/** Products and prices. */
final class CatalogResource {
  private static final String[] PRODUCT = {
    "active",
    "default_price",
    "description",
    "images",
    "marketing_features",
    "name",
    "shippable",
    "statement_descriptor",
    "tax_code",
    "unit_label",
    "url"
  };
  private static final String[] PRICE = {"active", "lookup_key", "nickname", "tax_behavior"};

  private CatalogResource() {}

  static void register(Routes routes) {
    routes.on("POST /v1/products", CatalogResource::createProduct);
    routes.on(
        "GET /v1/products",
        call ->
            ListPage.of(
                call, "product", each -> activeAsAsked(call, each) && amongIds(call, each)));
    routes.on("GET /v1/products/{product}", call -> call.account().get("product", call.id()));
    routes.on("POST /v1/products/{product}", call -> update(call, "product", PRODUCT));
    routes.on("DELETE /v1/products/{product}", CatalogResource::deleteProduct);
    routes.on("POST /v1/prices", CatalogResource::createPrice);
    routes.on("GET /v1/prices", CatalogResource::listPrices);
    routes.on("GET /v1/prices/{price}", call -> call.account().get("price", call.id()));
    routes.on("POST /v1/prices/{price}", call -> update(call, "price", PRICE));
  }

  private static boolean amongIds(Call call, ObjectNode product) {
    return !call.has("ids") || Json.texts(call.params().get("ids")).contains(text(product, "id"));
  }

  private static ObjectNode createProduct(Call call) {
    Billing billing = new Billing(call.account());
    ObjectNode product = billing.prices().createProduct(call.params());
    if (call.has("default_price_data")) {
      ObjectNode spec = (ObjectNode) call.params().get("default_price_data").deepCopy();
      ObjectNode price = billing.prices().create(spec.put("product", text(product, "id")));
      product.set("default_price", price.get("id"));
    }
    call.account().events().announce("product.created", product);
    return product;
  }

  private static ObjectNode createPrice(Call call) {
    ObjectNode price = new Billing(call.account()).prices().create(call.params());
    call.account().events().announce("price.created", price);
    return price;
  }

  private static ObjectNode update(Call call, String type, String[] members) {
    ObjectNode object = call.account().get(type, call.id());
    call.account()
        .events()
        .changing(
            type + ".updated",
            object,
            () -> {
              for (String name : members) {
                if (call.params().has(name)) {
                  boolean unset = Json.isUnset(call.params(), name);
                  object.set(name, unset ? Json.node(null) : call.params().get(name));
                }
              }
              Metadata.apply(object, call.params());
              if (type.equals("product")) {
                object.put("updated", call.account().now());
              }
            });
    return object;
  }

  private static ObjectNode deleteProduct(Call call) {
    Account account = call.account();
    ObjectNode product = account.get("product", call.id());
    if (!account
        .objects()
        .all("price", each -> call.id().equals(text(each, "product")))
        .isEmpty()) {
      throw StripeError.invalid(
          "id", "This product cannot be deleted because it has one or more user-created prices.");
    }
    account.objects().remove(product);
    account.events().announce("product.deleted", product);
    return Shapes.deleted("product", call.id());
  }

  private static boolean activeAsAsked(Call call, ObjectNode object) {
    return !call.has("active") || Json.flag(call.params(), "active") == Json.flag(object, "active");
  }

  private static ObjectNode listPrices(Call call) {
    return ListPage.of(
        call,
        "price",
        each ->
            activeAsAsked(call, each)
                && same(call, "product", each)
                && same(call, "type", each)
                && same(call, "currency", each)
                && (!call.has("lookup_keys")
                    || Json.texts(call.params().get("lookup_keys"))
                        .contains(text(each, "lookup_key")))
                && (!isSet(call.params(), "recurring", "interval")
                    || text(call.params(), "recurring", "interval")
                        .equals(text(each, "recurring", "interval"))));
  }

  private static boolean same(Call call, String name, ObjectNode object) {
    return !call.has(name) || call.text(name).equals(text(object, name));
  }
}
