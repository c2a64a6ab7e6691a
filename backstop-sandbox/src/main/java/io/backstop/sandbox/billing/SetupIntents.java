package io.backstop.sandbox.billing;

import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.account.Ids;
import io.backstop.sandbox.shape.StripeError;

/**
 * Setup intents. When one succeeds its card is attached to the customer, and nothing more: it does
 * not become the default, except of a subscription that waits for this intent.
 */
public final class SetupIntents {
  private final Billing billing;
  private final Account account;

  SetupIntents(Billing billing) {
    this.billing = billing;
    this.account = billing.account();
  }

  public ObjectNode create(String customer) {
    ObjectNode intent = account.make("setup_intent", "seti_");
    intent.put("customer", customer);
    intent.put("client_secret", text(intent, "id") + "_secret_" + Ids.random(25));
    return account.objects().put(intent);
  }

  /** Confirms; a decline leaves the intent with a {@code last_setup_error}. */
  public void confirm(ObjectNode intent, ObjectNode method) {
    TestCard card = PaymentMethods.cardOfMethod(method);
    intent.putNull("last_setup_error").putNull("next_action");
    intent.set("payment_method", method.get("id"));
    boolean authenticated = account.setUpCards().contains(text(method, "id"));
    switch (card.manner) {
      case DECLINES -> fail(intent, PaymentMethods.decline(card, method));
      case AUTHENTICATES_ALWAYS -> ask(intent);
      case AUTHENTICATES_ONCE, AUTHENTICATES_WHEN_PRESENT -> {
        if (authenticated) {
          succeed(intent, method);
        } else {
          ask(intent);
        }
      }
      default -> succeed(intent, method);
    }
  }

  private void ask(ObjectNode intent) {
    intent.put("status", "requires_action");
    intent.set("next_action", ThreeDSecure.action());
    account.events().announce("setup_intent.requires_action", intent);
  }

  /** What the customer did in 3-D Secure. */
  public void authenticated(ObjectNode intent, boolean passed) {
    if (!"requires_action".equals(text(intent, "status"))) {
      throw unexpected(intent, "authenticate");
    }
    ObjectNode method = account.get("payment_method", text(intent, "payment_method"));
    intent.putNull("next_action");
    if (passed) {
      account.setUpCards().add(text(method, "id"));
      succeed(intent, method);
    } else {
      fail(intent, ThreeDSecure.failure("setup_intent_authentication_failure", method));
    }
  }

  private void succeed(ObjectNode intent, ObjectNode method) {
    intent.put("status", "succeeded");
    account.events().announce("setup_intent.succeeded", intent);
    if (text(intent, "customer") != null) {
      billing.paymentMethods().attachQuietly(method, text(intent, "customer"));
    }
    String id = text(intent, "id");
    for (ObjectNode waiting :
        account
            .objects()
            .all("subscription", each -> id.equals(text(each, "pending_setup_intent")))) {
      billing
          .subscriptions()
          .change(
              waiting,
              () -> {
                waiting.putNull("pending_setup_intent");
                waiting.set("default_payment_method", method.get("id"));
              });
    }
  }

  private void fail(ObjectNode intent, ObjectNode error) {
    intent.put("status", "requires_payment_method").putNull("payment_method");
    intent.set("last_setup_error", error);
    account.events().announce("setup_intent.setup_failed", intent);
  }

  public void cancel(ObjectNode intent, String reason) {
    requireConfirmable(intent, "cancel");
    intent.put("status", "canceled").put("cancellation_reason", reason).putNull("next_action");
    account.events().announce("setup_intent.canceled", intent);
  }

  /**
   * @throws StripeError 400 setup_intent_unexpected_state
   */
  public static void requireConfirmable(ObjectNode intent, String verb) {
    String status = text(intent, "status");
    if (status.equals("succeeded") || status.equals("canceled")) {
      throw unexpected(intent, verb);
    }
  }

  private static StripeError unexpected(ObjectNode intent, String verb) {
    return StripeError.invalid(
        "setup_intent_unexpected_state",
        null,
        "You cannot %s this SetupIntent because it has a status of %s."
            .formatted(verb, text(intent, "status")));
  }
}
