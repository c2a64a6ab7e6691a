package io.backstop.billing;

import io.backstop.billing.SubscriptionSnapshot.Discount;
import io.backstop.billing.SubscriptionSnapshot.Item;
import io.backstop.kernel.Money;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.Statements;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a subscription comes to a month, as the mirror has it: its prices, each turned into a month
 * (a year has 12, a week is 7 of 365.25 / 12 days), less the discounts that run, one after the
 * other as Stripe takes them. Before taxes and credits. Not known of a subscription with a tiered
 * price, or with an amount off prices of different intervals.
 */
@Dependent
public class Appraiser {

  private static final String RECALL =
      "SELECT snapshot FROM stripe_subscription WHERE workspace_id = ? AND subscription_id = ?";

  private static final BigDecimal DAYS_OF_A_MONTH =
      new BigDecimal("365.25").divide(BigDecimal.valueOf(12), MathContext.DECIMAL64);

  private final Statements statements;

  @Inject
  public Appraiser(Statements statements) {
    this.statements = statements;
  }

  /**
   * What the subscription comes to a month at {@code now}; empty when that is not known. One
   * statement, in the caller's transaction.
   */
  public Optional<Money> monthly(WorkspaceSlug workspace, SubscriptionId id, Instant now) {
    return statements
        .text(RECALL, workspace.value(), id.value())
        .map(json -> BillingJson.read(json, SubscriptionSnapshot.class))
        .flatMap(snapshot -> monthly(snapshot, now));
  }

  static Optional<Money> monthly(SubscriptionSnapshot snapshot, Instant now) {
    List<Discount> running =
        snapshot.discounts().stream()
            .filter(discount -> discount.endsAt().map(now::isBefore).orElse(true))
            .toList();
    boolean takesAmounts = running.stream().anyMatch(discount -> discount.amountOff() > 0);
    long intervals =
        snapshot.items().stream()
            .map(item -> item.intervalCount() + item.interval())
            .collect(Collectors.toSet())
            .size();
    if (snapshot.items().isEmpty()
        || snapshot.items().stream().anyMatch(item -> item.unitAmount().isEmpty())
        || takesAmounts && intervals > 1) {
      return Optional.empty();
    }
    BigDecimal sum =
        snapshot.items().stream()
            .map(item -> aMonth(item.unitAmount().orElseThrow() * item.quantity(), item))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    Item any = snapshot.items().get(0);
    for (Discount discount : running) {
      sum =
          discount.amountOff() > 0
              ? sum.subtract(aMonth(discount.amountOff(), any)).max(BigDecimal.ZERO)
              : sum.multiply(BigDecimal.valueOf(100 - discount.percentOff()).movePointLeft(2));
    }
    return Optional.of(
        new Money(sum.setScale(0, RoundingMode.HALF_UP).longValueExact(), snapshot.currency()));
  }

  /** {@code amount} each interval of {@code item}, as so much a month. */
  private static BigDecimal aMonth(long amount, Item item) {
    BigDecimal all = BigDecimal.valueOf(amount);
    BigDecimal count = BigDecimal.valueOf(item.intervalCount());
    return switch (item.interval()) {
      case "day" -> all.multiply(DAYS_OF_A_MONTH).divide(count, MathContext.DECIMAL64);
      case "week" ->
          all.multiply(DAYS_OF_A_MONTH)
              .divide(count.multiply(BigDecimal.valueOf(7)), MathContext.DECIMAL64);
      case "month" -> all.divide(count, MathContext.DECIMAL64);
      default -> all.divide(count.multiply(BigDecimal.valueOf(12)), MathContext.DECIMAL64);
    };
  }
}
