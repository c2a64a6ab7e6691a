package io.backstop.web.hosted.portal;

import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.billing.SubscriptionSnapshot.Discount;
import io.backstop.billing.SubscriptionSnapshot.Item;
import io.backstop.web.hosted.Wording;
import java.util.List;
import java.util.stream.Collectors;

/** Words what a subscription is of: its plans, its regular price, what comes off. */
final class PlanWords {

  private PlanWords() {}

  /** The names of what is in it. */
  static String names(Wording words, SubscriptionSnapshot subscription) {
    return subscription.items().stream()
        .map(Item::productName)
        .map(words::name)
        .distinct()
        .collect(Collectors.joining(" + "));
  }

  /** What it regularly costs before discounts; an empty text where one number does not say it. */
  static String price(Wording words, SubscriptionSnapshot subscription) {
    List<Item> items = subscription.items();
    boolean one =
        items.stream().map(item -> item.interval() + item.intervalCount()).distinct().count() == 1;
    if (!one || items.stream().anyMatch(item -> item.unitAmount().isEmpty())) {
      return "";
    }
    long sum = items.stream().mapToLong(item -> item.unitAmount().get() * item.quantity()).sum();
    Item first = items.get(0);
    String rate = words.rate(sum, subscription.currency(), first.interval(), first.intervalCount());
    return items.size() == 1 && first.quantity() > 1
        ? words.say(
            "portal.price.several",
            rate,
            first.quantity(),
            words.money(first.unitAmount().get(), subscription.currency()))
        : rate;
  }

  /** What comes off, and for how long. */
  static String off(Wording words, Discount discount, SubscriptionSnapshot subscription) {
    String off =
        discount.percentOff() > 0
            ? words.say("portal.off.percent", words.number(discount.percentOff()))
            : words.say(
                "portal.off.amount", words.money(discount.amountOff(), subscription.currency()));
    if (discount.once()) {
      return words.say("portal.off.once", off);
    }
    return discount
        .endsAt()
        .map(end -> words.say("portal.off.until", off, words.date(end)))
        .orElse(off);
  }
}
