package io.backstop.billing.stripe;

import com.stripe.model.Customer;
import com.stripe.model.Discount;
import com.stripe.model.Invoice;
import com.stripe.model.InvoiceLineItem;
import com.stripe.model.PaymentMethod;
import com.stripe.model.Price;
import com.stripe.model.Product;
import com.stripe.model.Subscription;
import com.stripe.model.SubscriptionItem;
import io.backstop.billing.BillingGateway;
import io.backstop.billing.BillingGateway.Preview;
import io.backstop.billing.BillingGateway.Sighting;
import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.billing.SubscriptionSnapshot.Card;
import io.backstop.billing.SubscriptionSnapshot.Item;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SubscriptionId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Turns Stripe's objects (API 2026-07-29.dahlia) into the station's own. Expects the expansions of
 * {@link BillingGateway#EXPANSIONS}; what is missing all the same is left out, never guessed.
 */
final class Readings {

  private static final String MARK = "backstop_attempt";

  private Readings() {}

  static Sighting sighting(Subscription subscription, Instant readAt) {
    Optional<Customer> customer = Optional.ofNullable(subscription.getCustomerObject());
    List<Discount> discounts = effective(subscription, customer);
    Map<String, String> metadata = subscription.getMetadata();
    SubscriptionSnapshot snapshot =
        new SubscriptionSnapshot(
            new SubscriptionId(subscription.getId()),
            new CustomerId(subscription.getCustomer()),
            subscription.getStatus(),
            subscription.getCurrency(),
            subscription.getItems().getData().stream().map(Readings::item).toList(),
            discounts.stream().map(Readings::discount).toList(),
            at(subscription.getTrialEnd()),
            at(subscription.getCancelAt()),
            at(subscription.getEndedAt()),
            pausedUntil(subscription),
            subscription.getSchedule() != null,
            Optional.ofNullable(subscription.getLatestInvoiceObject())
                .map(invoice -> "open".equals(invoice.getStatus()))
                .orElse(false),
            card(subscription, customer),
            customer.flatMap(found -> Masks.mail(found.getEmail())),
            Optional.ofNullable(metadata == null ? null : metadata.get(MARK)),
            readAt);
    return new Sighting(
        snapshot,
        customer.map(found -> Boolean.TRUE.equals(found.getDeleted())).orElse(false),
        Optional.ofNullable(subscription.getSchedule()),
        discounts.stream()
            .map(discount -> discount.getSource().getCoupon())
            .filter(Objects::nonNull)
            .toList(),
        Boolean.TRUE.equals(subscription.getCancelAtPeriodEnd()));
  }

  static BillingGateway.Coupon coupon(com.stripe.model.Coupon coupon) {
    return new BillingGateway.Coupon(
        coupon.getId(),
        number(coupon.getPercentOff()),
        coupon.getDuration(),
        orZero(coupon.getDurationInMonths()),
        Boolean.TRUE.equals(coupon.getValid()));
  }

  static BillingGateway.Price price(Price price) {
    Optional<Price.Recurring> recurring = Optional.ofNullable(price.getRecurring());
    return new BillingGateway.Price(
        price.getId(),
        price.getCurrency(),
        recurring.map(Price.Recurring::getInterval),
        recurring.map(Price.Recurring::getIntervalCount).orElse(1L),
        Boolean.TRUE.equals(price.getActive()));
  }

  static Preview preview(Invoice invoice) {
    List<InvoiceLineItem> regular =
        invoice.getLines().getData().stream().filter(Readings::recurs).toList();
    return new Preview(
        invoice.getCurrency(),
        invoice.getAmountDue(),
        regular.stream().mapToLong(Readings::charged).sum(),
        regular.stream()
            .map(line -> Instant.ofEpochSecond(line.getPeriod().getStart()))
            .min(Comparator.naturalOrder()),
        regular.stream()
            .map(line -> Instant.ofEpochSecond(line.getPeriod().getEnd()))
            .max(Comparator.naturalOrder()),
        Math.max(0, -orZero(invoice.getTotal()) - orZero(invoice.getStartingBalance())));
  }

  private static boolean recurs(InvoiceLineItem line) {
    InvoiceLineItem.Parent.SubscriptionItemDetails details =
        line.getParent() == null ? null : line.getParent().getSubscriptionItemDetails();
    return details != null && !Boolean.TRUE.equals(details.getProration());
  }

  /** A line's amount, discounts taken off, exclusive taxes put on. */
  private static long charged(InvoiceLineItem line) {
    long discounts =
        stream(line.getDiscountAmounts())
            .mapToLong(InvoiceLineItem.DiscountAmount::getAmount)
            .sum();
    long taxes =
        stream(line.getTaxes())
            .filter(tax -> "exclusive".equals(tax.getTaxBehavior()))
            .mapToLong(InvoiceLineItem.Tax::getAmount)
            .sum();
    return line.getAmount() - discounts + taxes;
  }

  /**
   * The subscription's discounts; where it has none, the customer's, which holds then and only then
   * (Stripe docs: coupons). Reused by its id it goes on holding beside a new one.
   */
  private static List<Discount> effective(Subscription subscription, Optional<Customer> customer) {
    List<Discount> own =
        stream(subscription.getDiscountObjects()).filter(Objects::nonNull).toList();
    return own.isEmpty() ? customer.map(Customer::getDiscount).stream().toList() : own;
  }

  private static SubscriptionSnapshot.Discount discount(Discount discount) {
    com.stripe.model.Coupon coupon = discount.getSource().getCouponObject();
    return new SubscriptionSnapshot.Discount(
        discount.getId(),
        coupon == null ? 0 : number(coupon.getPercentOff()),
        coupon == null ? 0 : orZero(coupon.getAmountOff()),
        at(discount.getEnd()),
        coupon != null && "once".equals(coupon.getDuration()));
  }

  private static Item item(SubscriptionItem item) {
    Price price = item.getPrice();
    Product product = price.getProductObject();
    return new Item(
        item.getId(),
        price.getId(),
        Optional.ofNullable(product)
            .map(Product::getName)
            .or(() -> Optional.ofNullable(price.getNickname()))
            .orElse(""),
        Optional.ofNullable(price.getUnitAmount()),
        orZero(item.getQuantity()),
        price.getRecurring().getInterval(),
        price.getRecurring().getIntervalCount(),
        Instant.ofEpochSecond(item.getCurrentPeriodEnd()));
  }

  private static Optional<Instant> pausedUntil(Subscription subscription) {
    return Optional.ofNullable(subscription.getPauseCollection())
        .map(pause -> at(pause.getResumesAt()).orElse(Instant.MAX));
  }

  /** The subscription's default, else the customer's: in this order Stripe charges. */
  private static Optional<Card> card(Subscription subscription, Optional<Customer> customer) {
    return Optional.ofNullable(subscription.getDefaultPaymentMethodObject())
        .or(
            () ->
                customer
                    .map(Customer::getInvoiceSettings)
                    .map(Customer.InvoiceSettings::getDefaultPaymentMethodObject))
        .map(PaymentMethod::getCard)
        .map(card -> new Card(card.getBrand(), card.getLast4()));
  }

  private static Optional<Instant> at(Long epochSeconds) {
    return Optional.ofNullable(epochSeconds).map(Instant::ofEpochSecond);
  }

  private static double number(BigDecimal value) {
    return value == null ? 0 : value.doubleValue();
  }

  private static long orZero(Long value) {
    return value == null ? 0 : value;
  }

  private static <T> Stream<T> stream(List<T> list) {
    return list == null ? Stream.empty() : list.stream();
  }
}
