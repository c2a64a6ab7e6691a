package io.backstop.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.billing.SubscriptionSnapshot.Discount;
import io.backstop.billing.SubscriptionSnapshot.Item;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Money;
import io.backstop.kernel.SubscriptionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AppraiserTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private static Item item(long amount, long quantity, String interval, long count) {
    return new Item("si_1", "price_1", "Pro", Optional.of(amount), quantity, interval, count, NOW);
  }

  private static Discount percent(double off, Instant until) {
    return new Discount("di_1", off, 0, Optional.ofNullable(until), false);
  }

  private static Discount amount(long off) {
    return new Discount("di_2", 0, off, Optional.empty(), false);
  }

  private static Optional<Money> monthly(List<Item> items, Discount... discounts) {
    return Appraiser.monthly(
        new SubscriptionSnapshot(
            new SubscriptionId("sub_1"),
            new CustomerId("cus_1"),
            "active",
            "usd",
            items,
            List.of(discounts),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            NOW),
        NOW);
  }

  private static Optional<Money> usd(long minor) {
    return Optional.of(new Money(minor, "usd"));
  }

  @Test
  void everyIntervalIsTurnedIntoAMonth() {
    assertThat(monthly(List.of(item(4_900, 2, "month", 1)))).isEqualTo(usd(9_800));
    assertThat(monthly(List.of(item(9_000, 1, "month", 3)))).isEqualTo(usd(3_000));
    assertThat(monthly(List.of(item(58_800, 1, "year", 1)))).isEqualTo(usd(4_900));
    assertThat(monthly(List.of(item(700, 1, "week", 1)))).isEqualTo(usd(3_044));
    assertThat(monthly(List.of(item(100, 1, "day", 1)))).isEqualTo(usd(3_044));
    assertThat(monthly(List.of(item(4_900, 1, "month", 1), item(12_000, 1, "year", 1))))
        .isEqualTo(usd(5_900));
  }

  @Test
  void discountsComeOffOneAfterTheOtherWhileTheyRun() {
    List<Item> pro = List.of(item(4_900, 1, "month", 1));

    assertThat(monthly(pro, percent(50, NOW.plusSeconds(1)))).isEqualTo(usd(2_450));
    assertThat(monthly(pro, percent(50, NOW))).isEqualTo(usd(4_900));
    assertThat(monthly(pro, percent(50, null), amount(450))).isEqualTo(usd(2_000));
    assertThat(monthly(pro, amount(450), percent(50, null))).isEqualTo(usd(2_225));
    assertThat(monthly(pro, amount(9_900))).isEqualTo(usd(0));
    assertThat(monthly(pro, percent(100, null))).isEqualTo(usd(0));
    assertThat(monthly(List.of(item(58_800, 1, "year", 1)), amount(1_200))).isEqualTo(usd(4_800));
  }

  @Test
  void whatCannotBeToldIsNotGuessed() {
    Item tiered = new Item("si_1", "price_1", "Pro", Optional.empty(), 1, "month", 1, NOW);

    assertThat(monthly(List.of())).isEmpty();
    assertThat(monthly(List.of(item(4_900, 1, "month", 1), tiered))).isEmpty();
    assertThat(monthly(List.of(item(4_900, 1, "month", 1), item(1, 1, "year", 1)), amount(100)))
        .isEmpty();
  }
}
