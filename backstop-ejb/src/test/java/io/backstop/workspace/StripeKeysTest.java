package io.backstop.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StripeKeysTest {

  private static final String TAIL = "51NXrAbCdEf0123456789";

  @ParameterizedTest
  @ValueSource(strings = {"sk_test_", "sk_live_", "rk_test_", "rk_live_"})
  void secretKeysAreOfEitherKindAndMode(String prefix) {
    assertThat(StripeKeys.isSecret(prefix + TAIL)).isTrue();
    assertThat(StripeKeys.isSecret(prefix)).isFalse();
    assertThat(StripeKeys.isSecret(prefix + TAIL + "\n")).isFalse();
    assertThat(StripeKeys.isPublishable(prefix + TAIL)).isFalse();
    assertThat(StripeKeys.isGuarded(prefix + TAIL)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sk_51NXrAbCdEf", "sk_prod_51NXrAbCdEf", "pk_test_51NXrAbCdEf", "x"})
  void whatIsNoSecretKeyIsNone(String text) {
    assertThat(StripeKeys.isSecret(text)).isFalse();
  }

  @Test
  void theOthersHaveTheirPrefixes() {
    assertThat(StripeKeys.isPublishable("pk_live_" + TAIL)).isTrue();
    assertThat(StripeKeys.isPublishable("pk_" + TAIL)).isFalse();
    assertThat(StripeKeys.isWebhookSecret("whsec_" + TAIL)).isTrue();
    assertThat(StripeKeys.isWebhookSecret("whsec_a,whsec_b" + TAIL)).isFalse();
    assertThat(StripeKeys.isAccount("acct_1NXr")).isTrue();
    assertThat(StripeKeys.isAccount("acct_")).isFalse();
    assertThat(StripeKeys.isAccount("cus_1NXr")).isFalse();
  }

  @Test
  void aSecretIsFoundWhereverItWasTyped() {
    assertThat(StripeKeys.isGuarded("key: sk_live_" + TAIL)).isTrue();
    assertThat(StripeKeys.isGuarded("WHSEC_" + TAIL)).isTrue();
    assertThat(StripeKeys.isGuarded("pk_live_" + TAIL)).isFalse();
    assertThat(StripeKeys.isGuarded("acct_1NXr")).isFalse();
  }

  @Test
  void theModeIsTheKeysOwnWord() {
    assertThat(StripeKeys.mode("rk_live_" + TAIL)).contains("live");
    assertThat(StripeKeys.mode("pk_test_" + TAIL)).contains("test");
    assertThat(StripeKeys.mode("sk_" + TAIL)).isEmpty();
  }

  @Test
  void ofAShortSecretNothingIsShown() {
    assertThat(StripeKeys.ending("sk_test_51NXr6789")).isEqualTo("6789");
    assertThat(StripeKeys.ending("sk_1")).isEmpty();
  }
}
