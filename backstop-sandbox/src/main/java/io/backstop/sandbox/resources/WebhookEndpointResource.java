package io.backstop.sandbox.resources;

import static io.backstop.sandbox.shape.Json.isSet;
import static io.backstop.sandbox.shape.Json.text;
import static io.backstop.sandbox.shape.Json.texts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.account.Destination;
import io.backstop.sandbox.account.Ids;
import io.backstop.sandbox.billing.Metadata;
import io.backstop.sandbox.http.Call;
import io.backstop.sandbox.http.ListPage;
import io.backstop.sandbox.http.Routes;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.Shapes;
import io.backstop.sandbox.shape.StripeError;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Webhook endpoints; the signing secret is shown once, on creation. */
final class WebhookEndpointResource {
  private WebhookEndpointResource() {}

  static void register(Routes routes) {
    routes.on("POST /v1/webhook_endpoints", WebhookEndpointResource::create);
    routes.on(
        "GET /v1/webhook_endpoints", call -> ListPage.of(call, "webhook_endpoint", each -> true));
    routes.on("GET /v1/webhook_endpoints/{webhook_endpoint}", WebhookEndpointResource::endpoint);
    routes.on("POST /v1/webhook_endpoints/{webhook_endpoint}", WebhookEndpointResource::update);
    routes.on("DELETE /v1/webhook_endpoints/{webhook_endpoint}", WebhookEndpointResource::delete);
  }

  private static ObjectNode endpoint(Call call) {
    return call.account().get("webhook_endpoint", call.id());
  }

  private static ObjectNode create(Call call) {
    Account account = call.account();
    ObjectNode endpoint = account.make("webhook_endpoint", "we_");
    for (String name : new String[] {"url", "enabled_events", "description", "api_version"}) {
      if (isSet(call.params(), name)) {
        endpoint.set(name, call.params().get(name));
      }
    }
    Metadata.apply(endpoint, call.params());
    account.objects().put(endpoint);
    String secret = "whsec_" + Ids.random(32);
    point(account, endpoint, secret);
    return endpoint.deepCopy().put("secret", secret);
  }

  private static void point(Account account, ObjectNode endpoint, String secret) {
    URI uri;
    try {
      uri = URI.create(text(endpoint, "url"));
    } catch (IllegalArgumentException e) {
      throw StripeError.invalid("url_invalid", "url", "Invalid URL");
    }
    account
        .destinations()
        .add(
            new Destination(
                text(endpoint, "id"),
                uri,
                secret,
                Duration.ZERO,
                texts(endpoint.get("enabled_events")),
                new AtomicInteger()));
  }

  private static ObjectNode update(Call call) {
    ObjectNode endpoint = endpoint(call);
    for (String name : new String[] {"url", "enabled_events", "description"}) {
      if (isSet(call.params(), name)) {
        endpoint.set(name, call.params().get(name));
      }
    }
    Metadata.apply(endpoint, call.params());
    boolean off = call.has("disabled") && Json.flag(call.params(), "disabled");
    endpoint.put("status", off ? "disabled" : "enabled");
    var destinations = call.account().destinations();
    var old = destinations.stream().filter(each -> each.id().equals(call.id())).findFirst();
    destinations.removeIf(each -> each.id().equals(call.id()));
    if (!off && old.isPresent()) {
      point(call.account(), endpoint, old.get().secret());
    }
    return endpoint;
  }

  private static ObjectNode delete(Call call) {
    call.account().objects().remove(endpoint(call));
    call.account().destinations().removeIf(each -> each.id().equals(call.id()));
    return Shapes.deleted("webhook_endpoint", call.id());
  }
}
