package io.backstop.billing.stripe;

import com.stripe.model.Subscription;
import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.billing.SubscriptionSnapshot.Item;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** When a subscription is charged next. */
final class NextCharge {

  private static final List<String> CHARGED = List.of("active", "trialing", "past_due");

  /** A pause ends within years; whoever looks further ahead has not read a date. */
  private static final int FURTHEST = 10_000;

  private NextCharge() {}

  /**
   * The end of the period that is paid for; while collection is paused, the first period end that
   * does not lie in the pause. Empty when nothing more will be charged: it is over or ends with
   * this period, or is paused until someone resumes it.
   */
  static Optional<Instant> at(Subscription subscription, SubscriptionSnapshot snapshot) {
    if (!CHARGED.contains(snapshot.status())
        || snapshot.cancelAt().isPresent()
        || snapshot.pausedUntil().filter(Instant.MAX::equals).isPresent()) {
      return Optional.empty();
    }
    return snapshot.items().stream()
        .min(Comparator.comparing(Item::periodEnd))
        .flatMap(item -> onOrAfter(snapshot.pausedUntil(), item, subscription));
  }

  private static Optional<Instant> onOrAfter(
      Optional<Instant> pausedUntil, Item item, Subscription subscription) {
    Instant earliest = pausedUntil.orElse(item.periodEnd());
    ZonedDateTime first = item.periodEnd().atZone(ZoneOffset.UTC);
    int anchorDay = anchorDay(subscription, first);
    for (int i = 0; i < FURTHEST; i++) {
      ZonedDateTime end = first.plus(interval(item).multipliedBy(i));
      ZonedDateTime anchored =
          monthly(item)
              ? end.withDayOfMonth(Math.min(anchorDay, end.toLocalDate().lengthOfMonth()))
              : end;
      if (!anchored.toInstant().isBefore(earliest)) {
        return Optional.of(anchored.toInstant());
      }
    }
    return Optional.empty();
  }

  /**
   * The day of the month that periods end on. A period that ends on the last day of a short month
   * is followed by one that ends on the anchor's day again (Stripe docs: billing cycle).
   */
  private static int anchorDay(Subscription subscription, ZonedDateTime end) {
    boolean lastOfMonth = end.getDayOfMonth() == end.toLocalDate().lengthOfMonth();
    if (!lastOfMonth || subscription.getBillingCycleAnchor() == null) {
      return end.getDayOfMonth();
    }
    int day =
        Instant.ofEpochSecond(subscription.getBillingCycleAnchor())
            .atZone(ZoneOffset.UTC)
            .getDayOfMonth();
    return Math.max(day, end.getDayOfMonth());
  }

  private static boolean monthly(Item item) {
    return item.interval().equals("month") || item.interval().equals("year");
  }

  private static Period interval(Item item) {
    int count = Math.toIntExact(item.intervalCount());
    return switch (item.interval()) {
      case "day" -> Period.ofDays(count);
      case "week" -> Period.ofWeeks(count);
      case "year" -> Period.ofYears(count);
      default -> Period.ofMonths(count);
    };
  }
}
