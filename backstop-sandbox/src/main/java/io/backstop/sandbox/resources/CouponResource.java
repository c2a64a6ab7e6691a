package io.backstop.sandbox.resources;

import static io.backstop.sandbox.shape.Json.isSet;
import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.account.Ids;
import io.backstop.sandbox.billing.Metadata;
import io.backstop.sandbox.http.Call;
import io.backstop.sandbox.http.ListPage;
import io.backstop.sandbox.http.Routes;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.Shapes;
import io.backstop.sandbox.shape.StripeError;
import java.util.Locale;

/** Coupons and promotion codes. */
final class CouponResource {
  private CouponResource() {}

  static void register(Routes routes) {
    routes.on("POST /v1/coupons", CouponResource::create);
    routes.on("GET /v1/coupons", call -> ListPage.of(call, "coupon", each -> true));
    routes.on("GET /v1/coupons/{coupon}", call -> call.account().get("coupon", call.id()));
    routes.on("POST /v1/coupons/{coupon}", CouponResource::update);
    routes.on("DELETE /v1/coupons/{coupon}", CouponResource::delete);
    routes.on("POST /v1/promotion_codes", CouponResource::createCode);
    routes.on("GET /v1/promotion_codes", CouponResource::listCodes);
    routes.on(
        "GET /v1/promotion_codes/{promotion_code}",
        call -> call.account().get("promotion_code", call.id()));
    routes.on("POST /v1/promotion_codes/{promotion_code}", CouponResource::updateCode);
  }

  private static ObjectNode create(Call call) {
    Account account = call.account();
    ObjectNode params = call.params();
    if (call.has("percent_off") == call.has("amount_off")) {
      throw StripeError.parameter(
          null, "percent_off", "You must pass exactly one of `percent_off` and `amount_off`.");
    }
    ObjectNode coupon = account.make("coupon", "");
    coupon.put("id", Ids.random(8));
    for (String name :
        new String[] {
          "id",
          "amount_off",
          "currency",
          "duration",
          "duration_in_months",
          "max_redemptions",
          "name",
          "percent_off",
          "redeem_by",
          "applies_to"
        }) {
      if (isSet(params, name)) {
        coupon.set(name, params.get(name).deepCopy());
      }
    }
    if (account.objects().find("coupon", text(coupon, "id")).isPresent()) {
      throw StripeError.invalid("resource_already_exists", "id", "Coupon already exists.");
    }
    require(call.has("amount_off"), coupon, "currency");
    require("repeating".equals(text(coupon, "duration")), coupon, "duration_in_months");
    Metadata.apply(coupon, params);
    account.objects().put(coupon);
    account.events().announce("coupon.created", coupon);
    return coupon;
  }

  private static void require(boolean when, ObjectNode coupon, String name) {
    if (when && !isSet(coupon, name)) {
      throw StripeError.parameter(
          "parameter_missing", name, "Missing required param: " + name + ".");
    }
  }

  private static ObjectNode update(Call call) {
    ObjectNode coupon = call.account().get("coupon", call.id());
    call.account()
        .events()
        .changing(
            "coupon.updated",
            coupon,
            () -> {
              if (call.params().has("name")) {
                coupon.set("name", call.params().get("name"));
              }
              Metadata.apply(coupon, call.params());
            });
    return coupon;
  }

  /** What has been discounted stays so: the coupon is only not to be had any more. */
  private static ObjectNode delete(Call call) {
    ObjectNode coupon = call.account().get("coupon", call.id());
    call.account().events().announce("coupon.deleted", coupon);
    coupon.put("deleted", true);
    return Shapes.deleted("coupon", call.id());
  }

  private static ObjectNode createCode(Call call) {
    Account account = call.account();
    ObjectNode code = account.make("promotion_code", "promo_");
    String coupon = text(call.params(), "promotion", "coupon");
    account.referred("coupon", String.valueOf(coupon), "promotion[coupon]");
    code.put("code", call.has("code") ? call.text("code") : Ids.random(8).toUpperCase(Locale.ROOT));
    for (String name : new String[] {"active", "customer", "expires_at", "max_redemptions"}) {
      if (call.has(name)) {
        code.set(name, call.params().get(name));
      }
    }
    Json.set(code, "promotion", Json.object("coupon", coupon, "type", "coupon"));
    Metadata.apply(code, call.params());
    account.objects().put(code);
    account.events().announce("promotion_code.created", code);
    return code;
  }

  private static ObjectNode listCodes(Call call) {
    return ListPage.of(
        call,
        "promotion_code",
        each ->
            (!call.has("code") || call.text("code").equalsIgnoreCase(text(each, "code")))
                && (!call.has("coupon")
                    || call.text("coupon").equals(text(each, "promotion", "coupon")))
                && (!call.has("active")
                    || Json.flag(call.params(), "active") == Json.flag(each, "active")));
  }

  private static ObjectNode updateCode(Call call) {
    ObjectNode code = call.account().get("promotion_code", call.id());
    call.account()
        .events()
        .changing(
            "promotion_code.updated",
            code,
            () -> {
              if (call.has("active")) {
                code.set("active", call.params().get("active"));
              }
              Metadata.apply(code, call.params());
            });
    return code;
  }
}
