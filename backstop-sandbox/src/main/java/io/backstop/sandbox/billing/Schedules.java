package io.backstop.sandbox.billing;

import static io.backstop.sandbox.shape.Json.isSet;
import static io.backstop.sandbox.shape.Json.number;
import static io.backstop.sandbox.shape.Json.object;
import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.StripeError;
import java.util.Set;

/** Subscription schedules: phases that take effect one after the other. */
public final class Schedules {
  private static final Set<String> LIVE = Set.of("not_started", "active");

  private final Billing billing;
  private final Account account;
  private final SchedulePhases phases;

  Schedules(Billing billing) {
    this.billing = billing;
    this.account = billing.account();
    this.phases = new SchedulePhases(billing);
  }

  /** From the parameters of POST /v1/subscription_schedules. */
  public ObjectNode create(JsonNode params) {
    ObjectNode schedule = account.make("subscription_schedule", "sub_sched_");
    if (isSet(params, "end_behavior")) {
      schedule.set("end_behavior", params.get("end_behavior"));
    }
    Metadata.apply(schedule, params);
    if (isSet(params, "from_subscription")) {
      adopt(schedule, text(params, "from_subscription"));
    } else {
      account.referred("customer", String.valueOf(text(params, "customer")), "customer");
      schedule.set("customer", params.get("customer"));
      boolean later = params.path("start_date").isIntegralNumber();
      long start = later ? number(params, "start_date") : account.now();
      schedule.set("phases", phases.of(params.path("phases"), start));
    }
    account.objects().put(schedule);
    account.events().announce("subscription_schedule.created", schedule);
    run(schedule);
    return schedule;
  }

  private void adopt(ObjectNode schedule, String id) {
    ObjectNode subscription = account.referred("subscription", id, "from_subscription");
    if (isSet(subscription, "schedule")) {
      throw StripeError.invalid(
          "from_subscription",
          "You cannot migrate a subscription that is already attached to a schedule: "
              + text(subscription, "schedule"));
    }
    schedule.set("customer", subscription.get("customer"));
    schedule.set("subscription", subscription.get("id"));
    schedule.put("status", "active");
    ObjectNode phase = phases.like(subscription);
    schedule.set("phases", Json.array(phase));
    current(schedule, phase);
    subscription.set("schedule", schedule.get("id"));
  }

  public void update(ObjectNode schedule, JsonNode params) {
    requireLive(schedule, "update");
    account
        .events()
        .changing(
            "subscription_schedule.updated",
            schedule,
            () -> {
              Metadata.apply(schedule, params);
              if (isSet(params, "end_behavior")) {
                schedule.set("end_behavior", params.get("end_behavior"));
              }
              if (isSet(params, "phases")) {
                long start = number(schedule.path("phases").path(0), "start_date");
                schedule.set("phases", phases.of(params.get("phases"), start));
                currentPhase(schedule);
              }
            });
  }

  /** Does what the schedule holds for the present moment; called again for each boundary. */
  public void run(ObjectNode schedule) {
    if (!LIVE.contains(text(schedule, "status"))) {
      return;
    }
    JsonNode entered = schedule.path("current_phase");
    ArrayNode all = (ArrayNode) schedule.get("phases");
    for (JsonNode phase : all) {
      boolean in =
          number(phase, "start_date") <= account.now() && account.now() < number(phase, "end_date");
      if (in && number(phase, "start_date") != number(entered, "start_date")) {
        phases.enter(schedule, (ObjectNode) phase);
        schedule.put("status", "active");
        current(schedule, (ObjectNode) phase);
      }
    }
    if (!all.isEmpty() && number(all.get(all.size() - 1), "end_date") <= account.now()) {
      finish(schedule);
    }
  }

  private void finish(ObjectNode schedule) {
    schedule.putNull("current_phase");
    if ("cancel".equals(text(schedule, "end_behavior"))) {
      schedule.put("status", "completed").put("completed_at", account.now());
      account.events().announce("subscription_schedule.completed", schedule);
      ObjectNode subscription = account.get("subscription", text(schedule, "subscription"));
      billing.cycle().end(subscription, "cancellation_requested");
    } else {
      release(schedule);
    }
  }

  /** The next moment at which {@link #run} has something to do; Long.MAX_VALUE for never. */
  public static long dueAt(ObjectNode schedule) {
    if (!LIVE.contains(text(schedule, "status"))) {
      return Long.MAX_VALUE;
    }
    return isSet(schedule, "current_phase")
        ? number(schedule, "current_phase", "end_date")
        : number(schedule.path("phases").path(0), "start_date");
  }

  /** Lets the subscription go on as it is, without the schedule. */
  public void release(ObjectNode schedule) {
    requireLive(schedule, "release");
    String subscription = text(schedule, "subscription");
    schedule.put("status", "released").put("released_at", account.now());
    schedule.put("released_subscription", subscription).putNull("subscription");
    schedule.putNull("current_phase");
    if (subscription != null) {
      account.get("subscription", subscription).putNull("schedule");
    }
    account.events().announce("subscription_schedule.released", schedule);
  }

  /** Cancels the schedule and its subscription at once. */
  public void cancel(ObjectNode schedule, JsonNode params) {
    requireLive(schedule, "cancel");
    close(schedule);
    String id = text(schedule, "subscription");
    if (id != null) {
      ObjectNode subscription = account.get("subscription", id);
      if (!Subscriptions.ENDED.contains(text(subscription, "status"))) {
        billing.cycle().cancel(subscription, params);
      }
    }
  }

  void subscriptionEnded(ObjectNode subscription) {
    account
        .objects()
        .find("subscription_schedule", String.valueOf(text(subscription, "schedule")))
        .filter(schedule -> LIVE.contains(text(schedule, "status")))
        .ifPresent(this::close);
  }

  private void close(ObjectNode schedule) {
    schedule.put("status", "canceled").put("canceled_at", account.now());
    schedule.putNull("current_phase");
    account.events().announce("subscription_schedule.canceled", schedule);
  }

  private void currentPhase(ObjectNode schedule) {
    for (JsonNode phase : schedule.get("phases")) {
      if (number(phase, "start_date") <= account.now()
          && account.now() < number(phase, "end_date")) {
        current(schedule, (ObjectNode) phase);
      }
    }
  }

  private static void current(ObjectNode schedule, ObjectNode phase) {
    Json.set(
        schedule,
        "current_phase",
        object("start_date", phase.get("start_date"), "end_date", phase.get("end_date")));
  }

  private static void requireLive(ObjectNode schedule, String verb) {
    if (!LIVE.contains(text(schedule, "status"))) {
      throw StripeError.invalid(
          null,
          "You cannot %s a subscription schedule that is currently in the `%s` status."
              .formatted(verb, text(schedule, "status")));
    }
  }
}
