package io.backstop.sandbox.elements;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.account.Cause;
import io.backstop.sandbox.billing.Billing;
import io.backstop.sandbox.http.Desks;
import io.backstop.sandbox.http.Received;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.StripeError;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Serves the stand-in for Stripe.js, its frames, and what the customer did in 3-D Secure. */
public final class ElementsFront {
  private static final String CHALLENGE = "/_elements/three_d_secure";
  private static final Map<String, String> FILES =
      Map.of(
          "/stripe.js", "stripe.js",
          "/v3", "stripe.js",
          "/v3/", "stripe.js",
          "/_elements/card.html", "card.html",
          "/_elements/challenge.html", "challenge.html",
          "/_elements/frame.css", "frame.css");

  private final Desks desks;

  public ElementsFront(Desks desks) {
    this.desks = desks;
  }

  /** Whether the path is one of these. */
  public boolean answers(Received received) {
    return FILES.containsKey(received.path()) || received.path().equals(CHALLENGE);
  }

  public void handle(Received received) throws IOException {
    String file = FILES.get(received.path());
    if (file == null) {
      settle(received);
      return;
    }
    String type =
        file.endsWith(".js")
            ? "text/javascript; charset=utf-8"
            : file.endsWith(".css") ? "text/css; charset=utf-8" : "text/html; charset=utf-8";
    try (InputStream stream = ElementsFront.class.getResourceAsStream(file)) {
      received.answer(200, type, stream.readAllBytes());
    }
  }

  /** {@code {"key": "pk_…", "client_secret": "…", "outcome": "complete" | "fail"}}. */
  private void settle(Received received) throws IOException {
    try {
      JsonNode body = Json.parse(received.body());
      String key = String.valueOf(Json.text(body, "key"));
      if (!key.startsWith("pk_")) {
        throw StripeError.invalid("key", "A publishable key is needed.");
      }
      Account account = desks.of("sk" + key.substring(2)).account();
      boolean passed = "complete".equals(Json.text(body, "outcome"));
      String secret = String.valueOf(Json.text(body, "client_secret"));
      ObjectNode intent =
          account.exclusively(Cause.CLOCK, () -> settle(account, secret, passed).deepCopy());
      received.answer(200, Json.write(intent));
    } catch (StripeError e) {
      received.answer(e.status(), Json.write(e.answer().body()));
    } catch (IllegalArgumentException e) {
      received.answer(400, Json.write(Json.object("error", Json.object("message", "not JSON"))));
    }
  }

  private static ObjectNode settle(Account account, String secret, boolean passed) {
    String id = secret.split("_secret_", 2)[0];
    ObjectNode intent =
        account
            .objects()
            .find(id)
            .filter(found -> secret.equals(Json.text(found, "client_secret")))
            .orElseThrow(() -> StripeError.missing("intent", id));
    Billing billing = new Billing(account);
    if (id.startsWith("seti_")) {
      billing.setupIntents().authenticated(intent, passed);
    } else {
      billing.paymentIntents().authenticated(intent, passed);
    }
    return intent;
  }
}
