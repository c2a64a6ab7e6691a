package io.backstop.flow.portal;

import io.backstop.billing.CustomerPicture;
import io.backstop.billing.Standing;
import io.backstop.billing.SubscriptionSnapshot;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells a picture that cannot be true any more: one from before a change that the customer has just
 * made or that was seen since, or from before a day that it speaks of as to come. Stripe's events
 * keep pictures fresh; this is for when they are late, or were never set up.
 */
final class Outdated {

  private Outdated() {}

  static boolean is(CustomerPicture picture, Optional<Instant> changedAt, Instant now) {
    Instant readAt = picture.customer().readAt();
    boolean beforeTheChange = changedAt.filter(change -> !readAt.isAfter(change)).isPresent();
    return beforeTheChange
        || picture.subscriptions().stream().anyMatch(each -> seenChanged(each, readAt))
        || picture.subscriptions().stream()
            .filter(standing -> !standing.subscription().ended())
            .flatMap(Outdated::days)
            .anyMatch(day -> !day.isAfter(now) && readAt.isBefore(day));
  }

  /**
   * It was read by itself later and was found changed: then nobody has computed its next charge.
   */
  private static boolean seenChanged(Standing standing, Instant pictureReadAt) {
    SubscriptionSnapshot subscription = standing.subscription();
    return standing.upcoming().isEmpty()
        && !subscription.ended()
        && subscription.readAt().isAfter(pictureReadAt);
  }

  private static Stream<Instant> days(Standing standing) {
    SubscriptionSnapshot subscription = standing.subscription();
    return Stream.of(
            standing.upcoming().map(Standing.Upcoming::at),
            subscription.pausedUntil(),
            subscription.cancelAt(),
            subscription.trialEnd())
        .flatMap(Optional::stream);
  }
}
