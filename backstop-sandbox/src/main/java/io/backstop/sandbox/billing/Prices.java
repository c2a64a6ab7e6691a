package io.backstop.sandbox.billing;

import static io.backstop.sandbox.shape.Json.decimal;
import static io.backstop.sandbox.shape.Json.isSet;
import static io.backstop.sandbox.shape.Json.number;
import static io.backstop.sandbox.shape.Json.object;
import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.Shapes;
import io.backstop.sandbox.shape.StripeError;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Prices and the products that they are for. Tiers and metered usage are not modelled. */
public final class Prices {
  private final Account account;

  Prices(Account account) {
    this.account = account;
  }

  /** The price that {@code price} names or {@code price_data} describes. */
  public ObjectNode resolve(JsonNode spec, String param) {
    if (isSet(spec, "price_data")) {
      return create(spec.get("price_data"));
    }
    String id = text(spec, "price");
    if (id == null) {
      throw StripeError.parameter(
          "parameter_missing", param, "Missing required param: " + param + ".");
    }
    ObjectNode price = account.referred("price", id, param);
    if (!Json.flag(price, "active")) {
      throw StripeError.invalid(
          param, "The price specified is inactive. This field only accepts active prices.");
    }
    return price;
  }

  /** A price from the parameters of POST /v1/prices, a price_data, or a fixture. */
  public ObjectNode create(JsonNode params) {
    ObjectNode price = account.make("price", "price_");
    for (String same :
        new String[] {"active", "currency", "nickname", "lookup_key", "metadata", "tax_behavior"}) {
      if (isSet(params, same)) {
        price.set(same, params.get(same).deepCopy());
      }
    }
    price.set("product", product(params).get("id"));
    if (isSet(params, "recurring")) {
      price.put("type", "recurring");
      ObjectNode recurring =
          object(
              "interval",
              "month",
              "interval_count",
              1,
              "meter",
              null,
              "trial_period_days",
              null,
              "usage_type",
              "licensed");
      price.set("recurring", Json.merge(recurring, params.get("recurring")));
    }
    setAmount(price, params);
    return account.objects().put(price);
  }

  /** Sets unit_amount and unit_amount_decimal from whichever of them is given. */
  public static void setAmount(ObjectNode price, JsonNode params) {
    if (isSet(params, "unit_amount_decimal")) {
      price.put("unit_amount_decimal", text(params, "unit_amount_decimal"));
      if (decimal(params, "unit_amount_decimal").stripTrailingZeros().scale() <= 0) {
        price.put("unit_amount", decimal(params, "unit_amount_decimal").longValueExact());
      }
    } else {
      price.put("unit_amount", number(params, "unit_amount"));
      price.put("unit_amount_decimal", Long.toString(number(params, "unit_amount")));
    }
  }

  private ObjectNode product(JsonNode params) {
    if (isSet(params, "product")) {
      return account.referred("product", text(params, "product"), "product");
    }
    if (!isSet(params, "product_data")) {
      throw StripeError.parameter(
          "parameter_missing", "product", "Missing required param: product.");
    }
    return createProduct(params.get("product_data"));
  }

  public ObjectNode createProduct(JsonNode params) {
    ObjectNode product = account.make("product", "prod_");
    product.put("updated", account.now());
    for (String same :
        new String[] {
          "id",
          "active",
          "name",
          "description",
          "metadata",
          "images",
          "url",
          "unit_label",
          "statement_descriptor",
          "tax_code",
          "shippable",
          "marketing_features"
        }) {
      if (isSet(params, same)) {
        product.set(same, params.get(same).deepCopy());
      }
    }
    return account.objects().put(product);
  }

  /** What the quantity costs for one interval. */
  static long amount(ObjectNode price, long quantity) {
    return decimal(price, "unit_amount_decimal")
        .multiply(BigDecimal.valueOf(quantity))
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  /** The name of the product, for descriptions. */
  String name(ObjectNode price) {
    return account
        .objects()
        .find("product", text(price, "product"))
        .map(product -> text(product, "name"))
        .orElse("Subscription");
  }

  /** The legacy plan that stands beside a price in subscription items. */
  public static ObjectNode plan(ObjectNode price) {
    ObjectNode plan = Shapes.make("plan");
    for (String same :
        new String[] {
          "id",
          "active",
          "billing_scheme",
          "created",
          "currency",
          "livemode",
          "metadata",
          "nickname",
          "product",
          "tiers_mode"
        }) {
      plan.set(same, price.get(same).deepCopy());
    }
    plan.set("amount", price.get("unit_amount"));
    plan.set("amount_decimal", price.get("unit_amount_decimal"));
    JsonNode recurring = price.path("recurring");
    plan.put("interval", text(recurring, "interval"));
    plan.put("interval_count", number(recurring, "interval_count"));
    plan.put("usage_type", "licensed");
    return plan;
  }
}
