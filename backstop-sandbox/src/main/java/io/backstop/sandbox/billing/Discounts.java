package io.backstop.sandbox.billing;

import static io.backstop.sandbox.shape.Json.decimal;
import static io.backstop.sandbox.shape.Json.flag;
import static io.backstop.sandbox.shape.Json.isSet;
import static io.backstop.sandbox.shape.Json.number;
import static io.backstop.sandbox.shape.Json.object;
import static io.backstop.sandbox.shape.Json.text;
import static io.backstop.sandbox.shape.Json.texts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.StripeError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Coupons, promotion codes and the discounts that come of them. */
public final class Discounts {
  private final Account account;

  Discounts(Account account) {
    this.account = account;
  }

  /**
   * The discounts that an owner has after a {@code discounts} parameter: exactly those that it
   * lists. An entry {@code discount} keeps one that the owner has; {@code coupon} and {@code
   * promotion_code} make a new one.
   *
   * @param given the parameter; the empty string takes all away
   * @param present ids of the owner's discounts
   * @param owner members of the new discounts: customer, and subscription or invoice where there is
   *     one
   */
  public ArrayNode replace(JsonNode given, JsonNode present, ObjectNode owner) {
    ArrayNode ids = Json.array();
    if (given.isArray()) {
      int index = 0;
      for (JsonNode entry : given) {
        ids.add(one(entry, texts(present), owner, "discounts[" + index++ + "]"));
      }
    }
    return ids;
  }

  private String one(JsonNode entry, List<String> present, ObjectNode owner, String param) {
    if (isSet(entry, "discount")) {
      String id = text(entry, "discount");
      if (!present.contains(id)) {
        throw StripeError.missing(400, param + "[discount]", "discount", id);
      }
      return id;
    }
    if (isSet(entry, "promotion_code")) {
      ObjectNode code =
          account.referred(
              "promotion_code", text(entry, "promotion_code"), param + "[promotion_code]");
      if (!flag(code, "active")) {
        throw StripeError.invalid(param, "This promotion code is no longer active.");
      }
      code.put("times_redeemed", number(code, "times_redeemed") + 1);
      return redeem(text(code, "promotion", "coupon"), text(code, "id"), owner, param);
    }
    return redeem(text(entry, "coupon"), null, owner, param);
  }

  private String redeem(String couponId, String promotionCode, ObjectNode owner, String param) {
    if (couponId == null) {
      throw StripeError.parameter(
          "parameter_missing", param, "Missing required param: " + param + "[coupon].");
    }
    ObjectNode coupon = account.referred("coupon", couponId, param + "[coupon]");
    if (!redeemable(coupon)) {
      throw StripeError.invalid("coupon_expired", param, "Coupon expired: " + couponId);
    }
    coupon.put("times_redeemed", number(coupon, "times_redeemed") + 1);
    coupon.put("valid", redeemable(coupon));
    ObjectNode discount = account.make("discount", "di_");
    Json.merge(discount, owner);
    discount.put("start", account.now());
    if ("repeating".equals(text(coupon, "duration"))) {
      discount.put("end", Periods.plusMonths(account.now(), number(coupon, "duration_in_months")));
    }
    discount.put("promotion_code", promotionCode);
    discount.set("source", object("coupon", couponId, "type", "coupon"));
    return text(account.objects().put(discount), "id");
  }

  private boolean redeemable(ObjectNode coupon) {
    boolean used =
        isSet(coupon, "max_redemptions")
            && number(coupon, "times_redeemed") >= number(coupon, "max_redemptions");
    boolean late = isSet(coupon, "redeem_by") && number(coupon, "redeem_by") < account.now();
    return !used && !late;
  }

  /** Takes from the subscription what has come to its end by now. */
  void expire(ObjectNode subscription) {
    keep(
        subscription,
        discount -> !isSet(discount, "end") || number(discount, "end") > account.now());
  }

  /** Takes from the subscription what an invoice uses up: coupons of duration once. */
  void spend(ObjectNode subscription) {
    keep(subscription, discount -> !"once".equals(text(coupon(discount), "duration")));
  }

  private void keep(ObjectNode subscription, Predicate<ObjectNode> filter) {
    ArrayNode kept = Json.array();
    for (String id : texts(subscription.path("discounts"))) {
      if (filter.test(account.get("discount", id))) {
        kept.add(id);
      }
    }
    subscription.set("discounts", kept);
  }

  private ObjectNode coupon(ObjectNode discount) {
    String id = text(discount, "source", "coupon");
    return account
        .objects()
        .find("coupon", id)
        .orElseThrow(() -> StripeError.missing("coupon", id));
  }

  /** What lasting discounts leave of an amount that is to be prorated. */
  long afterLasting(ObjectNode subscription, ObjectNode price, long amount) {
    long left = amount;
    for (String id : texts(subscription.path("discounts"))) {
      ObjectNode coupon = coupon(account.get("discount", id));
      if (!"once".equals(text(coupon, "duration")) && covers(coupon, text(price, "product"))) {
        left -= off(coupon, left);
      }
    }
    return left;
  }

  private static long off(ObjectNode coupon, long amount) {
    return isSet(coupon, "percent_off")
        ? Money.percent(amount, decimal(coupon, "percent_off"))
        : Math.min(amount, number(coupon, "amount_off"));
  }

  private static boolean covers(ObjectNode coupon, String product) {
    JsonNode products = coupon.path("applies_to").path("products");
    return !products.isArray() || products.isEmpty() || texts(products).contains(product);
  }

  /**
   * Writes each discount's amounts into the lines and the sum into {@code total_discount_amounts}.
   */
  void apply(ObjectNode invoice) {
    List<ObjectNode> lines = Json.objects(invoice.path("lines").path("data"));
    lines.forEach(line -> line.set("discount_amounts", Json.array()));
    ArrayNode totals = invoice.putArray("total_discount_amounts");
    for (ObjectNode line : lines) {
      for (String id : texts(line.path("discounts"))) {
        take(id, List.of(line), totals);
      }
    }
    for (String id : texts(invoice.path("discounts"))) {
      take(id, lines, totals);
    }
  }

  private void take(String id, List<ObjectNode> lines, ArrayNode totals) {
    ObjectNode coupon = coupon(account.get("discount", id));
    List<ObjectNode> eligible = new ArrayList<>();
    List<Long> left = new ArrayList<>();
    for (ObjectNode line : lines) {
      long rest = number(line, "amount") - discounted(line);
      if (flag(line, "discountable")
          && rest > 0
          && covers(coupon, text(line, "pricing", "price_details", "product"))) {
        eligible.add(line);
        left.add(rest);
      }
    }
    long off = off(coupon, left.stream().mapToLong(Long::longValue).sum());
    long[] parts = Money.split(off, left);
    for (int i = 0; i < parts.length; i++) {
      ((ArrayNode) eligible.get(i).get("discount_amounts"))
          .add(object("amount", parts[i], "discount", id));
    }
    if (!eligible.isEmpty()) {
      totals.add(object("amount", off, "discount", id));
    }
  }

  static long discounted(ObjectNode line) {
    long sum = 0;
    for (JsonNode entry : line.path("discount_amounts")) {
      sum += number(entry, "amount");
    }
    return sum;
  }
}
