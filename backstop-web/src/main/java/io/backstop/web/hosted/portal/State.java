package io.backstop.web.hosted.portal;

import io.backstop.billing.SubscriptionSnapshot;
import java.util.Locale;

/** In which state a subscription is, in the words that customers have for it. */
enum State {
  ACTIVE("live", false),
  TRIAL("live", false),
  ENDING("soon", false),
  PAUSED("soon", false),
  /** A payment has failed; Stripe goes on trying. */
  PAST_DUE("due", false),
  /** Stripe has given up on it. */
  UNPAID("due", true),
  /** The first payment is not through. */
  INCOMPLETE("due", true),
  /** A trial has ended without a card. */
  STOPPED("due", true),
  ENDED("over", false),
  /** A word of Stripe's that this release does not know. */
  OTHER("soon", true);

  private final String tone;
  private final boolean remarked;

  State(String tone, boolean remarked) {
    this.tone = tone;
    this.remarked = remarked;
  }

  /** What needs doing goes before what is planned, and that before what just runs. */
  static State of(SubscriptionSnapshot subscription) {
    if (subscription.ended()) {
      return ENDED;
    }
    State state =
        switch (subscription.status()) {
          case "active" -> ACTIVE;
          case "trialing" -> TRIAL;
          case "past_due" -> PAST_DUE;
          case "unpaid" -> UNPAID;
          case "incomplete" -> INCOMPLETE;
          case "paused" -> STOPPED;
          default -> OTHER;
        };
    if (state != ACTIVE && state != TRIAL) {
      return state;
    }
    if (subscription.cancelAt().isPresent()) {
      return ENDING;
    }
    return subscription.pausedUntil().isPresent() ? PAUSED : state;
  }

  /** {@code live}, {@code soon}, {@code due} or {@code over}: how it is coloured. */
  String tone() {
    return tone;
  }

  /** Whether there is a sentence that says why it is so. */
  boolean remarked() {
    return remarked;
  }

  /** The end of its texts' keys. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
