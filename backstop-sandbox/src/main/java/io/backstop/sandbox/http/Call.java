package io.backstop.sandbox.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.StripeError;
import java.util.Map;

/**
 * A request on its way to a resource.
 *
 * @param account whose it is; its lock is held
 * @param path variables of the path by name
 * @param params typed parameters
 * @param byClient whether a publishable key was used, as Stripe.js does
 * @param clientSecret that a client showed for an intent, or null
 */
public record Call(
    Account account,
    String url,
    Map<String, String> path,
    ObjectNode params,
    boolean byClient,
    String clientSecret) {

  /** The path's only, or first, variable. */
  public String id() {
    return path.values().iterator().next();
  }

  public String text(String name) {
    return Json.text(params, name);
  }

  public boolean has(String name) {
    return Json.isSet(params, name);
  }

  /**
   * Lets a client work only on an intent whose secret it knows.
   *
   * @throws StripeError 404, as for an unknown intent
   */
  public ObjectNode permitted(ObjectNode intent) {
    if (byClient && !Json.text(intent, "client_secret").equals(clientSecret)) {
      throw StripeError.missing(Json.text(intent, "object"), id());
    }
    return intent;
  }
}
