package io.backstop.sandbox.billing;

import static io.backstop.sandbox.shape.Json.number;
import static io.backstop.sandbox.shape.Json.object;
import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.shape.StripeError;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Credits for unused time and charges for remaining time, to the second, halves away from zero.
 * They come to be as pending invoice items.
 *
 * <p>Lasting discounts are taken into account on both sides, coupons of duration once on neither;
 * what Stripe does with the latter depends on the invoice that is credited, and is not modelled.
 */
public final class Prorations {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.US);

  private final Billing billing;
  private final Account account;

  Prorations(Billing billing) {
    this.billing = billing;
    this.account = billing.account();
  }

  /** For each item that differs: a credit for what was, a charge for what is now. */
  void between(ObjectNode subscription, List<ObjectNode> before, long date) {
    for (ObjectNode old : before) {
      Optional<ObjectNode> now = Subscriptions.item(subscription, text(old, "id"));
      if (now.isEmpty() || differs(old, now.get())) {
        credit(subscription, old, date);
        now.ifPresent(item -> charge(subscription, item, date));
      }
    }
    List<String> known = before.stream().map(old -> text(old, "id")).toList();
    Subscriptions.items(subscription).stream()
        .filter(item -> !known.contains(text(item, "id")))
        .forEach(item -> charge(subscription, item, date));
  }

  private static boolean differs(ObjectNode old, ObjectNode now) {
    return !text(old, "price", "id").equals(text(now, "price", "id"))
        || number(old, "quantity") != number(now, "quantity");
  }

  /** A credit for the time from the date to the end of the item's period. */
  void credit(ObjectNode subscription, ObjectNode item, long date) {
    long worth = -share(subscription, item, date);
    add(subscription, item, date, worth, "Unused time on ");
  }

  private void charge(ObjectNode subscription, ObjectNode item, long date) {
    add(subscription, item, date, share(subscription, item, date), "Remaining time on ");
  }

  private long share(ObjectNode subscription, ObjectNode item, long date) {
    long start = number(item, "current_period_start");
    long end = number(item, "current_period_end");
    ObjectNode price = (ObjectNode) item.get("price");
    long full = Prices.amount(price, number(item, "quantity"));
    long net = billing.discounts().afterLasting(subscription, price, full);
    return end <= start ? 0 : Money.share(net, Math.max(0, end - date), end - start);
  }

  private void add(ObjectNode subscription, ObjectNode item, long date, long amount, String what) {
    ObjectNode price = (ObjectNode) item.get("price");
    long quantity = number(item, "quantity");
    if (date >= number(item, "current_period_end")) {
      return;
    }
    ObjectNode made = account.make("invoiceitem", "ii_");
    made.put("amount", amount).put("date", account.now()).put("discountable", false);
    made.set("currency", price.get("currency"));
    made.set("customer", subscription.get("customer"));
    String counted = quantity == 1 ? "" : quantity + " × ";
    made.put(
        "description",
        what + counted + billing.prices().name(price) + " after " + DAY.format(Periods.at(date)));
    made.set("period", object("start", date, "end", item.get("current_period_end")));
    made.set("pricing", InvoiceLines.pricing(price));
    made.put("proration", true).put("net_amount", amount);
    made.put("quantity", quantity).put("quantity_decimal", Long.toString(quantity));
    made.set(
        "parent",
        object(
            "subscription_details",
            object("subscription", subscription.get("id"), "subscription_item", item.get("id")),
            "type",
            "subscription_details"));
    account.objects().put(made);
    account.events().announce("invoiceitem.created", made);
  }

  /**
   * The moment from which is prorated.
   *
   * @param given {@code proration_date}, or null for now
   * @throws StripeError 400 if it is outside of the current period
   */
  long date(ObjectNode subscription, Long given) {
    if (given == null) {
      return account.now();
    }
    ObjectNode item = Subscriptions.items(subscription).get(0);
    if (given < number(item, "current_period_start")
        || given > number(item, "current_period_end")) {
      throw StripeError.invalid(
          "subscription_proration_date",
          "Cannot specify a proration date outside of the current billing period.");
    }
    return given;
  }
}
