package io.backstop.sandbox.billing;

import static io.backstop.sandbox.shape.Json.isSet;
import static io.backstop.sandbox.shape.Json.object;
import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.StripeError;
import java.util.Optional;

/** Cards: made from numbers, tokens and ready-made ids, attached and detached. */
public final class PaymentMethods {
  private final Account account;

  PaymentMethods(Account account) {
    this.account = account;
  }

  /** A payment method from the parameters of POST /v1/payment_methods, or payment_method_data. */
  public ObjectNode create(JsonNode params) {
    TestCard card = cardOf(params.path("card"));
    ObjectNode method = of(card);
    ObjectNode face = (ObjectNode) method.get("card");
    if (isSet(params, "card", "exp_month")) {
      face.put("exp_month", Json.number(params, "card", "exp_month"));
      long year = Json.number(params, "card", "exp_year");
      face.put("exp_year", year < 100 ? 2000 + year : year);
    }
    if (params.has("billing_details")) {
      Json.merge((ObjectNode) method.get("billing_details"), params.get("billing_details"));
    }
    if (params.path("metadata").isObject()) {
      method.set("metadata", params.get("metadata").deepCopy());
    }
    if (isSet(params, "allow_redisplay")) {
      method.put("allow_redisplay", text(params, "allow_redisplay"));
    }
    return account.objects().put(method);
  }

  private static TestCard cardOf(JsonNode card) {
    String token = text(card, "token");
    if (token != null) {
      return TestCard.ofMagicId(token)
          .orElseThrow(() -> StripeError.missing(400, "card[token]", "token", token));
    }
    String number = text(card, "number");
    if (number == null) {
      throw StripeError.parameter("parameter_missing", "card", "Missing required param: card.");
    }
    return TestCard.ofNumber(number)
        .orElseThrow(
            () ->
                StripeError.card(
                    object(
                        "message",
                        "Your card number is incorrect.",
                        "type",
                        "card_error",
                        "code",
                        "incorrect_number",
                        "param",
                        "number")));
  }

  private ObjectNode of(TestCard card) {
    ObjectNode method = account.make("payment_method", "pm_");
    method.set("card", face(card));
    return method;
  }

  /** The public face of a card, as in {@code payment_method.card}. */
  public static ObjectNode face(TestCard card) {
    return object(
        "brand",
        card.brand(),
        "checks",
        object(
            "address_line1_check", null,
            "address_postal_code_check", null,
            "cvc_check", card == TestCard.INCORRECT_CVC ? "fail" : "pass"),
        "country",
        "US",
        "display_brand",
        card.brand(),
        "exp_month",
        12,
        "exp_year",
        2034,
        "fingerprint",
        "sandbox" + card.last4() + card.brand(),
        "funding",
        card.funding(),
        "generated_from",
        null,
        "last4",
        card.last4(),
        "networks",
        object("available", Json.array(card.brand()), "preferred", null),
        "regulated_status",
        "unregulated",
        "three_d_secure_usage",
        object("supported", true),
        "wallet",
        null);
  }

  /**
   * The payment method with the id; one of Stripe's ready-made ids gives a new one each time.
   *
   * @throws StripeError 400 resource_missing
   */
  public ObjectNode resolve(String id, String param) {
    Optional<TestCard> magic = TestCard.ofMagicId(id);
    if (magic.isPresent() && account.objects().find("payment_method", id).isEmpty()) {
      return account.objects().put(of(magic.get()));
    }
    return account.referred("payment_method", id, param);
  }

  /**
   * Attaches as POST /v1/payment_methods/{id}/attach does: the card is asked, and may decline.
   *
   * @throws StripeError 402 if the card declines, 400 if another customer has it
   */
  public void attach(ObjectNode method, String customer) {
    TestCard card = cardOfMethod(method);
    if (card.manner == TestCard.Manner.DECLINES) {
      throw StripeError.card(decline(card, null));
    }
    attachQuietly(method, customer);
  }

  /** Attaches without asking the card: a succeeded set-up or payment has asked it already. */
  void attachQuietly(ObjectNode method, String customer) {
    String owner = text(method, "customer");
    if (owner != null && !owner.equals(customer)) {
      throw StripeError.invalid(
          "payment_method",
          "The payment method you provided has already been attached to a customer.");
    }
    if (owner == null) {
      method.put("customer", customer);
      account.events().announce("payment_method.attached", method);
    }
  }

  /** Detaches, and clears it where it was a default. */
  public void detach(ObjectNode method) {
    String owner = text(method, "customer");
    if (owner == null) {
      throw StripeError.invalid(
          "payment_method",
          "The payment method you provided is not attached to a customer so detachment is impossible.");
    }
    String id = text(method, "id");
    method.putNull("customer");
    account.events().announce("payment_method.detached", method);
    account
        .objects()
        .find("customer", owner)
        .filter(customer -> id.equals(text(customer, "invoice_settings", "default_payment_method")))
        .ifPresent(
            customer ->
                ((ObjectNode) customer.get("invoice_settings")).putNull("default_payment_method"));
    account
        .objects()
        .all("subscription", each -> id.equals(text(each, "default_payment_method")))
        .forEach(each -> each.putNull("default_payment_method"));
  }

  static TestCard cardOfMethod(ObjectNode method) {
    return TestCard.ofLast4(text(method, "card", "last4"));
  }

  /** A decline as it stands in last_payment_error, last_setup_error and a 402. */
  static ObjectNode decline(TestCard card, ObjectNode method) {
    ObjectNode error = object("code", card.code, "message", card.message(), "type", "card_error");
    if (card.declineCode != null) {
      error.put("decline_code", card.declineCode);
    }
    if (card == TestCard.INCORRECT_CVC) {
      error.put("param", "cvc");
    }
    if (method != null) {
      error.set("payment_method", method.deepCopy());
    }
    return error;
  }
}
