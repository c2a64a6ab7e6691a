package io.backstop.sandbox.billing;

import static io.backstop.sandbox.shape.Json.isSet;
import static io.backstop.sandbox.shape.Json.number;
import static io.backstop.sandbox.shape.Json.object;
import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.account.Ids;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.Shapes;
import io.backstop.sandbox.shape.StripeError;
import java.util.Optional;

/**
 * Payment intents and their charges. A decline is a state here ({@code requires_payment_method}
 * with a {@code last_payment_error}), never an exception: what it means is for the caller to say.
 */
public final class PaymentIntents {
  private final Billing billing;
  private final Account account;

  PaymentIntents(Billing billing) {
    this.billing = billing;
    this.account = billing.account();
  }

  public ObjectNode create(long amount, String currency, String customer) {
    ObjectNode intent = account.make("payment_intent", "pi_");
    intent.put("amount", amount).put("currency", currency).put("customer", customer);
    intent.put("client_secret", text(intent, "id") + "_secret_" + Ids.random(25));
    return account.objects().put(intent);
  }

  /**
   * Charges, as far as the card lets it.
   *
   * @param offSession whether nobody is there to go through 3-D Secure
   */
  public void charge(ObjectNode intent, ObjectNode method, boolean offSession) {
    TestCard card = PaymentMethods.cardOfMethod(method);
    intent.putNull("last_payment_error").putNull("next_action");
    intent.set("payment_method", method.get("id"));
    boolean authenticated = account.setUpCards().contains(text(method, "id"));
    switch (card.manner) {
      case PAYS -> succeed(intent, method);
      case DECLINES_CHARGES, DECLINES -> fail(intent, method, PaymentMethods.decline(card, method));
      case AUTHENTICATES_ONCE -> {
        if (authenticated) {
          succeed(intent, method);
        } else {
          ask(intent);
        }
      }
      case AUTHENTICATES_WHEN_PRESENT -> {
        if (offSession) {
          succeed(intent, method);
        } else {
          ask(intent);
        }
      }
      case AUTHENTICATES_ALWAYS -> ask(intent);
      default -> throw new IllegalStateException(card.toString());
    }
  }

  private void ask(ObjectNode intent) {
    intent.put("status", "requires_action");
    intent.set("next_action", ThreeDSecure.action());
    account.events().announce("payment_intent.requires_action", intent);
  }

  /** What the customer did in 3-D Secure. */
  public void authenticated(ObjectNode intent, boolean passed) {
    requireStatus(intent, "requires_action", "authenticate");
    ObjectNode method = account.get("payment_method", text(intent, "payment_method"));
    intent.putNull("next_action");
    Optional<ObjectNode> invoice = billing.payments().invoiceOf(intent);
    if (passed) {
      account.setUpCards().add(text(method, "id"));
      succeed(intent, method);
      invoice.ifPresent(open -> billing.collection().paid(open, intent));
    } else {
      fail(intent, method, ThreeDSecure.failure("payment_intent_authentication_failure", method));
      invoice.ifPresent(open -> billing.collection().failed(open));
    }
  }

  void succeed(ObjectNode intent, ObjectNode method) {
    String customer = text(intent, "customer");
    if (customer != null && isSet(intent, "setup_future_usage") && !isSet(method, "customer")) {
      billing.paymentMethods().attachQuietly(method, customer);
      account.setUpCards().add(text(method, "id"));
    }
    ObjectNode charge = newCharge(intent, method);
    long amount = number(intent, "amount");
    charge.put("status", "succeeded").put("paid", true).put("captured", true);
    charge.put("amount_captured", amount);
    charge.set("outcome", outcome(null, "approved_by_network", "Payment complete.", "authorized"));
    intent.put("status", "succeeded").put("amount_received", amount);
    account.events().announce("charge.succeeded", charge);
    account.events().announce("payment_intent.succeeded", intent);
  }

  void fail(ObjectNode intent, ObjectNode method, ObjectNode error) {
    ObjectNode charge = newCharge(intent, method);
    String reason = text(error, "decline_code");
    charge.put("status", "failed");
    charge.set("failure_code", error.get("code"));
    charge.set("failure_message", error.get("message"));
    charge.set(
        "outcome",
        outcome(
            reason == null ? text(error, "code") : reason,
            "declined_by_network",
            "The bank did not return any further details with this decline.",
            "issuer_declined"));
    error.set("charge", charge.get("id"));
    intent.put("status", "requires_payment_method").putNull("payment_method");
    intent.set("last_payment_error", error);
    account.events().announce("charge.failed", charge);
    account.events().announce("payment_intent.payment_failed", intent);
  }

  private static ObjectNode outcome(String reason, String network, String message, String type) {
    return object(
        "advice_code",
        null,
        "network_advice_code",
        null,
        "network_decline_code",
        null,
        "network_status",
        network,
        "reason",
        reason,
        "risk_level",
        "normal",
        "risk_score",
        20,
        "seller_message",
        message,
        "type",
        type);
  }

  private ObjectNode newCharge(ObjectNode intent, ObjectNode method) {
    ObjectNode charge = account.make("charge", "ch_");
    for (String same : new String[] {"amount", "currency", "customer", "description"}) {
      charge.set(same, intent.get(same));
    }
    charge.set("payment_intent", intent.get("id"));
    charge.set("payment_method", method.get("id"));
    charge.set("billing_details", method.get("billing_details").deepCopy());
    ObjectNode face = Shapes.make("charge.card");
    for (String same :
        new String[] {
          "brand",
          "checks",
          "country",
          "exp_month",
          "exp_year",
          "fingerprint",
          "funding",
          "last4",
          "regulated_status"
        }) {
      face.set(same, method.path("card").path(same).deepCopy());
    }
    face.set("network", face.get("brand"));
    Json.set(charge, "payment_method_details", object("card", face, "type", "card"));
    intent.set("latest_charge", charge.get("id"));
    return account.objects().put(charge);
  }

  /** Cancels an intent that has not succeeded. */
  public void cancel(ObjectNode intent, String reason) {
    String status = text(intent, "status");
    if (status.equals("succeeded") || status.equals("canceled")) {
      requireStatus(intent, "requires_payment_method", "cancel");
    }
    intent.put("status", "canceled").put("canceled_at", account.now());
    intent.put("cancellation_reason", reason).putNull("next_action");
    account.events().announce("payment_intent.canceled", intent);
  }

  /**
   * @throws StripeError 400 payment_intent_unexpected_state
   */
  public static void requireConfirmable(ObjectNode intent) {
    String status = text(intent, "status");
    if (status.equals("succeeded") || status.equals("canceled") || status.equals("processing")) {
      requireStatus(intent, "requires_confirmation", "confirm");
    }
  }

  private static void requireStatus(ObjectNode intent, String status, String verb) {
    if (!status.equals(text(intent, "status"))) {
      String type = text(intent, "object");
      throw StripeError.invalid(
          type + "_unexpected_state",
          null,
          "You cannot %s this %s because it has a status of %s."
              .formatted(verb, type, text(intent, "status")));
    }
  }

  /** Whether the last confirmation ended in a decline. */
  public static boolean declined(ObjectNode intent) {
    return isSet(intent, "last_payment_error") || isSet(intent, "last_setup_error");
  }
}
