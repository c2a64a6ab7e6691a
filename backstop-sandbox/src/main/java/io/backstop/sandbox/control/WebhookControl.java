package io.backstop.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.account.Cause;
import io.backstop.sandbox.account.Destination;
import io.backstop.sandbox.http.Desk;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.webhook.Courier;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Where an account's events go, how late, how many get lost; and events made by hand. */
public final class WebhookControl {
  private final Courier courier;
  private final Function<String, List<Destination>> initial;

  /**
   * @param initial destinations of the account with a key, at the start and after each reset
   */
  public WebhookControl(Courier courier, Function<String, List<Destination>> initial) {
    this.courier = courier;
    this.initial = initial;
  }

  /** Gives a new or reset account its destinations. */
  public void reset(Account account) {
    account.destinations().clear();
    account.destinations().addAll(initial.apply(account.key()));
    courier.forget(account);
  }

  /**
   * {@code {"url", "secret", "delay": "PT60S", "drop": 2, "enabled": true}}: the account's one
   * destination. Without a url and secret, those that are set stay.
   */
  ObjectNode set(Desk desk, JsonNode body) {
    Account account = desk.account();
    account.exclusively(
        Cause.CLOCK,
        () -> {
          Destination present =
              account.destinations().isEmpty() ? null : account.destinations().get(0);
          account.destinations().clear();
          if (!body.has("enabled") || Json.flag(body, "enabled")) {
            account.destinations().add(destination(body, present));
          }
          return account;
        });
    return show(desk, body);
  }

  private static Destination destination(JsonNode body, Destination present) {
    String url = Json.text(body, "url");
    String secret = Json.text(body, "secret");
    String delay = Json.text(body, "delay");
    if (present == null && (url == null || secret == null)) {
      throw new IllegalArgumentException("url and secret are missing");
    }
    return new Destination(
        "we_sandbox",
        url == null ? present.uri() : URI.create(url),
        secret == null ? present.secret() : secret,
        delay == null ? Duration.ZERO : Duration.parse(delay),
        List.of("*"),
        new AtomicInteger(Math.toIntExact(Json.number(body, "drop"))));
  }

  ObjectNode show(Desk desk, JsonNode body) {
    ArrayNode shown = Json.array();
    desk.account()
        .exclusively(Cause.CLOCK, () -> List.copyOf(desk.account().destinations()))
        .forEach(
            each ->
                shown.add(
                    Json.object(
                        "url", each.uri().toString(),
                        "delay", each.delay().toString(),
                        "drop", each.toLose().get())));
    return Json.object("webhooks", shown);
  }

  ObjectNode deliveries(Desk desk, JsonNode body) {
    return Json.object("deliveries", courier.log(desk.account()));
  }

  /**
   * {@code {"resend": "evt_…"}} delivers an event again; {@code {"type": "…", "object": "in_…"}}
   * makes one about the object as it is now.
   */
  ObjectNode emit(Desk desk, JsonNode body) {
    Account account = desk.account();
    return account.exclusively(
        Cause.CLOCK,
        () -> {
          String again = Json.text(body, "resend");
          if (again != null) {
            ObjectNode event = account.get("event", again);
            courier.deliver(account, event);
            return event.deepCopy();
          }
          String type = Json.text(body, "type");
          String id = String.valueOf(Json.text(body, "object"));
          ObjectNode object =
              account
                  .objects()
                  .find(id)
                  .orElseThrow(() -> new IllegalArgumentException("there is no object " + id));
          if (type == null) {
            throw new IllegalArgumentException("the type of the event is missing");
          }
          return account.events().announce(type, object).deepCopy();
        });
  }
}
