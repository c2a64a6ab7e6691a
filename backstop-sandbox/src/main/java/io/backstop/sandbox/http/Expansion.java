package io.backstop.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.billing.Billing;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.Shapes;
import io.backstop.sandbox.shape.StripeError;
import java.util.List;

/**
 * {@code expand[]}: puts objects in the place of their ids. Works on a copy of what is answered.
 * Members that Stripe leaves out until they are asked for, {@code payments} and {@code
 * confirmation_secret} of an invoice among them, are made here.
 */
final class Expansion {
  private static final int DEEPEST = 4;

  private final Account account;

  Expansion(Account account) {
    this.account = account;
  }

  /**
   * @param paths for example {@code latest_invoice.payments}; {@code data.} first in lists, where
   *     it counts as a level
   * @throws StripeError 400 if there is nothing to expand
   */
  ObjectNode expand(ObjectNode answer, JsonNode paths) {
    for (JsonNode path : paths) {
      String[] names = path.asText().split("\\.");
      if (names.length > DEEPEST) {
        throw StripeError.parameter(
            null, "expand", "You cannot expand more than 4 levels of a property: " + path.asText());
      }
      expand(answer, names, 0, path.asText());
    }
    return answer;
  }

  private void expand(JsonNode node, String[] names, int depth, String path) {
    if (node instanceof ArrayNode array) {
      for (JsonNode entry : array) {
        expand(entry, names, depth, path);
      }
      return;
    }
    if (depth == names.length || !(node instanceof ObjectNode object)) {
      return;
    }
    String name = names[depth];
    include(object, name);
    JsonNode value = object.path(name);
    if (value.isMissingNode()) {
      if (Json.flag(object, "deleted")) {
        return;
      }
      throw StripeError.parameter(
          null,
          "expand",
          "This property cannot be expanded (" + path + "). Check the spelling, or leave it out.");
    }
    if (value.isTextual()) {
      account.objects().find(value.asText()).ifPresent(found -> object.set(name, found.deepCopy()));
    } else if (value instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        replace(array, i);
      }
    }
    expand(object.path(name), names, depth + 1, path);
  }

  private void replace(ArrayNode array, int index) {
    if (array.get(index).isTextual()) {
      account
          .objects()
          .find(array.get(index).asText())
          .ifPresent(found -> array.set(index, found.deepCopy()));
    }
  }

  private void include(ObjectNode object, String name) {
    String type = Json.text(object, "object");
    if (object.has(name) || type == null) {
      return;
    }
    String id = Json.text(object, "id");
    if (type.equals("invoice") && name.equals("payments")) {
      ArrayNode payments = Json.array();
      new Billing(account).payments().of(object).forEach(each -> payments.add(each.deepCopy()));
      object.set("payments", Shapes.list("/v1/invoice_payments", Json.objects(payments), false));
    } else if (type.equals("invoice") && name.equals("confirmation_secret")) {
      JsonNode secret =
          new Billing(account)
              .payments()
              .intentOf(object)
              .map(
                  intent ->
                      (JsonNode)
                          Json.object(
                              "client_secret",
                              intent.get("client_secret"),
                              "type",
                              "payment_intent"))
              .orElse(Json.node(null));
      object.set(name, secret);
    } else if (type.equals("customer") && name.equals("tax_ids")) {
      object.set(name, Shapes.list("/v1/customers/" + id + "/tax_ids", List.of(), false));
    } else if (type.equals("customer") && name.equals("subscriptions")) {
      var live =
          account
              .objects()
              .newestFirst(
                  "subscription",
                  each ->
                      id.equals(Json.text(each, "customer"))
                          && !"canceled".equals(Json.text(each, "status")));
      object.set(
          name,
          Shapes.list(
              "/v1/customers/" + id + "/subscriptions",
              live.stream().map(ObjectNode::deepCopy).toList(),
              false));
    }
  }
}
