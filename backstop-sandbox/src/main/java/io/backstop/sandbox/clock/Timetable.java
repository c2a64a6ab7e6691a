package io.backstop.sandbox.clock;

import static io.backstop.sandbox.shape.Json.isSet;
import static io.backstop.sandbox.shape.Json.number;
import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.billing.Billing;
import io.backstop.sandbox.billing.Schedules;
import io.backstop.sandbox.billing.Subscriptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What falls due in an account, and when. At one moment, schedules change what is then renewed, and
 * what is to end ends before it is renewed.
 */
public final class Timetable {
  private static final long UNPAID_LIFE = 23 * 3600L;
  private static final long TRIAL_WARNING = 3 * 86_400L;
  private static final int MOST_STEPS = 100_000;
  private static final Set<String> RENEWED = Set.of("active", "past_due", "unpaid");

  private final Account account;
  private final Billing billing;

  public Timetable(Account account) {
    this.account = account;
    this.billing = new Billing(account);
  }

  /**
   * One thing to do.
   *
   * @param at epoch seconds
   * @param rank decides between things of the same moment, lowest first
   */
  private record Due(long at, int rank, Runnable work) {}

  /**
   * Does everything that is due by the moment, each at its own time, in order.
   *
   * @throws IllegalStateException if it does not come to an end
   */
  public void runUntil(long moment) {
    for (int step = 0; step < MOST_STEPS; step++) {
      Optional<Due> next =
          due().stream()
              .filter(due -> due.at() <= moment)
              .min(Comparator.comparingLong(Due::at).thenComparingInt(Due::rank));
      if (next.isEmpty()) {
        return;
      }
      account.clock().at(next.get().at(), next.get().work());
    }
    throw new IllegalStateException("the account's timetable does not come to an end");
  }

  private List<Due> due() {
    List<Due> due = new ArrayList<>();
    for (ObjectNode schedule : account.objects().all("subscription_schedule", each -> true)) {
      long at = Schedules.dueAt(schedule);
      if (at < Long.MAX_VALUE) {
        due.add(new Due(at, 0, () -> billing.schedules().run(schedule)));
      }
    }
    for (ObjectNode subscription : account.objects().all("subscription", each -> true)) {
      if (!Subscriptions.ENDED.contains(text(subscription, "status"))) {
        add(due, subscription);
      }
    }
    for (ObjectNode invoice :
        account.objects().all("invoice", each -> isSet(each, "next_payment_attempt"))) {
      if ("open".equals(text(invoice, "status"))) {
        long at = number(invoice, "next_payment_attempt");
        due.add(new Due(at, 4, () -> billing.collection().retry(invoice)));
      }
    }
    return due;
  }

  private void add(List<Due> due, ObjectNode subscription) {
    var cycle = billing.cycle();
    String status = text(subscription, "status");
    if (isSet(subscription, "cancel_at")) {
      due.add(
          new Due(
              number(subscription, "cancel_at"),
              1,
              () -> cycle.end(subscription, "cancellation_requested")));
    }
    if (isSet(subscription, "pause_collection", "resumes_at")) {
      due.add(
          new Due(
              number(subscription, "pause_collection", "resumes_at"),
              2,
              () -> cycle.resumeCollection(subscription)));
    }
    if (status.equals("trialing")) {
      long end = number(subscription, "trial_end");
      due.add(new Due(end, 3, () -> cycle.endTrial(subscription, "subscription_cycle")));
      warn(due, subscription, end);
    } else if (RENEWED.contains(status)) {
      due.add(new Due(Subscriptions.periodEnd(subscription), 3, () -> cycle.renew(subscription)));
    } else if (status.equals("incomplete")) {
      due.add(
          new Due(
              number(subscription, "created") + UNPAID_LIFE, 5, () -> cycle.expire(subscription)));
    }
  }

  /** Three days before a trial ends, once for each end; a shorter trial is not warned of. */
  private void warn(List<Due> due, ObjectNode subscription, long end) {
    long at = end - TRIAL_WARNING;
    String id = text(subscription, "id");
    if (at <= number(subscription, "trial_start")) {
      return;
    }
    String warning = id + " " + end;
    if (!account.warnedTrials().contains(warning)) {
      due.add(
          new Due(
              at,
              6,
              () -> {
                account.warnedTrials().add(warning);
                billing.cycle().trialWillEnd(subscription);
              }));
    }
  }
}
