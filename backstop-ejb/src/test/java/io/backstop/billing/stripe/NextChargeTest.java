package io.backstop.billing.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.Subscription;
import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.billing.SubscriptionSnapshot.Item;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SubscriptionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a subscription is charged next, by its dates alone. */
class NextChargeTest {

  private static Optional<Instant> next(
      String status,
      String interval,
      long count,
      String periodEnd,
      String anchor,
      Optional<Instant> pausedUntil,
      Optional<Instant> cancelAt) {
    Subscription subscription = new Subscription();
    subscription.setBillingCycleAnchor(Instant.parse(anchor).getEpochSecond());
    Item item =
        new Item(
            "si_1",
            "price_1",
            "Pro",
            Optional.of(4_900L),
            1,
            interval,
            count,
            Instant.parse(periodEnd));
    SubscriptionSnapshot snapshot =
        new SubscriptionSnapshot(
            new SubscriptionId("sub_1"),
            new CustomerId("cus_1"),
            status,
            "usd",
            List.of(item),
            List.of(),
            Optional.empty(),
            cancelAt,
            Optional.empty(),
            pausedUntil,
            false,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Instant.EPOCH);
    return NextCharge.at(subscription, snapshot);
  }

  @ParameterizedTest(name = "each {1} {0}, paid until {2}, paused until {4}: {5}")
  @CsvSource({
    "month, 1, 2027-02-28T08:00:00Z, 2026-08-31T08:00:00Z, 2027-03-01T00:00:00Z, 2027-03-31T08:00:00Z",
    "month, 1, 2027-02-28T08:00:00Z, 2026-08-28T08:00:00Z, 2027-03-01T00:00:00Z, 2027-03-28T08:00:00Z",
    "month, 1, 2026-12-10T08:00:00Z, 2026-08-10T08:00:00Z, 2026-12-10T08:00:00Z, 2026-12-10T08:00:00Z",
    "month, 1, 2026-12-10T08:00:00Z, 2026-08-10T08:00:00Z, 2026-12-10T08:00:01Z, 2027-01-10T08:00:00Z",
    "month, 1, 2026-12-10T08:00:00Z, 2026-08-10T08:00:00Z, 2026-11-24T00:00:00Z, 2026-12-10T08:00:00Z",
    "month, 3, 2026-12-10T08:00:00Z, 2026-09-10T08:00:00Z, 2027-04-01T00:00:00Z, 2027-06-10T08:00:00Z",
    "year, 1, 2027-02-28T08:00:00Z, 2024-02-29T08:00:00Z, 2028-01-01T00:00:00Z, 2028-02-29T08:00:00Z",
    "week, 2, 2026-12-10T08:00:00Z, 2026-08-10T08:00:00Z, 2026-12-11T00:00:00Z, 2026-12-24T08:00:00Z",
    "day, 1, 2026-12-10T08:00:00Z, 2026-08-10T08:00:00Z, 2027-01-01T00:00:00Z, 2027-01-01T08:00:00Z"
  })
  void aPauseIsSkippedByWholePeriods(
      String interval, long count, String periodEnd, String anchor, String paused, String at) {
    assertThat(
            next(
                "active",
                interval,
                count,
                periodEnd,
                anchor,
                Optional.of(Instant.parse(paused)),
                Optional.empty()))
        .contains(Instant.parse(at));
  }

  private static Optional<Instant> next(
      String status, Optional<Instant> pausedUntil, Optional<Instant> cancelAt) {
    String end = "2026-12-10T08:00:00Z";
    return next(status, "month", 1, end, end, pausedUntil, cancelAt);
  }

  @ParameterizedTest
  @ValueSource(strings = {"active", "trialing", "past_due"})
  void whatGoesOnIsChargedAtTheEndOfItsPeriod(String status) {
    assertThat(next(status, Optional.empty(), Optional.empty()))
        .contains(Instant.parse("2026-12-10T08:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"canceled", "unpaid", "paused", "incomplete", "incomplete_expired"})
  void whatIsOverOrStandsStillIsNotCharged(String status) {
    assertThat(next(status, Optional.empty(), Optional.empty())).isEmpty();
  }

  @Test
  void whatEndsOrIsPausedForGoodIsNotCharged() {
    assertThat(next("active", Optional.empty(), Optional.of(Instant.EPOCH))).isEmpty();
    assertThat(next("active", Optional.of(Instant.MAX), Optional.empty())).isEmpty();
  }
}
