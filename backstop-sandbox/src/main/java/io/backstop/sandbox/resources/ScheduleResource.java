package io.backstop.sandbox.resources;

import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.billing.Billing;
import io.backstop.sandbox.http.Call;
import io.backstop.sandbox.http.ListPage;
import io.backstop.sandbox.http.Routes;

/** Subscription schedules. */
final class ScheduleResource {
  private ScheduleResource() {}

  static void register(Routes routes) {
    routes.on(
        "POST /v1/subscription_schedules",
        call -> {
          Billing billing = new Billing(call.account());
          return call.account().allOrNothing(() -> billing.schedules().create(call.params()));
        });
    routes.on("GET /v1/subscription_schedules", ScheduleResource::list);
    routes.on("GET /v1/subscription_schedules/{subscription_schedule}", ScheduleResource::schedule);
    routes.on("POST /v1/subscription_schedules/{subscription_schedule}", ScheduleResource::update);
    routes.on(
        "POST /v1/subscription_schedules/{subscription_schedule}/release",
        ScheduleResource::release);
    routes.on(
        "POST /v1/subscription_schedules/{subscription_schedule}/cancel", ScheduleResource::cancel);
  }

  private static ObjectNode schedule(Call call) {
    return call.account().get("subscription_schedule", call.id());
  }

  private static ObjectNode update(Call call) {
    ObjectNode schedule = schedule(call);
    return call.account()
        .allOrNothing(
            () -> {
              new Billing(call.account()).schedules().update(schedule, call.params());
              return schedule;
            });
  }

  private static ObjectNode release(Call call) {
    ObjectNode schedule = schedule(call);
    new Billing(call.account()).schedules().release(schedule);
    return schedule;
  }

  private static ObjectNode cancel(Call call) {
    ObjectNode schedule = schedule(call);
    new Billing(call.account()).schedules().cancel(schedule, call.params());
    return schedule;
  }

  private static ObjectNode list(Call call) {
    String customer = call.text("customer");
    return ListPage.of(
        call,
        "subscription_schedule",
        each -> customer == null || customer.equals(text(each, "customer")));
  }
}
