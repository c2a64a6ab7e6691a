package io.backstop.billing.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MasksTest {

  @Test
  void theFirstLetterAndTheDomainAreLeft() {
    assertThat(Masks.mail("ada@acme.example")).contains("a••@acme.example");
    assertThat(Masks.mail("ada.lovelace+x@acme.example")).contains("a••@acme.example");
    assertThat(Masks.mail("\"a@b\"@acme.example")).contains("\"••@acme.example");
  }

  @Test
  void aNameOfOneLetterIsHiddenWhole() {
    assertThat(Masks.mail("a@acme.example")).contains("••@acme.example");
  }

  @Test
  void whatIsNoAddressIsNotShown() {
    assertThat(Masks.mail(null)).isEmpty();
    assertThat(Masks.mail("")).isEmpty();
    assertThat(Masks.mail("@acme.example")).isEmpty();
    assertThat(Masks.mail("ada@")).isEmpty();
    assertThat(Masks.mail("ada")).isEmpty();
  }
}
