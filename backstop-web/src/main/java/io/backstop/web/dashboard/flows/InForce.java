package io.backstop.web.dashboard.flows;

import io.backstop.web.dashboard.Words;
import io.backstop.workshop.Traffic;
import java.util.Locale;

/** Says what new visits begin with, where it is not the split that the dashboard shows. */
final class InForce {

  private InForce() {}

  /** A sentence when the operator has pinned it, else an empty text. */
  static String say(Words words, Traffic traffic) {
    return traffic
        .pin()
        .map(
            pin ->
                words.say(
                    "flows.force." + traffic.inForce().name().toLowerCase(Locale.ROOT),
                    words.say("pinned." + pin.layer().name().toLowerCase(Locale.ROOT)),
                    pin.name()))
        .orElse("");
  }
}
