package io.backstop.web.hosted.cancel;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.billing.BillingOrder;
import io.backstop.billing.Quote;
import io.backstop.flow.cancel.FlowDefinition.AnnualOffer;
import io.backstop.flow.cancel.FlowDefinition.CallOffer;
import io.backstop.flow.cancel.FlowDefinition.DiscountOffer;
import io.backstop.flow.cancel.FlowDefinition.DowngradeOffer;
import io.backstop.flow.cancel.FlowDefinition.GiftOffer;
import io.backstop.flow.cancel.FlowDefinition.Offer;
import io.backstop.flow.cancel.FlowDefinition.PauseOffer;
import io.backstop.flow.cancel.FlowDefinition.Text;
import io.backstop.flow.cancel.FlowDefinition.TrialExtensionOffer;
import io.backstop.web.hosted.Wording;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OfferTermsTest {

  private static final Optional<Text> NO_TEXT = Optional.empty();
  private static final Instant DECEMBER = Instant.parse("2026-12-01T09:00:00Z");
  private static final Instant MARCH = Instant.parse("2027-03-01T09:00:00Z");

  private static OfferTerms terms(Offer offer, Quote quote) {
    return OfferTerms.of(offer, Optional.ofNullable(quote), Wording.of(List.of(Locale.US)));
  }

  private static Quote quote(
      long now, long next, Instant at, long later, Instant ends, String interval) {
    return new Quote(
        new BillingOrder.Gift(1),
        "usd",
        now,
        next,
        at,
        later,
        Optional.ofNullable(ends),
        interval,
        1);
  }

  private static Text name(String english) {
    return new Text(Map.of("en", english));
  }

  @Test
  void aDiscountSaysTheLowerPriceItsFirstDayAndTheDayItEnds() {
    OfferTerms terms =
        terms(
            new DiscountOffer("d", NO_TEXT, NO_TEXT, 25, 3),
            quote(0, 3675, DECEMBER, 4900, MARCH, "month"));
    assertThat(terms.get()).isEqualTo("25% off for 3 months");
    assertThat(terms.pay()).isEqualTo("$36.75 per month, starting on December 1, 2026");
    assertThat(terms.after()).startsWith("$49.00 per month from March 1, 2027.");
  }

  @Test
  void aDiscountOnAYearlyPlanIsOneCharge() {
    OfferTerms terms =
        terms(
            new DiscountOffer("d", NO_TEXT, NO_TEXT, 25, 3),
            quote(0, 36750, DECEMBER, 49000, MARCH, "year"));
    assertThat(terms.pay()).isEqualTo("$367.50 on December 1, 2026");
    assertThat(terms.after()).startsWith("$490.00 per year from December 1, 2027.");
  }

  @Test
  void aFullDiscountSaysNothingIsPaidUntilItEnds() {
    OfferTerms terms =
        terms(
            new DiscountOffer("d", NO_TEXT, NO_TEXT, 100, 3),
            quote(0, 0, DECEMBER, 4900, MARCH, "month"));
    assertThat(terms.pay()).isEqualTo("Nothing until March 1, 2027");
  }

  @Test
  void aPauseSaysWhenPayingGoesOn() {
    OfferTerms terms =
        terms(
            new PauseOffer("p", NO_TEXT, NO_TEXT, 3), quote(0, 4900, MARCH, 4900, MARCH, "month"));
    assertThat(terms.get()).isEqualTo("No charges for 3 months");
    assertThat(terms.pay()).isEqualTo("Nothing until March 1, 2027");
    assertThat(terms.after()).isEqualTo("$49.00 per month, starting on March 1, 2027");
  }

  @Test
  void theDayNamedIsTheDayOfTheChargeNotTheDayTheEffectEnds() {
    Instant middle = Instant.parse("2027-02-23T12:00:00Z");
    OfferTerms discount =
        terms(
            new DiscountOffer("d", NO_TEXT, NO_TEXT, 25, 3),
            quote(0, 3675, DECEMBER, 4900, middle, "month"));
    assertThat(discount.after()).contains("from March 1, 2027");
    OfferTerms pause =
        terms(
            new PauseOffer("p", NO_TEXT, NO_TEXT, 3), quote(0, 4900, MARCH, 4900, middle, "month"));
    assertThat(pause.pay()).isEqualTo("Nothing until March 1, 2027");
    OfferTerms gift =
        terms(
            new GiftOffer("g", NO_TEXT, NO_TEXT, 3), quote(0, 0, DECEMBER, 4900, middle, "month"));
    assertThat(gift.pay()).isEqualTo("Nothing until March 1, 2027");
  }

  @Test
  void billingDaysAtTheEndOfAMonthDoNotDrift() {
    OfferTerms gift =
        terms(
            new GiftOffer("g", NO_TEXT, NO_TEXT, 4),
            quote(
                0,
                0,
                Instant.parse("2026-12-31T09:00:00Z"),
                4900,
                Instant.parse("2027-03-20T09:00:00Z"),
                "month"));
    assertThat(gift.pay()).isEqualTo("Nothing until March 31, 2027");
  }

  @Test
  void aSwitchSaysWhatIsChargedTodayAndThatItRenews() {
    OfferTerms annual =
        terms(
            new AnnualOffer("a", NO_TEXT, NO_TEXT, "price", name("Pro yearly")),
            quote(42000, 46900, MARCH, 46900, null, "year"));
    assertThat(annual.get()).isEqualTo("Pro yearly");
    assertThat(annual.pay()).isEqualTo("$420.00 today");
    assertThat(annual.after())
        .isEqualTo("$469.00 per year, starting on March 1, 2027. It renews until you cancel.");
    OfferTerms smaller =
        terms(
            new DowngradeOffer("a", NO_TEXT, NO_TEXT, "price", name("Basic")),
            quote(0, 950, DECEMBER, 1900, null, "month"));
    assertThat(smaller.pay()).isEqualTo("Nothing today");
    assertThat(smaller.after()).startsWith("$9.50 on December 1, 2026, then $19.00 per month.");
  }

  @Test
  void aGiftAndALongerTrialSayWhenPayingStarts() {
    OfferTerms gift =
        terms(new GiftOffer("g", NO_TEXT, NO_TEXT, 1), quote(0, 0, DECEMBER, 4900, MARCH, "month"));
    assertThat(gift.get()).isEqualTo("1 month free of charge");
    assertThat(gift.pay()).isEqualTo("Nothing until March 1, 2027");
    assertThat(gift.after()).isEqualTo("$49.00 per month, starting on March 1, 2027");
    OfferTerms trial =
        terms(
            new TrialExtensionOffer("t", NO_TEXT, NO_TEXT, 14),
            quote(0, 4900, MARCH, 4900, MARCH, "month"));
    assertThat(trial.get()).isEqualTo("14 more days of your trial");
    assertThat(trial.pay()).isEqualTo("Nothing until March 1, 2027");
  }

  @Test
  void aTalkCostsNothingAndChangesNothing() {
    OfferTerms terms =
        terms(new CallOffer("c", NO_TEXT, NO_TEXT, URI.create("https://cal.example/")), null);
    assertThat(terms.pay()).isEqualTo("Nothing");
    assertThat(terms.after()).startsWith("Your subscription stays as it is.");
  }
}
