package io.backstop.web.hosted.card;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.web.hosted.Wording;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardWordsTest {

  private final CardWords english = new CardWords(Wording.of(List.of(Locale.US)));
  private final CardWords german = new CardWords(Wording.of(List.of(Locale.GERMANY)));

  @Test
  void cardsAreNamedAsPeopleKnowThem() {
    assertThat(english.named("amex", "0005")).isEqualTo("American Express ending in 0005");
    assertThat(german.named("visa", "4242")).isEqualTo("Visa mit den Endziffern 4242");
    assertThat(english.named("brand_of_2031", "1")).isEqualTo("Your card ending in 1");
    assertThat(english.expiry(3, 2031)).isEqualTo("03/2031");
  }

  @Test
  void whatTheCustomerCanDoSomethingAboutIsTold() {
    assertThat(english.why(Optional.of("insufficient_funds"))).contains("not enough money");
    assertThat(english.why(Optional.of("expired_card"))).contains("expired");
    assertThat(english.why(Optional.of("payment_intent_authentication_failure")))
        .isEqualTo(english.why(Optional.of("authentication_required")))
        .contains("confirmation");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"lost_card", "stolen_card", "fraudulent", "merchant_blacklist", "news", ""})
  void whatNobodyButTheBankShouldTellIsAPlainRefusal(String code) {
    assertThat(english.why(Optional.of(code))).isEqualTo(english.why(Optional.empty()));
  }

  @Test
  void everyReasonHasASentenceInEveryLanguage() {
    assertThat(english.all()).hasSameSizeAs(german.all()).hasSize(7);
    assertThat(german.all()).allSatisfy(said -> assertThat(said.text()).contains("abgelehnt"));
    assertThat(english.all().get(6).code()).isEqualTo("generic");
  }
}
