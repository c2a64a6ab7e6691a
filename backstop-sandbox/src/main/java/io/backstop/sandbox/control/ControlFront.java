package io.backstop.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.account.Cause;
import io.backstop.sandbox.account.RetryRules;
import io.backstop.sandbox.clock.Amounts;
import io.backstop.sandbox.clock.Timetable;
import io.backstop.sandbox.fixture.Fixtures;
import io.backstop.sandbox.http.Desk;
import io.backstop.sandbox.http.Desks;
import io.backstop.sandbox.http.Received;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.StripeError;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * What tests need beyond Stripe's API, under /_sandbox: JSON in, JSON out. Without an Authorization
 * header it means the default account.
 */
public final class ControlFront {
  private final Desks desks;
  private final String defaultKey;
  private final WebhookControl webhooks;
  private final Map<String, BiFunction<Desk, JsonNode, ObjectNode>> actions;

  public ControlFront(Desks desks, String defaultKey, WebhookControl webhooks) {
    this.desks = desks;
    this.defaultKey = defaultKey;
    this.webhooks = webhooks;
    this.actions =
        Map.ofEntries(
            Map.entry("POST /_sandbox/reset", this::reset),
            Map.entry("POST /_sandbox/clock", ControlFront::advance),
            Map.entry("GET /_sandbox/clock", (desk, body) -> clock(desk)),
            Map.entry("POST /_sandbox/faults", ControlFront::fault),
            Map.entry("GET /_sandbox/faults", (desk, body) -> faults(desk)),
            Map.entry("DELETE /_sandbox/faults", ControlFront::clearFaults),
            Map.entry("GET /_sandbox/requests", ControlFront::requests),
            Map.entry("GET /_sandbox/state", ControlFront::state),
            Map.entry("POST /_sandbox/fixtures", ControlFront::fixtures),
            Map.entry("POST /_sandbox/retries", ControlFront::retries),
            Map.entry("POST /_sandbox/webhooks", webhooks::set),
            Map.entry("GET /_sandbox/webhooks", webhooks::show),
            Map.entry("GET /_sandbox/deliveries", webhooks::deliveries),
            Map.entry("POST /_sandbox/events", webhooks::emit));
  }

  public void handle(Received received) throws IOException {
    try {
      Desk desk = desks.find(received, defaultKey);
      var action = actions.get(received.method() + " " + received.path());
      if (action == null) {
        received.answer(404, error("There is no " + received.method() + " " + received.path()));
        return;
      }
      JsonNode body = received.body().isBlank() ? Json.object() : Json.parse(received.body());
      received.answer(200, Json.write(action.apply(desk, body)));
    } catch (StripeError e) {
      received.answer(e.status(), Json.write(e.answer().body()));
    } catch (IllegalArgumentException | DateTimeException e) {
      received.answer(400, error(e.getMessage()));
    }
  }

  private static String error(String message) {
    return Json.write(
        Json.object("error", Json.object("type", "sandbox_error", "message", message)));
  }

  private ObjectNode reset(Desk desk, JsonNode body) {
    Account account = desk.account();
    account.exclusively(
        Cause.CLOCK,
        () -> {
          CustomerNews news = new CustomerNews(account);
          account.reset();
          desk.clear();
          webhooks.reset(account);
          news.tellOfAll();
          return account;
        });
    return clock(desk);
  }

  /** Tells the default key's destinations of every customer there is, as a reset does. */
  public void tellOfCustomers() {
    Account account = desks.of(defaultKey).account();
    account.exclusively(
        Cause.CLOCK,
        () -> {
          new CustomerNews(account).tellOfAll();
          return account;
        });
  }

  private static ObjectNode advance(Desk desk, JsonNode body) {
    String amount = Json.text(body, "advance");
    if (amount == null) {
      throw new IllegalArgumentException("{\"advance\": \"P1M\"} is missing");
    }
    Account account = desk.account();
    int before = events(account);
    account.exclusively(
        Cause.CLOCK,
        () -> {
          long moment = account.clock().after(Amounts.parse(amount));
          if (moment < account.now()) {
            throw new IllegalArgumentException("time runs forward only");
          }
          new Timetable(account).runUntil(moment);
          account.clock().moveTo(moment);
          return account;
        });
    return clock(desk).put("events", events(account) - before);
  }

  private static int events(Account account) {
    return account.exclusively(
        Cause.CLOCK, () -> account.objects().all("event", each -> true).size());
  }

  private static ObjectNode clock(Desk desk) {
    Account account = desk.account();
    return Json.object("now", account.exclusively(Cause.CLOCK, account::now));
  }

  private static ObjectNode fault(Desk desk, JsonNode body) {
    desk.faults().order(body);
    return faults(desk);
  }

  private static ObjectNode faults(Desk desk) {
    return Json.object("faults", desk.faults().left());
  }

  private static ObjectNode clearFaults(Desk desk, JsonNode body) {
    desk.faults().clear();
    return faults(desk);
  }

  private static ObjectNode requests(Desk desk, JsonNode body) {
    return Json.object("requests", desk.requests().all());
  }

  private static ObjectNode state(Desk desk, JsonNode body) {
    Account account = desk.account();
    return account.exclusively(
        Cause.CLOCK,
        () -> {
          new Timetable(account).runUntil(account.now());
          return account.objects().state();
        });
  }

  private static ObjectNode fixtures(Desk desk, JsonNode body) {
    JsonNode objects = body.path("objects");
    if (!objects.isArray()) {
      throw new IllegalArgumentException("{\"objects\": […]} is missing");
    }
    Account account = desk.account();
    account.exclusively(
        Cause.CLOCK,
        () ->
            account.allOrNothing(
                () -> {
                  CustomerNews news = new CustomerNews(account);
                  new Fixtures(account).lay(objects);
                  news.tellOf(objects);
                  return account;
                }));
    return Json.object("laid", objects.size());
  }

  /** {@code {"days_between": [3, 5, 7], "when_used_up": "unpaid"}}. */
  private static ObjectNode retries(Desk desk, JsonNode body) {
    Account account = desk.account();
    RetryRules present = account.exclusively(Cause.CLOCK, account::retryRules);
    List<Integer> days = new ArrayList<>();
    body.path("days_between").forEach(day -> days.add(day.asInt()));
    String end = Json.text(body, "when_used_up");
    RetryRules rules =
        new RetryRules(
            body.has("days_between") ? days : present.daysBetween(),
            end == null ? present.whenUsedUp() : end);
    account.exclusively(
        Cause.CLOCK,
        () -> {
          account.retryRules(rules);
          return rules;
        });
    return Json.object("days_between", rules.daysBetween(), "when_used_up", rules.whenUsedUp());
  }
}
