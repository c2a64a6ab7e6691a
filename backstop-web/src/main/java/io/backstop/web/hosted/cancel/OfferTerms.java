package io.backstop.web.hosted.cancel;

import io.backstop.billing.Quote;
import io.backstop.flow.cancel.FlowDefinition.AnnualOffer;
import io.backstop.flow.cancel.FlowDefinition.CallOffer;
import io.backstop.flow.cancel.FlowDefinition.DiscountOffer;
import io.backstop.flow.cancel.FlowDefinition.DowngradeOffer;
import io.backstop.flow.cancel.FlowDefinition.GiftOffer;
import io.backstop.flow.cancel.FlowDefinition.Offer;
import io.backstop.flow.cancel.FlowDefinition.PauseOffer;
import io.backstop.flow.cancel.FlowDefinition.TrialExtensionOffer;
import io.backstop.web.hosted.Wording;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * An offer's terms in the order a customer needs them. Every amount and day is the quote's.
 *
 * @param get what he gets
 * @param pay what he pays, and when
 * @param after what happens when it ends
 */
public record OfferTerms(String get, String pay, String after) {

  /**
   * The terms of {@code offer}.
   *
   * @param quote absent only for what costs nothing and changes nothing
   */
  static OfferTerms of(Offer offer, Optional<Quote> quote, Wording words) {
    String get = gain(offer, words);
    if (quote.isEmpty()) {
      return new OfferTerms(get, words.say("pay.nothing"), words.say("after.unchanged"));
    }
    Quote q = quote.get();
    if (offer instanceof DiscountOffer discount) {
      return discount(get, discount, q, words);
    }
    if (offer instanceof DowngradeOffer || offer instanceof AnnualOffer) {
      String pay =
          q.dueNow() > 0
              ? words.say("pay.today", words.money(q.dueNow(), q.currency()))
              : words.say("pay.nothing-today");
      return new OfferTerms(get, pay, words.say("after.renews", regular(q, words)));
    }
    if (q.nextAmount() > 0) {
      String until = words.date(q.nextChargeAt());
      return new OfferTerms(get, words.say("pay.nothing-until", until), regular(q, words));
    }
    String until = words.date(firstChargeAfterEffect(q));
    return new OfferTerms(
        get,
        words.say("pay.nothing-until", until),
        words.say("pay.rate-from", rate(q.laterAmount(), q, words), until));
  }

  /** In a few words, what the offer gives; also its headline when the merchant wrote none. */
  static String gain(Offer offer, Wording words) {
    if (offer instanceof DiscountOffer discount) {
      return words.say("get.discount", discount.percent(), discount.months());
    }
    if (offer instanceof PauseOffer pause) {
      return words.say("get.pause", pause.months());
    }
    if (offer instanceof DowngradeOffer downgrade) {
      return words.say("get.plan", words.name(downgrade.planName().in(words.language())));
    }
    if (offer instanceof AnnualOffer annual) {
      return words.say("get.plan", words.name(annual.planName().in(words.language())));
    }
    if (offer instanceof GiftOffer gift) {
      return words.say("get.gift", gift.months());
    }
    if (offer instanceof TrialExtensionOffer trial) {
      return words.say("get.trial", trial.days());
    }
    if (offer instanceof CallOffer) {
      return words.say("get.call");
    }
    throw new IllegalArgumentException("an offer nobody has worded: " + offer.type());
  }

  private static OfferTerms discount(String get, DiscountOffer offer, Quote q, Wording words) {
    boolean severalCharges =
        offer.months() > 1 && q.interval().equals("month") && q.intervalCount() == 1;
    Optional<Instant> end = q.effectEndsAt();
    String pay;
    if (q.nextAmount() == 0) {
      pay = words.say("pay.nothing-until", words.date(firstChargeAfterEffect(q)));
    } else if (severalCharges || end.isEmpty()) {
      pay =
          words.say("pay.rate-from", rate(q.nextAmount(), q, words), words.date(q.nextChargeAt()));
    } else {
      pay =
          words.say(
              "pay.once", words.money(q.nextAmount(), q.currency()), words.date(q.nextChargeAt()));
    }
    String later = rate(q.laterAmount(), q, words);
    String after =
        end.isPresent()
            ? words.say("after.back-to", later, words.date(firstChargeAfterEffect(q)))
            : words.say("after.stays", later);
    return new OfferTerms(get, pay, after);
  }

  /** What is charged from the next regular charge on. */
  private static String regular(Quote q, Wording words) {
    String later = rate(q.laterAmount(), q, words);
    String day = words.date(q.nextChargeAt());
    return q.nextAmount() == q.laterAmount()
        ? words.say("pay.rate-from", later, day)
        : words.say("pay.once-then", words.money(q.nextAmount(), q.currency()), day, later);
  }

  /**
   * The first day on which the later amount is charged: the customer is charged by his billing
   * days, not on the day an effect happens to end.
   */
  private static Instant firstChargeAfterEffect(Quote q) {
    Instant end = q.effectEndsAt().orElse(q.nextChargeAt());
    OffsetDateTime first = q.nextChargeAt().atOffset(ZoneOffset.UTC);
    ChronoUnit unit = ChronoUnit.valueOf(q.interval().toUpperCase(Locale.ROOT) + "S");
    OffsetDateTime charge = first;
    for (int n = 1; charge.toInstant().isBefore(end); n++) {
      charge = first.plus(n * q.intervalCount(), unit);
    }
    return charge.toInstant();
  }

  private static String rate(long amount, Quote q, Wording words) {
    return words.rate(amount, q.currency(), q.interval(), q.intervalCount());
  }
}
